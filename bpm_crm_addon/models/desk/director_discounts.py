"""Discounts of the last whole week: how much was given, and how much above the limits.

Measured as the rules measure them: against the price list, whatever way the price came down, a
negative line for the whole quotation included. What a quotation would have cost is worked out from
its untaxed total and its discount as a whole; deliveries and other lines that Odoo added are in
that total, so the sum is a close estimate, not an account.
"""

from datetime import datetime, time, timedelta

from odoo import fields, models

from ...engine import local_time
from ...engine.sentence import mark

# A week of more quotations than that is told from its first ones.
MOST = 5000


class BpmDirector(models.AbstractModel):
    _inherit = "bpm.director"

    def _sentence_discounts(self):
        """Sum and share of the discounts of last week; above a limit, and whether approved."""
        if not self._sells():
            return None
        orders = self._orders_of_last_week()
        if not orders:
            return {"text": self.env._("No quotation was sent or confirmed last week.")}
        given, listed, above = self._discounts_of(orders)
        values = {
            "given": self._money(given),
            "share": self._percent(100 * given / listed if listed else 0.0, digits=1),
        }
        if not above:
            text = self.env._(
                "Discounts last week: %(given)s (%(share)s of the price list). None above a limit.",
                **values,
            )
            return {"text": text, "open": "given" if given else False}
        unapproved, older = self._without_approval(above)
        text = self.env._(
            "Discounts last week: %(given)s (%(share)s of the price list). Above a limit: "
            "%(above)s (quotations: %(count)s, %(approved)s).",
            above=self._money(sum(above.values())),
            count=mark(len(above)),
            approved=self._approved_words(unapproved, older),
            **values,
        )
        return {"text": text, "open": "unapproved" if unapproved else "above"}

    def _approved_words(self, unapproved, older):
        if unapproved:
            return mark(self.env._("not approved: %s", len(unapproved)), "danger")
        if older:
            return mark(self.env._("from before the rule: %s", len(older)))
        return mark(self.env._("all approved"), "good")

    def _last_week(self):
        """The first moment of last week's Monday and of this one's, in naive UTC."""
        zone = self.env.user.tz
        today = local_time.on_the_clock(fields.Datetime.now(), zone).date()
        monday = datetime.combine(today - timedelta(days=today.weekday()), time())
        return tuple(
            local_time.in_universal_time(day, zone) for day in (monday - timedelta(days=7), monday)
        )

    def _orders_of_last_week(self):
        """Quotations that went out or were confirmed, as superuser: the reader sees them all."""
        return self._orders_sent(*self._last_week())

    def _orders_sent(self, start, end):
        """Quotations of these days that went out or were confirmed, the first some thousands."""
        return (
            self.env["sale.order"]
            .sudo()
            .search_fetch(
                [
                    ("state", "in", ("sent", "sale")),
                    ("date_order", ">=", start),
                    ("date_order", "<", end),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["company_id", "user_id", "amount_untaxed", "currency_rate"],
                order="id",
                limit=MOST,
            )
        )

    def _discounts_of(self, orders):
        """(discount given, what the price list asks, ``{order id: discount}`` above a limit)."""
        measures = orders._bpm_measure_discounts()
        limits = self._discount_limits()
        given, listed, above = {}, {}, {}
        for order in orders:
            measure, company = measures[order.id], order.company_id.id
            asked, off = self._asked_and_given(order, measure)
            given[company] = given.get(company, 0.0) + off
            listed[company] = listed.get(company, 0.0) + asked
            if any(getattr(measure, what) > limit for what, limit in limits.get(company, ())):
                above[order.id] = self._in_one_currency({company: off})
        return self._in_one_currency(given), self._in_one_currency(listed), above

    def _asked_and_given(self, order, measure):
        """(what the price list asks, discount given) in the currency of the order's company."""
        paid = order.amount_untaxed / (order.currency_rate or 1.0)
        asked = paid / (1 - measure.whole / 100) if measure.whole < 100 else 0.0
        return asked, max(0.0, asked - paid)

    def _discount_limits(self):
        """``{company id: [("worst" or "whole", limit)]}`` of the rules that are switched on."""
        routes = (
            self.env["bpm.approval.route"]
            .sudo()
            .search([("state", "=", "active"), ("model_name", "=", "sale.order")])
        )
        statistics = self.env["bpm.approval.statistics"]
        what = {"bpm_real_discount": "worst", "bpm_whole_discount": "whole"}
        limits = {company: [] for company in self.env.companies.ids}
        for step in routes.step_ids:
            found = statistics._threshold(step)
            if found and found[0] in what:
                own = step.route_id.company_id
                for company in own.ids or limits:
                    limits.setdefault(company, []).append((what[found[0]], found[1]))
        return limits

    def _without_approval(self, order_ids):
        """(ids without an approval, ids of those that are older than the first rule)."""
        approved = (
            self.env["bpm.approval.request"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", "sale.order"),
                    ("res_id", "in", list(order_ids)),
                    ("state", "=", "approved"),
                ],
                ["res_id"],
            )
        )
        without = set(order_ids) - set(approved.mapped("res_id"))
        last = self._last_before_control()
        older = {order for order in without if order <= last}
        return without - older, older

    def _last_before_control(self):
        """The number up to which quotations were there before any rule was."""
        entry = (
            self.env["bpm.journal"]
            .sudo()
            .search(
                [("event", "=", "passed_before_control"), ("res_model", "=", "sale.order")],
                order="id DESC",
                limit=1,
            )
        )
        return (entry.data or {}).get("max_id", 0)

    def _open_discounts(self, key):
        orders = self._orders_of_last_week()
        _given, _listed, above = self._discounts_of(orders)
        if key == "unapproved":
            ids = sorted(self._without_approval(above)[0])
        elif key == "above":
            ids = sorted(above)
        else:
            ids = [
                order for order, measure in orders._bpm_measure_discounts().items() if measure.worst
            ]
        return self._list(self.env._("Discounts of Last Week"), "sale.order", [("id", "in", ids)])
