"""Lift the limit on reading counterparties for one day, with a reason."""

from odoo import fields, models


class BpmPartnerReadingLift(models.TransientModel):
    _name = "bpm.partner.reading.lift"
    _description = "Lift the limit for today"

    reading_ids = fields.Many2many(
        "bpm.partner.reading",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True)

    def action_lift(self):
        """Lift the limit; the reason goes into the audit trail."""
        self.ensure_one()
        self.reading_ids.action_lift(self.reason)
        return {"type": "ir.actions.act_window_close"}
