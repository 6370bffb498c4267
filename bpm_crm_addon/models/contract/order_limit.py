"""Orders under a contract stay within its amount, whichever way they are confirmed or grow.

Quotations, and purchase orders where Odoo's purchase app is installed. They share a mixin with
invoices, their lines one with all lines that are analysed: what is added there reaches them
whenever the app comes (docs/decisions/039).
"""

from odoo import api, fields, models

# The orders that count, and the state in which they do.
CONFIRMED = {"sale.order": "sale", "purchase.order": "purchase"}
LINES = {f"{order}.line" for order in CONFIRMED}
# What makes an order worth more.
WORTH = frozenset(
    {
        *("product_uom_qty", "product_qty", "price_unit", "discount", "tax_ids", "product_id"),
        *("order_id", "product_uom_id", "display_type"),
    }
)


class AccountDocumentImportMixin(models.AbstractModel):
    _inherit = "account.document.import.mixin"

    # For purchase orders; quotations and invoices define it themselves.
    bpm_contract_id = fields.Many2one(
        "bpm.contract", "Contract", index="btree_not_null", copy=False, ondelete="set null",
        check_company=True,
    )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        """Override for orders: one may be born confirmed."""
        documents = super().create(vals_list)
        if self._name in CONFIRMED:
            documents._bpm_keep_within()
        return documents

    def write(self, vals):
        """Override for orders: confirmed, or under a contract from now on."""
        result = super().write(vals)
        if self._name in CONFIRMED and (
            vals.get("bpm_contract_id") or vals.get("state") == CONFIRMED[self._name]
        ):
            self._bpm_keep_within()
        return result

    def _bpm_keep_within(self):
        confirmed = self._bpm_under_contract()
        if confirmed:
            confirmed.sudo().bpm_contract_id._keep_within("ordered")

    def _bpm_under_contract(self):
        """Those orders that are confirmed and under a contract."""
        return self.filtered(
            lambda order: order.state == CONFIRMED[order._name] and order.bpm_contract_id
        )


class AnalyticMixin(models.AbstractModel):
    _inherit = "analytic.mixin"

    @api.model_create_multi
    def create(self, vals_list):
        """Override for lines of orders: one more on a confirmed order."""
        lines = super().create(vals_list)
        if self._name in LINES:
            lines.order_id._bpm_keep_within()
        return lines

    def write(self, vals):
        """Override for lines of orders: a confirmed order that grows."""
        if self._name not in LINES or not WORTH & vals.keys():
            return super().write(vals)
        before = {order: order.amount_total for order in self.order_id._bpm_under_contract()}
        result = super().write(vals)
        orders = self.order_id._bpm_under_contract()
        orders.filtered(
            lambda order: order.amount_total > before.get(order, 0.0)
        )._bpm_keep_within()
        return result
