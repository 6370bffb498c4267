"""The invoice's line about reminders: what the form asks for, and its buttons."""

from odoo import api, fields, models

from .payment_reminder import WORKERS
from .res_company import CAPABILITY

TYPES = ("out_invoice", "out_receipt")


class AccountMove(models.Model):
    _inherit = "account.move"

    bpm_reminder_count = fields.Integer("Reminders", compute="_compute_bpm_reminder_count")
    bpm_may_promise = fields.Boolean(
        "A promise can be noted", compute="_compute_bpm_may_promise"
    )  # fmt: skip

    def _compute_bpm_reminder_count(self):
        lines = self.env["bpm.payment.reminder.line"].sudo()
        rows = lines._read_group(
            [
                ("move_line_id.move_id", "in", self.ids),
                ("state", "in", ("said", "repeated")),
                ("reminder_id.state", "=", "sent"),
            ],
            ["move_line_id"],
            ["reminder_id:array_agg_distinct"],
        )
        found = {}
        for line, reminders in rows:
            found.setdefault(line.move_id.id, set()).update(reminders)
        for move in self:
            move.bpm_reminder_count = len(found.get(move._origin.id, ()))

    @api.depends("state", "move_type", "payment_state")
    def _compute_bpm_may_promise(self):
        on = self.env["res.groups"]._is_feature_enabled(CAPABILITY)
        for move in self:
            move.bpm_may_promise = on and move._bpm_is_owed()

    def _bpm_is_owed(self):
        return (
            self.move_type in TYPES
            and self.state == "posted"
            and self.payment_state in ("not_paid", "partial")
        )

    # === CALLED BY THE SCREEN === #

    def bpm_payment_line(self):
        """What the invoice's line shows, or None: {"tone", "icon", "sentence", "why", "buttons"}.

        Only when something is overdue, promised or disputed, or a reminder is due within three
        days.
        """
        self.ensure_one()
        self.check_access("read")
        if not self._bpm_is_owed() or not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return None
        return self._bpm_line_shown()

    def bpm_payment_skip(self):
        """Pass over what would be said next about this invoice; the level after it stays."""
        self.ensure_one()
        self.check_access("read")
        self.env["bpm.payment.reminder"]._check_people(WORKERS)
        self._bpm_skip_next()

    def action_bpm_reminders(self):
        """The reminders that spoke of this invoice."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payment Reminders"),
            "res_model": "bpm.payment.reminder",
            "views": [[False, "list"], [False, "form"]],
            "domain": [["line_ids.move_line_id.move_id", "=", self.id]],
        }
