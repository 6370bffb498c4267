"""What is bought and how often, for many firms at once: the same as engine/turnover.py,
engine/steadiness.py and engine/purchase_rhythm.py say of one.

Turnover is what posted invoices say without tax, in the company's currency, returns taken off. What
a purchase is stands in partner/purchase_days.py.
"""

from odoo import api, models
from odoo.tools import SQL

from ...engine.purchase_rhythm import FEWEST, UNSTEADY
from ...engine.steadiness import FEWEST as FEWEST_MONTHS
from ...engine.steadiness import MONTHS, X, Y
from ..partner.purchase_days import purchase_days
from .metric_sql_pays import TWO_YEARS

SOLD = """
by_month AS (
    SELECT member.firm, v.company_id, date_trunc('month', v.invoice_date)::date AS month,
           sum(v.amount_untaxed_signed) AS amount
      FROM account_move v
      JOIN member ON member.id = v.partner_id
     WHERE v.state = 'posted' AND v.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
       AND v.invoice_date >= %(today)s - %(two_years)s AND v.invoice_date <= %(today)s
       AND %(looks_at)s
     GROUP BY 1, 2, 3
), summed AS (
    SELECT firm, company_id, %(spans)s, age(min(start.month), min(by_month.month)) AS since,
           sum(amount::float8) FILTER (WHERE %(whole)s) AS of_months,
           sum(amount::float8 ^ 2) FILTER (WHERE %(whole)s) AS squares
      FROM by_month
     CROSS JOIN LATERAL (SELECT date_trunc('month', %(day)s)::date AS month,
                                date_trunc('quarter', %(day)s)::date AS quarter) AS start
     GROUP BY firm, company_id
), sold AS (
    SELECT summed.*,
           CASE WHEN many >= %(fewest)s AND of_months > 0
                THEN sqrt(greatest(0, squares / many - (of_months / many) ^ 2)) / (of_months / many)
                END AS variation
      FROM summed
     CROSS JOIN LATERAL (SELECT least(%(months)s, extract(year FROM since) * 12
                                                  + extract(month FROM since))::float8 AS many
                        ) AS span
)"""
WHOLE = SQL(
    "by_month.month >= start.month - %s * interval '1 month' AND by_month.month < start.month",
    MONTHS,
)
# Which months belong to a column; none lies further back than two years.
SPANS = {
    "turnover_month": SQL("by_month.month = start.month"),
    "turnover_month_last": SQL("by_month.month = start.month - interval '1 month'"),
    "turnover_quarter": SQL("by_month.month >= start.quarter"),
    "turnover_quarter_last": SQL(
        "by_month.month >= start.quarter - interval '3 months' AND by_month.month < start.quarter"
    ),
    "turnover_year": SQL("by_month.month >= start.month - interval '11 months'"),
    "turnover_two_years": SQL("TRUE"),
}
BOUGHT = """
bought AS (
    SELECT DISTINCT firm, company_id, day FROM (%(purchases)s) purchase
), gap AS (
    SELECT firm, company_id, day,
           day - lag(day) OVER (PARTITION BY firm, company_id ORDER BY day) AS days
      FROM bought WHERE day <= %(day)s
), rhythm AS (
    SELECT firm, company_id, count(*) AS purchases, avg(days)::float8 AS mean,
           stddev_pop(days)::float8 AS spread, max(day) AS last_purchase,
           %(day)s - max(day) AS recency
      FROM gap GROUP BY firm, company_id
)"""


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    @api.model
    def _tables_buys(self, clock):
        """SQL: sold and rhythm, as `_tables_pays`."""
        spans = SQL(", ").join(
            SQL(
                "coalesce(sum(amount) FILTER (WHERE %s), 0) AS %s",
                days,
                SQL.identifier(name),
            )
            for name, days in SPANS.items()
        )
        invoices = SQL("v.company_id")
        return SQL(
            "%s, %s",
            SQL(
                SOLD,
                spans=spans,
                whole=WHOLE,
                months=MONTHS,
                fewest=FEWEST_MONTHS,
                day=clock.today(SQL("company_id")),
                two_years=TWO_YEARS,
                today=clock.today(invoices),
                looks_at=clock.looks_at(invoices),
            ),
            SQL(
                BOUGHT,
                purchases=purchase_days(clock, TWO_YEARS),
                day=clock.today(SQL("company_id")),
            ),
        )

    @api.model
    def _columns_buys(self):
        """{column: SQL} by these tables."""
        return {name: SQL("coalesce(%s, 0)", SQL.identifier(name)) for name in SPANS} | {
            "purchases": SQL("coalesce(purchases, 0)"),
            "interval": SQL("mean"),
            "interval_spread": SQL("spread"),
            "last_purchase": SQL("last_purchase"),
            "recency": SQL("recency"),
            "next_purchase": SQL(
                """CASE WHEN purchases >= %s AND mean > 0 AND spread <= %s * mean
                        THEN last_purchase + round(mean)::integer END""",
                FEWEST,
                UNSTEADY,
            ),
            "variation": SQL("variation"),
            "xyz": SQL(
                """CASE WHEN variation < %s THEN 'x' WHEN variation < %s THEN 'y'
                        WHEN variation IS NOT NULL THEN 'z' END""",
                X,
                Y,
            ),
        }
