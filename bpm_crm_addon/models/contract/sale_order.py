"""Quotations and orders under a contract: linked, made into one, and kept within its amount."""

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # No default and nothing computed: the column is there at once, however many orders there are.
    bpm_contract_id = fields.Many2one(
        "bpm.contract", "Contract", index="btree_not_null", copy=False, ondelete="set null",
        check_company=True, domain="[('partner_id', 'in', (partner_id, False))]",
    )  # fmt: skip

    def _prepare_invoice(self):
        """Override of `sale`: the invoice belongs to the contract of its order."""
        values = super()._prepare_invoice()
        if self.bpm_contract_id:
            values["bpm_contract_id"] = self.bpm_contract_id.id
        return values

    @api.model
    def _get_invoice_grouping_keys(self):
        """Override of `sale`: invoices of two contracts are not made into one."""
        return [*super()._get_invoice_grouping_keys(), "bpm_contract_id"]

    def action_bpm_open_contract(self):
        """Open the contract of this quotation."""
        self.ensure_one()
        return self.bpm_contract_id._form()

    def action_bpm_make_contract(self):
        """Make a contract of this quotation, everything filled; opens it, or the one there is."""
        self.ensure_one()
        if not self.bpm_contract_id:
            self.check_access("write")
            self.bpm_contract_id = self.env["bpm.contract"]._from_order(self)
        return self.action_bpm_open_contract()
