"""Invoices, when a company puts an approval on posting them."""

from odoo import models

# Not the dates and the number: posting itself sets them.
HEADER = [
    "move_type", "partner_id", "partner_bank_id", "partner_shipping_id", "company_id",
    "journal_id", "currency_id", "fiscal_position_id", "invoice_payment_term_id", "ref",
    "narration",
]  # fmt: skip
LINES = [
    "account_id", "product_id", "name", "quantity", "product_uom_id", "price_unit", "discount",
    "tax_ids", "display_type",
]  # fmt: skip


class AccountMove(models.Model):
    _inherit = "account.move"
    _BPM_COMPANY_AMOUNT = "amount_total_signed"

    _BPM_TOTALS = frozenset({"amount_total", "amount_untaxed", "amount_tax", "amount_total_signed"})

    def _bpm_shipped_fields(self):
        return HEADER, {"invoice_line_ids": LINES}

    def _bpm_amounts(self):
        """Totals, and the company's own figure as accounting already has it."""
        return {
            move.id: {
                "amount": move.amount_total,
                "currency_id": move.currency_id.id,
                "company_amount": abs(move.amount_total_signed),
                "company_currency_id": move.company_currency_id.id,
                "rate": abs(move.amount_total_signed) / move.amount_total
                if move.amount_total
                else 1.0,
            }
            for move in self
        }
