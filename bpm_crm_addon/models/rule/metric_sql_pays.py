"""What is owed and how it is paid, for many firms at once: the same as engine/ageing.py and
engine/payment_habit.py say of one.

Decided here:

* What counts is the posted receivable line. Money that nobody has matched yet (payments, credit
  notes) is taken off what is overdue, the oldest first.
* A line is paid in parts, each on the day of what settled it: a payment, a prepayment on a day
  before the due date, an entry that sets debts off. Credit notes settle without paying and are left
  out (their due lines carry the same mark as an invoice's), and so are exchange differences; what
  is open counts up to today.
* A line is in time when its last part came by the due date and the company's days of grace.
* Amounts are those of the company's currency, as booked.
"""

from odoo import api, models
from odoo.tools import SQL

from ...engine.ageing import STARTS
from ...engine.payment_habit import CHANGE, FAIR, FEWEST, GOOD, RECENT, YEAR
from ..partner.company_clock import by_company

TWO_YEARS = 2 * YEAR
LINES = """
line AS (
    SELECT l.id, member.firm, l.company_id, %(today)s AS today, l.move_id, l.date, l.display_type,
           coalesce(l.date_maturity, l.date) AS day, l.date_maturity AS due,
           coalesce(l.invoice_date, l.date) AS issued, l.balance,
           l.amount_residual AS residual,
           l.reconciled IS NOT TRUE AND l.amount_residual <> 0 AS open,
           l.display_type = 'payment_term' AND l.balance > 0
               AND l.date_maturity >= %(today)s - %(year)s
               AND l.date_maturity < %(today)s AS fell_due
      FROM account_move_line l
      JOIN member ON member.id = l.partner_id
     WHERE l.parent_state = 'posted' AND l.account_id = ANY(%(accounts)s) AND %(looks_at)s
       AND (l.reconciled IS NOT TRUE AND l.amount_residual <> 0
            OR l.balance > 0 AND l.date_maturity >= %(today)s - %(year)s
            OR l.balance < 0 AND l.date >= %(today)s - %(two_years)s)
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
     WHERE due.fell_due AND c.display_type <> 'payment_term' AND %(no_difference)s
     UNION ALL
    SELECT id, firm, company_id, due, today, residual::float8, today - due, NULL
      FROM line WHERE fell_due AND residual > 0
), each_line AS (
    SELECT firm, company_id, due >= today - %(recent)s AS recent, sum(amount) AS amount,
           sum(amount * greatest(days, 0)) AS late, sum(amount * days) AS signed,
           sum(amount * waited) AS waited,
           sum(amount) FILTER (WHERE waited IS NOT NULL) AS paid,
           bool_or(days > %(grace)s) AS is_late
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
    SELECT c.firm, c.company_id, max(c.date) AS last_payment
      FROM line c
     WHERE c.balance < 0 AND c.display_type <> 'payment_term' AND c.date <= c.today
       AND %(no_difference)s
     GROUP BY c.firm, c.company_id
)"""
NO_DIFFERENCE = SQL(
    "NOT EXISTS (SELECT FROM account_partial_reconcile x WHERE x.exchange_move_id = c.move_id)"
)


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    @api.model
    def _tables_pays(self, clock):
        """SQL: aged, habit and paid, one row per firm and company each, from `member` (id, firm).

        :param clock: a `Clock`
        """
        company = SQL("l.company_id")
        return SQL(", ").join(
            [
                SQL(
                    LINES,
                    year=YEAR,
                    two_years=TWO_YEARS,
                    today=clock.today(company),
                    looks_at=clock.looks_at(company),
                    accounts=self._receivable_accounts(),
                ),
                SQL(OWED, buckets=self._buckets()),
                SQL(
                    PARTS,
                    recent=RECENT,
                    fewest=FEWEST,
                    no_difference=NO_DIFFERENCE,
                    grace=self._grace(clock),
                ),
                SQL(LAST, no_difference=NO_DIFFERENCE),
            ]
        )

    @api.model
    def _receivable_accounts(self):
        """Ids of all receivable accounts, also of those no longer in use."""
        accounts = self.env["account.account"].sudo().with_context(active_test=False)
        return accounts.search([("account_type", "=", "asset_receivable")]).ids

    @api.model
    def _grace(self, clock):
        """SQL: days of grace of a company."""
        companies = self.env["res.company"].sudo().browse(clock.ids)
        values = {one.id: SQL("%s", one.bpm_grace_days) for one in companies}
        return by_company(values, SQL("company_id"))

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
