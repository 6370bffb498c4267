"""What was owed and sold as of a day, read from the books: the values of a company's figures."""

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL, date_utils

from ...engine.collection import PERIOD, collection, count_back

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
           SELECT sum(r.amount) AS amount FROM account_partial_reconcile r
            WHERE r.debit_move_id = line.id AND r.max_date <= %(day)s) AS matched ON TRUE
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
    _inherit = "bpm.company.metric"

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
            company: self._values(
                owed.get(company.id, {}), sold.get(company.id, {}), spans, company.currency_id
            )
            for company in companies
            if company.id in owed or company.id in sold
        }

    def _by_company(self, query):
        return {row["company_id"]: row for row in self.env.execute_query_dict(query)}

    @api.model
    def _values(self, owed, sold, spans, currency):
        opening, receivable, overdue = (
            currency.round(owed.get(name) or 0) for name in ("opening", "receivable", "overdue")
        )
        sales = currency.round(sold.get("sales", 0))
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
