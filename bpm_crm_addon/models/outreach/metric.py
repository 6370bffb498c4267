"""Promises and disputes beside what accounting knows: how often a word was not kept, and how much
of what was due was disputed: a share of instalments, as the share paid in time is."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

YEAR = 365


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    broken_promises = fields.Integer(
        compute="_compute_promises", help="Promises of the last 12 months that were not kept."
    )
    disputed = fields.Float(
        compute="_compute_disputed",
        help="Share of the payments due in the last 12 months that were disputed.",
    )

    @api.model
    def _year_of(self, field):
        since = fields.Date.context_today(self) - timedelta(days=YEAR)
        return Domain("partner_id", "in", self.partner_id.ids) & Domain(field, ">=", since)

    def _compute_promises(self):
        promises = self.env["bpm.payment.promise"].sudo()
        rows = promises._read_group(
            self._year_of("date") & Domain("state", "=", "broken"),
            ["partner_id", "company_id"],
            ["__count"],
        )
        found = {(partner.id, company.id): count for partner, company, count in rows}
        for metric in self:
            metric.broken_promises = found.get((metric.partner_id.id, metric.company_id.id), 0)

    def _compute_disputed(self):
        disputes = self.env["bpm.payment.dispute"].sudo()
        rows = disputes._read_group(
            self._year_of("opened_on"),
            ["partner_id", "company_id"],
            ["move_id:count_distinct"],
        )
        found = {(partner.id, company.id): count for partner, company, count in rows}
        for metric in self:
            count = found.get((metric.partner_id.id, metric.company_id.id), 0)
            metric.disputed = min(1.0, count / metric.lines_due) if metric.lines_due else 0.0
