"""Fields of a counterparty and the columns of its figures that they show."""

from odoo.fields import Domain
from odoo.tools import SQL

# For those who may see sums.
SUMS = {
    "bpm_receivable": "receivable",
    "bpm_overdue": "overdue",
    "bpm_overdue_1": "overdue_1",
    "bpm_overdue_31": "overdue_31",
    "bpm_overdue_61": "overdue_61",
    "bpm_overdue_91": "overdue_91",
    "bpm_longest_overdue": "longest_overdue",
    "bpm_days_late": "days_late",
    "bpm_days_to_pay": "days_to_pay",
    "bpm_on_time": "on_time",
    "bpm_on_time_amount": "on_time_amount",
    "bpm_turnover_month": "turnover_month",
    "bpm_turnover_month_last": "turnover_month_last",
    "bpm_turnover_quarter": "turnover_quarter",
    "bpm_turnover_quarter_last": "turnover_quarter_last",
    "bpm_turnover_year": "turnover_year",
}
# For those who may see a portrait.
WORDS = {
    "bpm_is_overdue": "overdue",
    "bpm_pays": "pays",
    "bpm_pays_trend": "trend",
    "bpm_purchases": "purchases",
    "bpm_interval": "interval",
    "bpm_last_purchase": "last_purchase",
    "bpm_recency": "recency",
    "bpm_next_purchase": "next_purchase",
    "bpm_rfm_group": "rfm_group",
    "bpm_abc": "abc",
    "bpm_xyz": "xyz",
}
RANKS = ("rfm_group", "abc")
# Nothing is no answer here: nobody pays 0 % in time, or at once, for want of payments.
ONLY_WITH = {
    "bpm_days_to_pay": Domain.custom(
        to_sql=lambda _model, alias, _query: SQL(
            "%s IS NOT NULL", SQL.identifier(alias, "days_to_pay")
        )
    ),
    "bpm_recency": Domain("purchases", ">", 0),
    "bpm_on_time": Domain("pays", "!=", False),
    "bpm_on_time_amount": Domain("pays", "!=", False),
    "bpm_interval": Domain("purchases", ">", 1),
}
