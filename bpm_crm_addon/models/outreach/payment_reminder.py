"""A payment reminder: what is said to one counterparty on one day about all that is due.

It is proposed at night, reviewed by a person (or goes out by itself, as the company wants it),
queued in the outbox, and learns there what became of it. Nobody writes it directly: the doors are
the private methods of the files beside this one.

| from     | to                       | by                                             |
|----------|--------------------------|------------------------------------------------|
| proposed | queued, skipped          | a person, or the schedule (payment_send.py)    |
| proposed | (deleted)                | the next preparation (payment_prepare.py)      |
| queued   | sent, rehearsed, not_sent| the outbox (payment_outcome.py)                |
"""

from odoo import fields, models

from ..audit.copied import Copied

WORKERS = "bpm_crm_addon.group_bpm_outreach_manager,account.group_account_invoice"
READERS = f"{WORKERS},account.group_account_readonly"


class BpmPaymentReminder(models.Model):
    _name = "bpm.payment.reminder"
    _description = "Payment reminder"
    _inherit = ["bpm.worded"]
    _order = "day desc, amount desc, id desc"

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", "Counterparty", required=True, readonly=True, index=True, ondelete="cascade"
    )
    day = fields.Date("Prepared for", required=True, readonly=True)
    level_id = fields.Many2one(
        "bpm.reminder.level", required=True, readonly=True, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("proposed", "To review"),
            ("queued", "In the outbox"),
            ("sent", "Sent"),
            ("rehearsed", "Rehearsed"),
            ("not_sent", "Not sent"),
            ("skipped", "Skipped once"),
        ],
        required=True,
        readonly=True,
        default="proposed",
        index=True,
    )
    amount = fields.Monetary(
        "Open", readonly=True, help="All that the reminder asks for, in the company's currency."
    )
    oldest_due = fields.Date("Due since", readonly=True)
    address = fields.Char("Written to", readonly=True)
    lang = fields.Char("Language", readonly=True)
    line_ids = fields.One2many("bpm.payment.reminder.line", "reminder_id", readonly=True)
    message_id = fields.Many2one(
        "bpm.message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    call_activity_id = fields.Many2one(
        "mail.activity",
        "Call that was asked for",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    reason_text = fields.Char("Why", readonly=True, translate=True)
    reviewer_id = fields.Many2one("res.users", "Reviewed by", readonly=True, ondelete="set null")

    # Ten runs a day are one reminder per counterparty, company and day. What was only rehearsed
    # leaves room for the real one.
    _once_a_day = models.UniqueIndex(
        "(partner_id, company_id, day) WHERE state <> 'rehearsed'",
        "This counterparty has a reminder for that day already.",
    )

    def _compute_display_name(self):
        for reminder in self:
            reminder.display_name = self.env._(
                "%(partner)s, %(day)s", partner=reminder.partner_id.name, day=reminder.day
            )


class BpmPaymentReminderLine(models.Model):
    _name = "bpm.payment.reminder.line"
    _description = "Part of a payment reminder"
    _log_access = False  # thousands at a time; the reminder says who
    _order = "due, id"  # a many2one here would sort as journal items do: the newest first

    reminder_id = fields.Many2one(
        "bpm.payment.reminder", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    move_line_id = fields.Many2one(
        "account.move.line", "Instalment", required=True, readonly=True, ondelete="cascade"
    )
    move_id = fields.Many2one(related="move_line_id.move_id")
    create_date = fields.Datetime(default=fields.Datetime.now, readonly=True)
    level_id = fields.Many2one(
        "bpm.reminder.level", required=True, readonly=True, ondelete="restrict"
    )
    currency_id = Copied("res.currency", required=True, readonly=True)
    amount = fields.Monetary("Open", readonly=True)
    due = fields.Date("Due on", readonly=True)
    aside = fields.Boolean(
        "Only mentioned", readonly=True, help="It stands beside what the reminder asks for."
    )
    acted = fields.Boolean(
        "Colleague asked", readonly=True, help="The call or the letter of the level is a task."
    )
    state = fields.Selection(
        [
            ("proposed", "To be said"),
            ("repeated", "Said before, still open"),
            ("said", "Said"),
            ("skipped", "Skipped"),
        ],
        required=True,
        readonly=True,
        default="proposed",
    )

    # What was said (or passed over by a person) is not said again, whatever the schedule does.
    _once_per_level = models.UniqueIndex(
        "(move_line_id, level_id) WHERE state IN ('said', 'skipped')",
        "This level was said about the instalment already.",
    )
    _line_idx = models.Index("(move_line_id)")
