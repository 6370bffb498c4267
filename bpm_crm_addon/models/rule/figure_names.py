"""Fields of a counterparty and the columns of its figures that they show."""

# For those who may see sums.
SUMS = {
    "bpm_receivable": "receivable",
    "bpm_overdue": "overdue",
    "bpm_longest_overdue": "longest_overdue",
    "bpm_days_late": "days_late",
    "bpm_on_time": "on_time",
    "bpm_turnover_year": "turnover_year",
}
# For those who may see a portrait.
WORDS = {
    "bpm_is_overdue": "overdue",
    "bpm_pays": "pays",
    "bpm_pays_trend": "trend",
    "bpm_purchases": "purchases",
    "bpm_last_purchase": "last_purchase",
    "bpm_recency": "recency",
    "bpm_next_purchase": "next_purchase",
    "bpm_rfm_group": "rfm_group",
    "bpm_abc": "abc",
}
COLUMNS = SUMS | WORDS
RANKS = ("rfm_group", "abc")
