"""End contracts before their time, with a reason."""

from odoo import fields, models


class BpmContractClose(models.TransientModel):
    _name = "bpm.contract.close"
    _description = "Terminate contracts"

    contract_ids = fields.Many2many(
        "bpm.contract", string="Contracts", required=True, readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )  # fmt: skip
    day = fields.Date("No Longer Holds from", required=True, default=fields.Date.context_today)
    reason = fields.Char("Why", required=True)

    def action_close(self):
        """Terminate them."""
        self.ensure_one()
        self.contract_ids.action_terminate(self.reason, self.day)
        return {"type": "ir.actions.act_window_close"}
