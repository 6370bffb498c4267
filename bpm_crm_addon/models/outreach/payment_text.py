"""What a template may show of a payment reminder: names, sums, the table of instalments.

Thousands are written in one go: rows come in one statement, and what a language needs to show a
day or a sum is looked up once.
"""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL, format_amount

from .payment_words import Words

SPOKEN = """
SELECT s.reminder_id, l.id AS line, m.id AS move, m.name, s.due, s.amount,
       s.currency_id AS currency, coalesce(s.aside, false) AS aside,
       s.state = 'repeated' AND EXISTS (
           SELECT FROM bpm_payment_reminder_line o
            WHERE o.move_line_id = s.move_line_id AND o.state = 'said') AS before
  FROM bpm_payment_reminder_line s
  JOIN account_move_line l ON l.id = s.move_line_id
  JOIN account_move m ON m.id = l.move_id
 WHERE s.reminder_id = ANY(%s)
 ORDER BY s.reminder_id, s.due, l.id
"""
TEXTS = ("partner_name", "company_name", "total", "days_late", "due_day", "table", "link")


class Spoken(NamedTuple):
    """A part as a reminder speaks of it."""

    line: int
    move: int
    name: str | None
    due: object
    amount: float
    currency: int
    aside: bool = False  # only mentioned, not asked for
    before: bool = False  # we have written about it already


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    partner_name = fields.Char(compute="_compute_text")
    company_name = fields.Char(compute="_compute_text")
    total = fields.Char(compute="_compute_text")
    days_late = fields.Integer(compute="_compute_text")
    due_day = fields.Char(compute="_compute_text")
    table = fields.Html(compute="_compute_text", sanitize=False)
    link = fields.Char("Page of the oldest invoice", compute="_compute_text")

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Override of `mail`: what anybody may put into a template of reminders."""
        return (
            *super().mail_allowed_qweb_expressions(),
            *(f"object.{name}" for name in TEXTS),
        )

    def _spoken(self):
        """{reminder id: [Spoken]}, the oldest first; one statement."""
        self.env["bpm.payment.reminder.line"].flush_model()
        self.env["account.move"].flush_model(["name"])
        spoken = defaultdict(list)
        for reminder, *rest in self.env.execute_query(SQL(SPOKEN, self.ids)):
            spoken[reminder].append(Spoken(*rest))
        return spoken

    @api.depends("line_ids.amount", "line_ids.due", "partner_id.name", "company_id.name", "day")
    @api.depends_context("lang")
    def _compute_text(self):
        self._fill_text(self._spoken())

    def _fill_text(self, spoken):
        """Put what a template may show into memory; `spoken`: what they speak of."""
        self.invalidate_recordset(TEXTS, flush=False)
        reminders, words = self.sudo(), Words(self.env)
        reminders.fetch(["partner_id", "company_id", "day", "oldest_due"])
        bases = {company: company.get_base_url() for company in reminders.company_id}
        rows = [
            (
                reminder.partner_id.name,
                reminder.company_id.name,
                words.sums(part for part in spoken[reminder.id] if not part.aside),
                max((reminder.day - reminder.oldest_due).days, 0),
                words.day(reminder.oldest_due),
                words.tables(spoken[reminder.id], reminder.day, bases[reminder.company_id]),
                words.link(spoken[reminder.id], bases[reminder.company_id]),
            )
            for reminder in reminders
        ]
        for name, column in zip(TEXTS, zip(*rows, strict=True), strict=True):
            self._fields[name]._insert_cache(self, list(column))

    @api.model
    def _told(self, sums):
        """{currency: amount} as a reader reads it: “1,200.00 € + $ 300.00”."""
        return " + ".join(
            format_amount(self.env, amount, currency)
            for currency, amount in sorted(sums.items(), key=lambda one: -one[1])
        )
