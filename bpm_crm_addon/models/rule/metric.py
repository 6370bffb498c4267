"""What accounting knows of a counterparty: one row per firm and company, in its currency.

What is owed and how it is paid comes from posted receivable lines, turnover from posted invoices,
the rhythm from orders and from invoices made without one. Definitions are those of
engine/payment_habit.py, ageing.py, turnover.py, steadiness.py, purchase_rhythm.py, rfm.py and
pareto.py; metric_sql_*.py computes the same for many at once. Rows are written by the scheduled
action only (docs/decisions/032-metrics.md).
"""

from odoo import fields, models

PAYS = [("good", "In time"), ("fair", "Mostly in time"), ("bad", "Late often")]
TREND = [("better", "Quicker"), ("same", "As before"), ("worse", "Slower")]
ABC = [("a", "A"), ("b", "B"), ("c", "C")]
XYZ = [("x", "X"), ("y", "Y"), ("z", "Z")]
GROUPS = [
    ("champions", "Champions"),
    ("loyal", "Loyal"),
    ("potential", "Potential loyal"),
    ("new", "New"),
    ("promising", "Promising"),
    ("attention", "Need attention"),
    ("sleeping", "About to sleep"),
    ("at_risk", "At risk"),
    ("cant_lose", "Cannot lose them"),
    ("hibernating", "Hibernating"),
    ("lost", "Lost"),
]


def average_days(label, **more):
    """A field of days, with one decimal; of several rows the mean is shown."""
    return fields.Float(label, readonly=True, aggregator="avg", digits=(16, 1), **more)


class BpmPartnerMetric(models.Model):
    _name = "bpm.partner.metric"
    _description = "What accounting knows of a counterparty"
    _order = "overdue desc, partner_id"
    _rec_name = "partner_id"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", "Counterparty", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="partner_id.user_id", string="Salesperson")
    country_id = fields.Many2one(related="partner_id.country_id")
    computed_on = fields.Date("As of", readonly=True)

    # === PAYS === #

    receivable = fields.Monetary("Owes", readonly=True)
    overdue = fields.Monetary(readonly=True)
    overdue_1 = fields.Monetary("1–30 days", readonly=True)
    overdue_31 = fields.Monetary("31–60 days", readonly=True)
    overdue_61 = fields.Monetary("61–90 days", readonly=True)
    overdue_91 = fields.Monetary("Over 90 days", readonly=True)
    longest_overdue = fields.Integer(
        "Longest overdue", readonly=True, aggregator="max", help="In days."
    )
    lines_due = fields.Integer(
        "Payments due", readonly=True, help="Instalments that fell due in the last 12 months."
    )
    pays = fields.Selection(PAYS, readonly=True)
    days_late = average_days(
        "Days late",
        help="From the due date to the payment, or to today, weighted by amount; never below zero.",
    )
    days_signed = average_days(
        "Days from due date", help="The same, with days before the due date counted as negative."
    )
    days_to_pay = average_days(
        "Days to pay", help="From the invoice to the payment of what is paid, weighted by amount."
    )
    on_time = fields.Float(
        "Paid in time",
        readonly=True,
        aggregator="avg",
        help="Share of instalments that were paid in full by their day and the days of grace.",
    )
    on_time_amount = fields.Float(
        "Paid in time, by amount", readonly=True, aggregator="avg", help="The same by amount."
    )
    trend = fields.Selection(TREND, readonly=True)
    trend_days = average_days(
        "Change in days", help="Days late in the last three months, compared with the nine before."
    )
    last_payment = fields.Date(readonly=True)

    # === BUYS === #

    turnover_month = fields.Monetary("Turnover this month", readonly=True)
    turnover_month_last = fields.Monetary("Turnover last month", readonly=True)
    turnover_quarter = fields.Monetary("Turnover this quarter", readonly=True)
    turnover_quarter_last = fields.Monetary("Turnover last quarter", readonly=True)
    turnover_year = fields.Monetary("Turnover in 12 months", readonly=True)
    turnover_two_years = fields.Monetary("Turnover in 2 years", readonly=True)
    purchases = fields.Integer(
        readonly=True,
        help="Days with a confirmed order, or an invoice without one, in the last two years.",
    )
    interval = average_days("Buys every … days")
    interval_spread = average_days("Give or take … days")
    last_purchase = fields.Date(readonly=True)
    next_purchase = fields.Date(
        "Next purchase expected", readonly=True, help="Of those who buy regularly."
    )
    recency = fields.Integer("Days since last purchase", readonly=True, aggregator="avg")
    rfm = fields.Char(
        "Recency, frequency, money",
        readonly=True,
        help="Three marks from 1 to 5: 555 are the best. Each by fifths of all buyers; where there "
        "are fewer than 20, by fixed limits.",
    )
    rfm_group = fields.Selection(GROUPS, "Buyer group", readonly=True)
    abc = fields.Selection(
        ABC, "ABC class", readonly=True, help="A: those who bring the first 80 % of the turnover."
    )

    variation = fields.Float(
        "Turnover varies by",
        readonly=True,
        aggregator="avg",
        help="From month to month, as a share of the mean of the last 12 whole months.",
    )
    xyz = fields.Selection(
        XYZ,
        "XYZ class",
        readonly=True,
        help="How evenly turnover spreads over the months: X varies by less than 10 %, Y by less "
        "than 25 %, Z by more. From six whole months on.",
    )

    _partner_company_uniq = models.UniqueIndex("(partner_id, company_id)")

    def action_open_partner(self):
        """The counterparty this is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [[False, "form"]],
        }
