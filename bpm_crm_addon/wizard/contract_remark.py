"""A remark on a clause, made by whoever reads a contract to approve it."""

from odoo import fields, models


class BpmContractRemarkAdd(models.TransientModel):
    _name = "bpm.contract.remark.add"
    _description = "Remark on a clause"

    request_id = fields.Many2one("bpm.approval.request", required=True, readonly=True)
    clause = fields.Char(required=True, help="Its number, or its first words.")
    text = fields.Text("Remark", required=True)

    def action_add(self):
        """Keep it with the contract."""
        self.ensure_one()
        self.request_id._add_remark(self.clause, self.text)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
