"""What is bought and how often, for many firms at once: the same as engine/turnover.py and
engine/purchase_rhythm.py say of one.

Turnover is what posted invoices say without tax, in the company's currency, returns taken off. A
purchase is a day with a confirmed order, by the company's clock.
"""

from odoo import api, models
from odoo.tools import SQL

from ...engine.purchase_rhythm import FEWEST, UNSTEADY
from .metric_sql_pays import TWO_YEARS

SOLD = """
sold AS (
    SELECT member.firm, v.company_id, %(spans)s
      FROM account_move v
      JOIN member ON member.id = v.partner_id
     CROSS JOIN LATERAL (SELECT date_trunc('month', %(today)s)::date AS month,
                                date_trunc('quarter', %(today)s)::date AS quarter) AS start
     WHERE v.state = 'posted' AND v.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
       AND v.invoice_date >= %(today)s - %(two_years)s AND v.invoice_date <= %(today)s
       AND %(looks_at)s
     GROUP BY member.firm, v.company_id
)"""
# Which days belong to a column; none lies further back than two years.
SPANS = {
    "turnover_month": SQL("v.invoice_date >= start.month"),
    "turnover_month_last": SQL(
        "v.invoice_date >= start.month - interval '1 month' AND v.invoice_date < start.month"
    ),
    "turnover_quarter": SQL("v.invoice_date >= start.quarter"),
    "turnover_quarter_last": SQL(
        "v.invoice_date >= start.quarter - interval '3 months' AND v.invoice_date < start.quarter"
    ),
    "turnover_year": SQL("v.invoice_date >= start.month - interval '11 months'"),
    "turnover_two_years": SQL("TRUE"),
}
BOUGHT = """
bought AS (
    SELECT DISTINCT member.firm, o.company_id,
           (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day
      FROM sale_order o
      JOIN member ON member.id = o.partner_id
     WHERE o.state = 'sale' AND o.date_order >= %(today)s - %(two_years)s
       AND o.date_order < %(today)s + 1 AND %(looks_at)s
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
                "coalesce(sum(v.amount_untaxed_signed) FILTER (WHERE %s), 0) AS %s",
                days,
                SQL.identifier(name),
            )
            for name, days in SPANS.items()
        )
        invoices, orders = SQL("v.company_id"), SQL("o.company_id")
        return SQL(
            "%s, %s",
            SQL(
                SOLD,
                spans=spans,
                two_years=TWO_YEARS,
                today=clock.today(invoices),
                looks_at=clock.looks_at(invoices),
            ),
            SQL(
                BOUGHT,
                two_years=TWO_YEARS,
                today=clock.today(orders),
                day=clock.today(SQL("company_id")),
                zone=clock.zone(orders),
                looks_at=clock.looks_at(orders),
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
        }
