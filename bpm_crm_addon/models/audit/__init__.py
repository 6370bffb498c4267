# The audit trail.
# Problems.
# Health.
from . import (
    health,
    health_cron,
    incident,
    incident_close,
    incident_retry,
    journal,
    journal_actions,
    journal_append,
    journal_check,
    journal_comment,
    journal_export,
    journal_head,
    journal_reading,
    journal_words,
    res_company,
    res_users,
    wake,
    worded,
)
