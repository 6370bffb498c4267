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
      JOIN company ON company.id = v.company_id
     CROSS JOIN LATERAL (SELECT date_trunc('month', company.today)::date AS month,
                                date_trunc('quarter', company.today)::date AS quarter) AS start
     WHERE v.state = 'posted' AND v.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
       AND v.invoice_date >= company.today - %(two_years)s AND v.invoice_date <= company.today
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
    SELECT DISTINCT member.firm, o.company_id, company.today,
           (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE company.zone)::date AS day
      FROM sale_order o
      JOIN member ON member.id = o.partner_id
      JOIN company ON company.id = o.company_id
     WHERE o.state = 'sale' AND o.date_order >= company.today - %(two_years)s
       AND o.date_order < company.today + 1
), gap AS (
    SELECT firm, company_id, today, day,
           day - lag(day) OVER (PARTITION BY firm, company_id ORDER BY day) AS days
      FROM bought WHERE day <= today
), rhythm AS (
    SELECT firm, company_id, count(*) AS purchases, avg(days)::float8 AS mean,
           stddev_pop(days)::float8 AS spread, max(day) AS last_purchase,
           max(today) - max(day) AS recency
      FROM gap GROUP BY firm, company_id
)"""


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    @api.model
    def _tables_buys(self):
        """SQL: sold and rhythm, as `_tables_pays`."""
        spans = SQL(", ").join(
            SQL(
                "coalesce(sum(v.amount_untaxed_signed) FILTER (WHERE %s), 0) AS %s",
                days,
                SQL.identifier(name),
            )
            for name, days in SPANS.items()
        )
        return SQL(
            "%s, %s",
            SQL(SOLD, spans=spans, two_years=TWO_YEARS),
            SQL(BOUGHT, two_years=TWO_YEARS),
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
