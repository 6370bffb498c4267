"""The days, sums, tables and links of payment reminders, as their texts show them.

Thousands are written in one go: what a language needs is looked up once.
"""

from collections import defaultdict
from functools import cache
from html import escape

from odoo.tools import format_date, get_lang

from ..audit.signed_link import WIDE, short_signer
from .invoice_link import SCOPE

# Thousands of texts are kept: what all cells have in common is said once, in the table.
TABLE = "<table cellpadding='6' style='border-collapse:collapse;text-align:left'>%s%s</table>"
ASIDE = (
    "<p style='margin:12px 0 0'><small>%s</small></p>"
    "<table cellpadding='3' style='border-collapse:collapse;font-size:85%%'>%s</table>"
)
LINE = "<tr style='border-bottom:1px solid #ddd'>%s</tr>"
HEAD = LINE % "<th>%s</th><th>%s</th><th align='right'>%s</th>"
ROW = LINE % ("<td><a href='%s%s'>%s</a></td><td nowrap>%s</td><td nowrap align='right'>%s</td>")


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
