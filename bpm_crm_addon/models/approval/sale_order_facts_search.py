"""Searching quotations by the facts that routes ask for.

Totals and payment terms are looked up in the database. A real discount needs the price list: it is
measured for every quotation there is (about 10 000 a second), so filter a batch at hand with
``filtered_domain`` instead where there is one.
"""

import math
import operator as op

from odoo import models
from odoo.fields import Domain
from odoo.tools import split_every

from ...engine.payment_terms import differ

COMPARE = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge, "in": lambda one, many: one in many}
CHUNK = 1000


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _search_bpm_real_discount(self, operator, value):
        return self._bpm_search_discount("worst", operator, value)

    def _search_bpm_whole_discount(self, operator, value):
        return self._bpm_search_discount("whole", operator, value)

    def _bpm_search_discount(self, what, operator, value):
        """Measure all quotations, in chunks so that memory stays flat."""
        if operator not in COMPARE:
            return NotImplemented
        compare, found = COMPARE[operator], []
        every = self.sudo().with_context(active_test=False).search(Domain.TRUE, order="id")
        for ids in split_every(CHUNK, every.ids):
            orders = self.browse(ids)
            measures = orders._bpm_measure_discounts()
            found += [order for order in ids if compare(getattr(measures[order], what), value)]
            orders.order_line.invalidate_recordset(flush=False)
        return Domain("id", "in", found)

    def _search_bpm_company_amount(self, operator, value):
        """Turn the question around: compare the stored total, in each currency of its own."""
        if operator == "in":
            return Domain.OR(
                self._search_bpm_company_amount(">=", number)
                & self._search_bpm_company_amount("<=", number)
                for number in value
            )
        if operator not in COMPARE:
            return NotImplemented
        orders, compare = self._bpm_clean(), COMPARE[operator]
        recorded = orders.browse(orders._bpm_recorded_rates())
        matching = recorded.filtered(lambda order: compare(order.bpm_company_amount, value))
        today = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("currency_id", "=", currency.id)
            & _total_domain(operator, value, company.currency_id.rounding, rate)
            for company, currency, rate in orders._bpm_rates_in_use()
        )
        return Domain("id", "in", matching.ids) | (today & Domain("id", "not in", recorded.ids))

    def _bpm_rates_in_use(self):
        """Return [(company, currency, rate of today)] of all quotations."""
        currencies = self.env["res.currency"]
        today = self._bpm_today()
        return [
            (company, currency, currencies._get_conversion_rate(
                currency, company.currency_id, company, today))
            for company, currency in self._read_group([], ["company_id", "currency_id"])
            if company and currency
        ]  # fmt: skip

    def _search_bpm_terms_differ(self, operator, value):
        if operator != "in":
            return NotImplemented
        orders = self._bpm_clean()
        partners = orders.env["res.partner"].with_context(active_test=False)
        differing = Domain.FALSE
        for company, given, owns in orders._bpm_terms_that_differ():
            own = Domain("property_payment_term_id", "in", owns)
            differing |= (
                Domain("company_id", "=", company.id)
                & Domain("payment_term_id", "=", given.id)
                & Domain("partner_id", "in", partners.with_company(company)._search(own))
            )
        return differing if True in value else ~differing

    def _bpm_terms_that_differ(self):
        """Yield (company, terms in use there, ids of the customer's own terms that are others)."""
        terms = self.env["account.payment.term"]
        every = terms.with_context(active_test=False).search(Domain.TRUE)
        plans = {one.id: one._bpm_instalments() for one in [terms, *every]}
        for company, given in self._read_group([], ["company_id", "payment_term_id"]):
            owns = [own for own in plans if own != given.id and differ(plans[own], plans[given.id])]
            if company and owns:
                yield company, given, owns


def _total_domain(operator, value, rounding, rate):
    """Return the condition on ``amount_total`` that holds when total × rate, rounded, compares so
    with ``value``."""
    half = rounding / 2
    steps = value / rounding
    exact = abs(steps - round(steps)) < 1e-6
    below = round(steps) if exact else math.floor(steps)
    above = round(steps) if exact else math.ceil(steps)
    limit = {
        ">": below * rounding + half,
        ">=": above * rounding - half,
        "<": above * rounding - half,
        "<=": below * rounding + half,
    }[operator] / rate
    return Domain("amount_total", ">=" if operator[0] == ">" else "<", limit)
