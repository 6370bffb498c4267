"""Stop everything for these counterparties, with a reason: one press and it holds."""

from odoo import fields, models

from ..models.outreach.contact_policy import CONTACTS
from ..models.outreach.suppression import REASONS


class BpmContactStop(models.TransientModel):
    _name = "bpm.contact.stop"
    _description = "Do not contact"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Counterparties",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    what = fields.Selection(
        [
            ("all", "Everything but legal notices"),
            ("advertising", "Advertising only"),
            ("legal", "Everything, legal notices too"),
        ],
        string="What is stopped",
        required=True,
        default="all",
    )
    channel = fields.Selection(CONTACTS, help="Empty: on every channel.")
    reason = fields.Selection(
        [reason for reason in REASONS if reason[0] != "unsubscribed"],
        required=True,
        default="asked",
    )
    note = fields.Char(string="In words")
    until = fields.Datetime(help="Empty: for good.")

    def action_stop(self):
        """Put them on the stop list; what waits in the outbox is not sent any more."""
        self.ensure_one()
        for message_class in {"all": [False], "legal": [False, "legal"]}.get(
            self.what, [self.what]
        ):
            self.partner_ids._bpm_stop_contact(
                channel=self.channel,
                message_class=message_class,
                reason=self.reason,
                note=self.note,
                until=self.until,
            )
        return {"type": "ir.actions.act_window_close"}
