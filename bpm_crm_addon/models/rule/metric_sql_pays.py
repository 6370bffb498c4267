"""What is owed and how it is paid, for many firms at once: the same as engine/ageing.py and
engine/payment_habit.py say of one.

Decided here:

* What counts is the posted receivable line. Money that nobody has matched yet (payments, credit
  notes) is taken off what is overdue, the oldest first.
* A line is paid in parts, each on the day of what settled it: a payment, a prepayment on a day
  before the due date, an entry that sets debts off. Credit notes settle without paying and are left
  out, and so are exchange differences; what is open counts up to today.
* Amounts are those of the company's currency, as booked.
"""

from odoo import api, models
from odoo.tools import SQL

from ...engine.ageing import STARTS
from ...engine.payment_habit import CHANGE, FAIR, FEWEST, GOOD, RECENT, YEAR

TWO_YEARS = 2 * YEAR
LINES = """
line AS (
    SELECT l.id, member.firm, l.company_id, company.today, l.move_id, l.date,
           coalesce(l.date_maturity, l.date) AS day, l.date_maturity AS due,
           coalesce(l.invoice_date, l.date) AS issued, l.balance,
           l.amount_residual AS residual,
           l.reconciled IS NOT TRUE AND l.amount_residual <> 0 AS open,
           l.display_type = 'payment_term' AND l.balance > 0
               AND l.date_maturity >= company.today - %(year)s
               AND l.date_maturity < company.today AS fell_due
      FROM account_move_line l
      JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
      JOIN member ON member.id = l.partner_id
      JOIN company ON company.id = l.company_id
     WHERE l.parent_state = 'posted'
       AND (l.reconciled IS NOT TRUE AND l.amount_residual <> 0
            OR l.balance > 0 AND l.date_maturity >= company.today - %(year)s
            OR l.balance < 0 AND l.date >= company.today - %(two_years)s)
)"""
# What is left of a debt when credit covers the oldest ones first.
OWED = """
owed AS (
    SELECT firm, company_id, residual, today - day AS days,
           CASE WHEN residual > 0 THEN least(residual, greatest(0,
               sum(greatest(residual, 0)) OVER oldest_first
               + sum(least(residual, 0)) OVER (PARTITION BY firm, company_id))) ELSE 0 END AS rest
      FROM line WHERE open
    WINDOW oldest_first AS (PARTITION BY firm, company_id ORDER BY day, id
                            ROWS UNBOUNDED PRECEDING)
), aged AS (
    SELECT firm, company_id, sum(residual) AS receivable,
           coalesce(sum(rest) FILTER (WHERE days > 0), 0) AS overdue, %(buckets)s,
           coalesce(max(days) FILTER (WHERE days > 0 AND rest > 0), 0) AS longest_overdue
      FROM owed GROUP BY firm, company_id
)"""
PARTS = """
part AS (
    SELECT due.id, due.firm, due.company_id, due.due, due.today, r.amount::float8 AS amount,
           c.date - due.due AS days, c.date - due.issued AS waited
      FROM line due
      JOIN account_partial_reconcile r ON r.debit_move_id = due.id AND r.amount > 0
      JOIN account_move_line c ON c.id = r.credit_move_id
      JOIN account_move m ON m.id = c.move_id
     WHERE due.fell_due AND m.move_type <> 'out_refund' AND %(no_difference)s
     UNION ALL
    SELECT id, firm, company_id, due, today, residual::float8, today - due, NULL
      FROM line WHERE fell_due AND residual > 0
), each_line AS (
    SELECT firm, company_id, due >= today - %(recent)s AS recent, sum(amount) AS amount,
           sum(amount * greatest(days, 0)) AS late, sum(amount * days) AS signed,
           sum(amount * waited) AS waited,
           sum(amount) FILTER (WHERE waited IS NOT NULL) AS paid, bool_or(days > 0) AS is_late
      FROM part GROUP BY firm, company_id, id, due, today
), habit AS (
    SELECT firm, company_id, count(*) AS lines_due, sum(late) / sum(amount) AS days_late,
           sum(signed) / sum(amount) AS days_signed, sum(waited) / sum(paid) AS days_to_pay,
           1 - (count(*) FILTER (WHERE is_late))::float8 / count(*) AS on_time,
           coalesce(sum(amount) FILTER (WHERE NOT is_late), 0) / sum(amount) AS on_time_amount,
           CASE WHEN least(count(*) FILTER (WHERE recent), count(*) FILTER (WHERE NOT recent))
                     >= %(fewest)s
                THEN sum(late) FILTER (WHERE recent) / sum(amount) FILTER (WHERE recent)
                     - sum(late) FILTER (WHERE NOT recent) / sum(amount) FILTER (WHERE NOT recent)
                END AS trend_days
      FROM each_line GROUP BY firm, company_id
)"""
LAST = """
paid AS (
    SELECT line.firm, line.company_id, max(line.date) AS last_payment
      FROM line JOIN account_move m ON m.id = line.move_id
     WHERE line.balance < 0 AND m.move_type = 'entry' AND line.date <= line.today
       AND %(no_difference)s
     GROUP BY line.firm, line.company_id
)"""
NO_DIFFERENCE = SQL(
    "NOT EXISTS (SELECT FROM account_partial_reconcile x WHERE x.exchange_move_id = m.id)"
)


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    @api.model
    def _tables_pays(self):
        """SQL: aged, habit and paid, one row per firm and company each, from `member` (id, firm)
        and `company` (id, zone, today)."""
        return SQL(", ").join(
            [
                SQL(LINES, year=YEAR, two_years=TWO_YEARS),
                SQL(OWED, buckets=self._buckets()),
                SQL(PARTS, recent=RECENT, fewest=FEWEST, no_difference=NO_DIFFERENCE),
                SQL(LAST, no_difference=NO_DIFFERENCE),
            ]
        )

    @api.model
    def _buckets(self):
        """SQL: what is overdue by its age, one column each."""
        until = [None, *(start - 1 for start in STARTS)]
        return SQL(", ").join(
            SQL(
                "coalesce(sum(rest) FILTER (WHERE days >= %s AND %s), 0) AS %s",
                start,
                SQL("TRUE") if last is None else SQL("days <= %s", last),
                SQL.identifier(f"overdue_{start}"),
            )
            for start, last in zip(STARTS, until, strict=False)
        )

    @api.model
    def _columns_pays(self):
        """{column: SQL} by these tables; too few lines say nothing about a habit."""
        enough = SQL("lines_due >= %s", FEWEST)
        columns = {
            name: SQL("coalesce(%s, 0)", SQL.identifier(name))
            for name in (
                "receivable", "overdue", *(f"overdue_{start}" for start in STARTS),
                "longest_overdue", "lines_due",
            )
        }  # fmt: skip
        for name in ("days_late", "days_signed", "days_to_pay", "on_time", "on_time_amount"):
            columns[name] = SQL("CASE WHEN %s THEN %s END", enough, SQL.identifier(name))
        return columns | {
            "pays": SQL(
                """CASE WHEN %s THEN CASE WHEN on_time >= %s THEN 'good'
                                          WHEN on_time >= %s THEN 'fair' ELSE 'bad' END END""",
                enough, GOOD, FAIR,
            ),
            "trend_days": SQL("trend_days"),
            "trend": SQL(
                """CASE WHEN abs(trend_days) < %s THEN 'same' WHEN trend_days > 0 THEN 'worse'
                        WHEN trend_days < 0 THEN 'better' END""",
                CHANGE,
            ),
            "last_payment": SQL("last_payment"),
        }  # fmt: skip
