"""The portrait's lines about buying: how often, what is open now, and on which terms."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.purchase_rhythm import rhythm
from ...engine.sentence import mark
from .company_clock import Clock
from .purchase_days import SOURCES, purchase_days

YEARS = 2  # purchases further back say nothing about today's habit
OPEN_STATES = ("draft", "sent")
MOST_OPEN = 5


class ResPartner(models.Model):
    _inherit = "res.partner"

    # === HOW OFTEN === #

    def _bpm_portrait_often(self):
        if not self.env["sale.order"].has_access("read"):
            return None
        label, today = self.env._("How often"), fields.Date.context_today(self)
        days = self._bpm_purchase_days()
        if not days:
            return {"label": label, "sentence": self.env._("nothing yet")}
        since = (today - max(days)).days
        found = rhythm(days)
        if not found:
            said = self.env._("once so far, %s", self._bpm_ago(since))
        elif not found.is_regular:
            said = self.env._("now and then, last %s", self._bpm_ago(since))
        else:
            said = self._bpm_rhythm(found, since, today)
        return {"label": label, "sentence": said, "open": bool(self._bpm_open_often())}

    def _bpm_rhythm(self, found, since, today):
        past, days = found.days_past(today), round(found.interval)
        said = (
            self.env._("every day, last %s", self._bpm_ago(since))
            if days == 1
            else self.env._(
                "every %(interval)s days (±%(spread)s), last %(since)s",
                interval=mark(days),
                spread=round(found.spread),
                since=self._bpm_ago(since),
            )
        )
        tone = "warning" if past > 0 and found.is_past(today) else ""
        return said + self._bpm_expected(past, tone)

    def _bpm_ago(self, days, tone=""):
        """When it was, in words that need no plural of one."""
        if days < 2:
            return mark(self.env._("yesterday") if days else self.env._("today"), tone)
        return self.env._("%s days ago", mark(days, tone))

    def _bpm_expected(self, past, tone):
        if past >= 0:
            return self.env._("; expected %s", self._bpm_ago(past, tone))
        if past == -1:
            return self.env._("; expected tomorrow")
        return self.env._("; expected in %s days", mark(-past))

    def _bpm_purchase_days(self):
        """The days of purchase (purchase_days.py), of the active companies."""
        for model in SOURCES:
            self.env[model].flush_model()
        today, zone = fields.Date.context_today(self), self.env.tz.zone
        clock = Clock([(company_id, zone, today) for company_id in self.env.companies.ids])
        rows = self.env.execute_query(
            SQL(
                """WITH member AS (SELECT id, id AS firm FROM unnest(%s) AS id)
                   SELECT DISTINCT day FROM (%s) purchase WHERE day <= %s""",
                self._bpm_family(),
                purchase_days(clock, YEARS * 365),
                today,
            )
        )
        return [day for (day,) in rows]

    def _bpm_open_often(self):
        """The orders; the invoices of whoever buys without."""
        orders = Domain("partner_id", "child_of", self.id) & Domain("state", "=", "sale")
        here = orders & Domain("company_id", "in", self.env.companies.ids)
        if not self.env["sale.order"].sudo().search_count(here, limit=1):
            return self._bpm_open_turnover()
        return self._bpm_list(self.env._("Orders"), "sale.order", list(orders))

    # === OPEN NOW === #

    def _bpm_portrait_open_now(self):
        quotes = self._bpm_open_quotes()
        rows = self._bpm_open_quote_rows(quotes[:MOST_OPEN]) + self._bpm_open_more()
        return rows and {
            "label": self.env._("Open Now"),
            "sentence": "",
            "rows": rows,
            "open": len(quotes) > MOST_OPEN,
        }

    def _bpm_open_quote_rows(self, quotes):
        notes = self._bpm_open_notes(quotes)
        return [
            {
                "key": f"quote-{quote.id}",
                "title": quote.name,
                "text": notes[quote.id],
                "amount": quote.amount_total,
                "currency_id": quote.currency_id.id,
                "open": {"model": "sale.order", "id": quote.id},
            }
            for quote in quotes
        ]

    def _bpm_open_more(self):
        """Rows of what is open besides quotations. To be filled by whoever knows more.

        A row: {"key", "title", "text", "open"}; open: {"model", "id"}, or {"name"} for
        `bpm_portrait_open`.
        """
        return []

    def _bpm_open_quotes(self):
        """Quotations not yet confirmed, the newest first; one more than shown."""
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return orders
        return orders.search(
            [*self._bpm_quotes_domain(), ("state", "in", OPEN_STATES)],
            order="date_order desc, id desc",
            limit=MOST_OPEN + 1,
        )

    def _bpm_quotes_domain(self):
        return [("partner_id", "in", self._bpm_family())]

    @api.model
    def _bpm_open_notes(self, quotes):
        """{id: what is going on with a quotation}. To be filled by whoever knows more."""
        labels = dict(quotes._fields["state"]._description_selection(self.env))
        return {quote.id: labels[quote.state] for quote in quotes}

    def _bpm_open_open_now(self):
        return self._bpm_list(
            self.env._("Open Quotations"),
            "sale.order",
            [("partner_id", "child_of", self.id), ("state", "in", OPEN_STATES)],
        )

    # === TERMS === #

    def _bpm_portrait_terms(self):
        """Payment terms, price list and credit as one line; empty parts are left out. To be added
        to by whoever knows more."""
        said = [self.property_payment_term_id.sudo().name]
        if self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist"):
            said.append(self.property_product_pricelist.sudo().name)
        if self._bpm_may_see_sums():
            said.append(self._bpm_credit())
        return [text for text in said if text]

    def _bpm_credit(self):
        firm_sudo = self.sudo()
        limit = firm_sudo.credit_limit
        if not self.env.company.account_use_credit_limit or limit <= 0:
            return ""
        return self.env._(
            "credit %(limit)s, used %(share)s %%",
            limit=self._bpm_sum(limit),
            share=round(firm_sudo.credit / limit * 100),
        )
