"""Signed originals on paper: sent, by whom, back, where they are kept."""

from datetime import timedelta

from odoo import api, fields, models


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    original_sent = fields.Date("Sent on", copy=False)
    original_sent_by = fields.Many2one(
        "res.users", "Sent by", copy=False, domain="[('share', '=', False)]"
    )
    original_way = fields.Char("How Sent", copy=False, help="Courier, post, with the driver…")
    original_due = fields.Date(
        "Expected back", compute="_compute_original_due", store=True, readonly=False, copy=False
    )
    original_returned = fields.Date("Back on", copy=False, tracking=13)
    original_place = fields.Char("Kept at", copy=False, help="Cabinet, shelf, folder.")
    original_state = fields.Selection(
        [("none", "Not Sent"), ("out", "Out"), ("late", "Late"), ("back", "Back")],
        compute="_compute_original_state",
    )

    @api.depends("original_sent", "type_id")
    def _compute_original_due(self):
        for contract in self:
            days = contract.type_id.originals_days
            sent = contract.original_sent
            contract.original_due = sent + timedelta(days=days) if sent and days else False

    @api.depends("original_sent", "original_due", "original_returned")
    def _compute_original_state(self):
        today = fields.Date.context_today(self)
        for contract in self:
            if contract.original_returned:
                contract.original_state = "back"
            elif not contract.original_sent:
                contract.original_state = "none"
            else:
                late = contract.original_due and contract.original_due < today
                contract.original_state = "late" if late else "out"

    def action_original_sent(self):
        """The signed copies leave the house today, by whoever presses."""
        self.check_access("write")
        self.filtered(lambda contract: not contract.original_sent).write(
            {
                "original_sent": fields.Date.context_today(self),
                "original_sent_by": self.env.uid,
                "original_returned": False,
            }
        )

    def action_original_returned(self):
        """The signed copies are back today."""
        self.check_access("write")
        self.filtered(lambda contract: not contract.original_returned).write(
            {"original_returned": fields.Date.context_today(self)}
        )
