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
        if vals.get("bpm_contract_id") or vals.get("state") == "posted":
            posted = self.filtered(
                lambda move: move.state == "posted" and SIGNS.get(move.move_type, 0) > 0
            )
            posted.sudo().bpm_contract_id._keep_within("invoiced")
        return result
