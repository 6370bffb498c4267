"""Invoices under a contract, kept within its amount."""

from odoo import fields, models

from .contract_money import SIGNS


class AccountMove(models.Model):
    _inherit = "account.move"

    # No default and nothing computed: the column is there at once, however many entries there are.
    bpm_contract_id = fields.Many2one(
        "bpm.contract", "Contract", index="btree_not_null", copy=False, ondelete="set null",
        check_company=True,
    )  # fmt: skip

    def write(self, vals):
        """Override of `account`: what is posted, or comes under a contract later, stays within the
        contract's amount, or that is noted; posting goes this way, too."""
        result = super().write(vals)
        if vals.get("state") == "posted" and "purchase_line_id" in self.line_ids._fields:
            self._bpm_take_over_contract()
        if vals.get("bpm_contract_id") or vals.get("state") == "posted":
            posted = self.filtered(
                lambda move: move.state == "posted" and SIGNS.get(move.move_type, 0) > 0
            )
            posted.sudo().bpm_contract_id._keep_within("invoiced")
        return result

    def _bpm_take_over_contract(self):
        """A bill belongs to the contract of the purchase orders it is for, if they have one."""
        for move in self.filtered(lambda one: not one.bpm_contract_id):
            contracts = move.sudo().line_ids["purchase_line_id"].order_id.bpm_contract_id
            if len(contracts) == 1:
                move.bpm_contract_id = contracts
