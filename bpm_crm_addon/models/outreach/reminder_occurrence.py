"""One occasion of a reminder: this document, this date. Said once, in the steps of the reminder."""

from odoo import api, fields, models

STATES = [
    ("waiting", "Goes on"),
    ("queued", "In the outbox"),
    ("done", "Said"),
    ("stopped", "Not needed any more"),
    ("late", "Too late"),
    ("failed", "Could not be said"),
]
OF_MESSAGE = {
    **dict.fromkeys(("queued", "sending"), "queued"),
    **dict.fromkeys(("sent", "delivered", "unknown"), "done"),
    **dict.fromkeys(("suppressed", "failed"), "failed"),
    "cancelled": "stopped",
}


def after_last_step(message):
    """The state of an occasion whose last words are this message."""
    return "stopped" if message.reason == "not_wanted" else OF_MESSAGE[message.state]


class BpmReminderOccurrence(models.Model):
    _name = "bpm.reminder.occurrence"
    _description = "Occasion of a reminder"
    _inherit = ["bpm.worded"]
    _order = "due_at desc, id desc"
    _rec_name = "occurrence"

    reminder_id = fields.Many2one(
        "bpm.reminder", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    res_model = fields.Char(string="Kind of document", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True, readonly=True, aggregator=None
    )
    occurrence = fields.Char("Date", required=True, readonly=True)
    due_at = fields.Datetime("Due", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Counterparty", readonly=True, index="btree_not_null", ondelete="set null"
    )
    state = fields.Selection(STATES, string="Status", required=True, readonly=True)
    step = fields.Integer("Steps said", readonly=True, aggregator=None)
    next_at = fields.Datetime("Next step", readonly=True)
    message_id = fields.Many2one(
        "bpm.message", "Last message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    message_state = fields.Selection(related="message_id.state", string="What became of it")
    reason_text = fields.Char("Why", readonly=True, translate=True)

    _once = models.UniqueIndex("(reminder_id, res_id, occurrence)")
    _waiting_idx = models.Index("(reminder_id, next_at) WHERE state = 'waiting'")

    @api.depends("res_model", "res_id")
    def _compute_display_name(self):
        for model, batch in self.grouped("res_model").items():
            known = (
                self.env[model].browse(batch.mapped("res_id")).exists()._filtered_access("read")
                if model in self.env
                else ()
            )
            names = {one.id: one.display_name for one in known}
            for occurrence in batch:
                occurrence.display_name = names.get(occurrence.res_id) or occurrence.occurrence

    def action_open_document(self):
        """Open what it is about."""
        self.ensure_one()
        self.check_access("read")
        return self.env[self.res_model].browse(self.res_id)._get_records_action(context={})

    # === CALLED BY THE OUTBOX === #

    def _bpm_still_wanted(self, messages):
        """{message id: why it is not wanted any more, or None}."""
        by_id = {occurrence.id: occurrence for occurrence in self}
        reasons = {}
        for reminder, batch in self.grouped("reminder_id").items():
            reasons |= reminder._unwanted(batch)
        gone = self.env._("What it was about no longer exists.")
        return {
            message.id: reasons.get(message.res_id) if message.res_id in by_id else gone
            for message in messages
        }

    def _bpm_message_moved(self, messages):
        """What a rule or the outbox says about a message is said here as well: only what has left
        is said."""
        by_id = {occurrence.id: occurrence for occurrence in self}
        for message in messages:
            occurrence = by_id.get(message.res_id)
            if not occurrence:
                continue
            if message.state in ("suppressed", "failed", "unknown"):
                occurrence.write({"reason_text": message._reason_words()})
            if occurrence.message_id == message and occurrence.state in ("queued", "done"):
                occurrence.state = after_last_step(message)


class BpmReminderMember(models.Model):
    """Which documents met the condition when it was last looked at (reminder_change.py)."""

    _name = "bpm.reminder.member"
    _description = "Document that meets the condition of a reminder"
    _log_access = False

    reminder_id = fields.Many2one("bpm.reminder", required=True, ondelete="cascade", readonly=True)
    res_id = fields.Integer(required=True, readonly=True, aggregator=None)

    _once = models.UniqueIndex("(reminder_id, res_id)")
