"""How fast money comes in, month by month: one row per company and month, in its currency.

Conventions 5.6 (DSO, best possible DSO, ADD, CEI, overdue share) as engine/collection.py defines
them, over the 90 days that end with the month; the current month goes as far as it has come. What
was owed on a past day is read from the books as they are now: entries up to that day, less what was
matched up to it.

* Credit sales are posted invoices and credit notes with tax, as receivables have it.
* What a customer paid in advance is taken off that customer's debts, never off another's.
"""

from collections import defaultdict
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..audit.bulk import unnest
from .metric import average_days

MONTHS = 12  # shown from the first day on


class BpmCompanyMetric(models.Model):
    _name = "bpm.company.metric"
    _description = "How fast a company's money comes in"
    _order = "computed_on desc, company_id"
    _rec_name = "computed_on"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(required=True, readonly=True, help="Its first day.")
    computed_on = fields.Date("As of", required=True, readonly=True)
    receivable = fields.Monetary("Owed in all", readonly=True, aggregator=False)
    overdue = fields.Monetary(readonly=True, aggregator=False)
    overdue_share = fields.Float("Overdue share", readonly=True, aggregator="avg")
    sales = fields.Monetary(
        "Credit sales", readonly=True, aggregator=False, help="Of 90 days, with tax, returns off."
    )
    dso = average_days(
        "DSO", help="Days sales outstanding: what is owed, in days of sales of the last 90 days."
    )
    best_dso = average_days(
        "Best possible DSO", help="What the DSO would be had everybody paid in time."
    )
    days_delinquent = average_days(
        "Average days delinquent",
        help="ADD: the DSO less the best possible one. These days are lost to late payers.",
    )
    counted_dso = average_days(
        "DSO, counted back",
        help="How many of the last days it took to sell what is owed: sales of the latest month "
        "are taken off first, then those of the one before. Seasons do not shake it.",
    )
    effectiveness = fields.Float(
        "Collection effectiveness",
        readonly=True,
        aggregator="avg",
        help="CEI: how much of what could be collected in 90 days was collected.",
    )

    _company_month_uniq = models.UniqueIndex("(company_id, month)")

    # === WRITING === #

    @api.model
    def _refresh(self, companies=None):
        """Write the current month of these companies (None: of all), and the months that ended
        since the last time; the first time those of a year."""
        metrics, months = self.env["bpm.partner.metric"], self.sudo()
        metrics._flush_sources()
        latest = dict(months._read_group([], ["company_id"], ["month:max"]))
        companies = (companies or metrics._all_companies()).sudo()
        for today, of_today in companies.grouped(lambda one: one._bpm_today()).items():
            ended = defaultdict(companies.browse)
            for company in months._write_month(today, of_today):
                for day in self._ends(latest.get(company), today):
                    ended[day] |= company
            for day, of_day in ended.items():
                months._write_month(day, of_day)

    @api.model
    def _ends(self, latest, today):
        """The last days of the months since ``latest`` that are over, ``latest`` included."""
        first = today + relativedelta(day=1)
        month = latest or first - relativedelta(months=MONTHS - 1)
        while month < first:
            month += relativedelta(months=1)
            yield month - timedelta(days=1)

    def _write_month(self, day, companies):
        """Write the month of a day as of that day; return the companies there was one for."""
        month, found = day + relativedelta(day=1), self._found(day, companies)
        rows = [
            {"company_id": company.id, "month": month, "computed_on": day, **values}
            for company, values in found.items()
        ]
        if rows:
            self._upsert(rows)
        return list(found)

    def _upsert(self, rows):
        """One statement; what there is nothing to divide by for stays empty."""
        names = [SQL.identifier(name) for name in rows[0]]
        types = [self._fields[name].column_type[0] for name in rows[0]]
        self.env.cr.execute(
            SQL(
                """INSERT INTO bpm_company_metric (%s) SELECT * FROM %s AS v
                       ON CONFLICT (company_id, month) DO UPDATE SET %s""",
                SQL(", ").join(names),
                unnest(types, [tuple(row.values()) for row in rows]),
                SQL(", ").join(SQL("%s = excluded.%s", name, name) for name in names),
            )
        )
        self.invalidate_model(flush=False)
