"""What a template may show of a payment reminder: names, sums, the table of instalments.

Thousands are written in one go: rows come in one statement, and what a language needs to show a
day or a sum is looked up once.
"""

from collections import defaultdict
from functools import cache
from html import escape
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL, format_amount, format_date, get_lang

from ..audit.signed_link import WIDE, short_signer
from .invoice_link import SCOPE

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
# Thousands of texts are kept: what all cells have in common is said once, in the table.
TABLE = "<table cellpadding='6' style='border-collapse:collapse;text-align:left'>%s%s</table>"
ASIDE = (
    "<p style='margin:12px 0 0'><small>%s</small></p>"
    "<table cellpadding='3' style='border-collapse:collapse;font-size:85%%'>%s</table>"
)
LINE = "<tr style='border-bottom:1px solid #ddd'>%s</tr>"
HEAD = LINE % "<th>%s</th><th>%s</th><th align='right'>%s</th>"
ROW = LINE % ("<td><a href='%s%s'>%s</a></td><td nowrap>%s</td><td nowrap align='right'>%s</td>")
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


class Words:
    """Days, sums and tables in the language of `env`, what they need looked up once."""

    def __init__(self, env):
        self.env = env
        self.lang = env["res.lang"].browse(get_lang(env).id).sudo()
        # Most languages count by thousands: what Python does, with their own signs.
        self.signs = (
            str.maketrans({",": self.lang.thousands_sep or "", ".": self.lang.decimal_point})
            if self.lang.grouping == "[3,0]"
            else None
        )
        self.currency = cache(env["res.currency"].browse)
        self.day = cache(lambda day: format_date(env, day))
        cells = (env._("Invoice"), env._("Due"), env._("To pay"))
        self.head = HEAD % tuple(escape(cell) for cell in cells)
        self.pattern = cache(self._pattern)
        self.sign = cache(short_signer(env, SCOPE, WIDE))

    def _pattern(self, currency_id):
        """(decimal places, text around the number) of a currency."""
        currency = self.currency(currency_id).sudo()
        symbol = currency.symbol or currency.name
        around = f"{symbol}\N{NO-BREAK SPACE}%s" if currency.position == "before" else ""
        return currency.decimal_places, around or f"%s\N{NO-BREAK SPACE}{symbol}"

    def amount(self, amount, currency_id):
        """As Odoo's format_amount, which looks up language and currency for each sum."""
        digits, around = self.pattern(currency_id)
        if self.signs is None:
            number = self.lang.format(f"%.{digits}f", amount, grouping=True)
        else:
            number = f"{amount:,.{digits}f}".translate(self.signs)
        return around % number.replace(" ", "\N{NO-BREAK SPACE}")

    def sums(self, spoken):
        """“1,200.00 € + $ 300.00”: what is open per currency, the largest first."""
        sums = defaultdict(float)
        for part in spoken:
            sums[part.currency] += part.amount
        ordered = sorted(sums.items(), key=lambda one: -one[1])
        return " + ".join(self.amount(amount, currency) for currency, amount in ordered)

    def tables(self, spoken, day, base):
        """HTML: what is asked for; below it, shorter, what else is open, by how it stands."""
        asked, others = [], {}
        for part in spoken:
            pile = others.setdefault(self._standing(part, day), []) if part.aside else asked
            pile.append(part)
        below = [ASIDE % (escape(name), self._rows(others[name], base)) for name in others]
        return TABLE % (self.head, self._rows(asked, base)) + "".join(below)

    def link(self, spoken, base):
        """Where the oldest invoice that is asked for is seen and paid, short enough for an SMS."""
        asked = next((part for part in spoken if not part.aside), None)
        return f"{base}/bpm/i/{self.sign(asked.move)}" if asked else ""

    def _standing(self, part, day):
        if part.due > day:
            return self.env._("Not due yet")
        if part.before:
            return self.env._("Also open, as we wrote before")
        return self.env._("Also open")

    def _rows(self, spoken, base):
        """HTML: number, due day and open amount of each part, the oldest first."""
        page = escape(f"{base}/bpm/invoice/")  # the number leads to the customer's page of it
        return "".join(
            [
                ROW
                % (
                    page,
                    self.sign(part.move),
                    escape(part.name or ""),
                    self.day(part.due),
                    escape(self.amount(part.amount, part.currency)),
                )
                for part in spoken
            ]
        )
