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
from odoo.tools import SQL, date_utils

from ...engine.collection import PERIOD, collection, count_back
from .metric import average_days

MONTHS = 12  # shown from the first day on
SPANS = 24  # months of sales to count back
OWED = """
WITH line AS (
    SELECT l.id, l.company_id, p.commercial_partner_id AS firm, l.date, l.balance,
           coalesce(l.date_maturity, l.date) AS due
      FROM account_move_line l
      JOIN res_partner p ON p.id = l.partner_id
     WHERE l.parent_state = 'posted' AND l.account_id = ANY(%(accounts)s)
       AND l.company_id = ANY(%(companies)s) AND l.date <= %(day)s
), firm AS (
    SELECT company_id, firm, sum(balance) AS owed,
           sum(balance) FILTER (WHERE date <= %(begin)s) AS opening
      FROM line GROUP BY company_id, firm
), not_due AS (
    SELECT line.company_id, line.firm, sum(line.balance - coalesce(matched.amount, 0)) AS open
      FROM line
      LEFT JOIN LATERAL (
           SELECT sum(CASE WHEN r.debit_move_id = line.id THEN r.amount ELSE -r.amount END)
                      AS amount
             FROM account_partial_reconcile r
            WHERE (r.debit_move_id = line.id OR r.credit_move_id = line.id)
              AND r.max_date <= %(day)s) AS matched ON TRUE
     WHERE line.balance > 0 AND line.due >= %(day)s
     GROUP BY line.company_id, line.firm
)
SELECT company_id, sum(greatest(0, opening))::float8 AS opening,
       sum(greatest(0, owed))::float8 AS receivable,
       sum(greatest(0, owed - coalesce(greatest(0, not_due.open), 0)))::float8 AS overdue
  FROM firm LEFT JOIN not_due USING (company_id, firm)
 GROUP BY company_id
"""
SALES = """
SELECT company_id,
       coalesce(sum(amount_total_signed) FILTER (WHERE invoice_date > %(begin)s), 0)::float8
           AS sales,
       %(spans)s::float8[] AS spans
  FROM account_move
 WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')
   AND company_id = ANY(%(companies)s) AND invoice_date > %(earliest)s AND invoice_date <= %(day)s
 GROUP BY company_id
"""


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
        there = self.search([("month", "=", month), ("company_id", "in", companies.ids)])
        rows = {row.company_id: row for row in there}
        for company, values in found.items():
            row = rows.get(company) or self.create(
                {"company_id": company.id, "month": month, "computed_on": day}
            )
            row.write({**values, "computed_on": day})
        return list(found)

    # === READING THE BOOKS === #

    @api.model
    def _found(self, day, companies):
        """{company: values} as of a day, of those that sold or were owed something."""
        begin, spans = day - timedelta(days=PERIOD), list(self._spans(day))
        common = {"day": day, "begin": begin, "companies": companies.ids}
        accounts = self.env["bpm.partner.metric"]._receivable_accounts()
        owed = self._by_company(SQL(OWED, accounts=accounts, **common))
        sold = self._by_company(
            SQL(SALES, earliest=spans[-1][0], spans=self._sums(spans), **common)
        )
        return {
            company: self._values(owed.get(company.id, {}), sold.get(company.id, {}), spans)
            for company in companies
            if company.id in owed or company.id in sold
        }

    def _by_company(self, query):
        return {row["company_id"]: row for row in self.env.execute_query_dict(query)}

    @api.model
    def _values(self, owed, sold, spans):
        opening, receivable, overdue = (
            owed.get(name) or 0 for name in ("opening", "receivable", "overdue")
        )
        sales = sold.get("sales", 0)
        found = collection(opening, sales, receivable, overdue)
        days = [(last - before).days for before, last in spans]
        return {
            "receivable": receivable,
            "overdue": overdue,
            "overdue_share": found.overdue_share,
            "sales": sales,
            "dso": found.dso,
            "best_dso": found.best,
            "days_delinquent": found.delinquent,
            "counted_dso": count_back(receivable, list(zip(days, sold.get("spans", ())))),
            "effectiveness": found.effectiveness,
        }

    @api.model
    def _spans(self, day):
        """(day before it, last day) of the current month so far and of those before, latest
        first."""
        last = day
        for _month in range(SPANS):
            before = date_utils.start_of(last, "month") - timedelta(days=1)
            yield before, last
            last = before

    @api.model
    def _sums(self, spans):
        """SQL: the sales of each span, as an array."""
        return SQL(
            "ARRAY[%s]",
            SQL(", ").join(
                SQL(
                    "coalesce(sum(amount_total_signed) FILTER (WHERE invoice_date > %s"
                    " AND invoice_date <= %s), 0)",
                    before,
                    last,
                )
                for before, last in spans
            ),
        )
