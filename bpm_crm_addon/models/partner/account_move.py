"""Whose bill came is a supplier."""

from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """Override of `account` to note the role with the posting."""
        posted = super()._post(soft)
        bills = posted.filtered(lambda move: move.move_type in ("in_invoice", "in_receipt"))
        if bills.partner_id:
            self.env["bpm.partner.role.assignment"]._give("supplier", bills.partner_id)
        return posted
