"""Dismiss problems, with a reason."""

from odoo import fields, models


class BpmIncidentDismiss(models.TransientModel):
    _name = "bpm.incident.dismiss"
    _description = "Dismiss a problem"

    incident_ids = fields.Many2many(
        "bpm.incident",
        string="Problems",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(string="Why it needs no solution", required=True)

    def action_dismiss(self):
        """Close the problems."""
        self.ensure_one()
        self.incident_ids.action_dismiss(self.reason)
        return {"type": "ir.actions.act_window_close"}
