"""What must be true of the outbox at any moment; asked by tests and by who doubts it."""

from odoo import api, models
from odoo.tools import SQL

from .contact_invariants import CONTACT_CHECKS

CHECKS = {
    # I6: at most one hand-over per recipient, purpose and occurrence, whatever the key says.
    "handed over twice": """
        SELECT min(m.id) FROM bpm_message m
         WHERE m.handed_over_at IS NOT NULL AND NOT m.rehearsal
         GROUP BY m.address, m.purpose_id, m.occurrence HAVING count(*) > 1""",
    "handed over without a number": """
        SELECT id FROM bpm_message WHERE handed_over_at IS NOT NULL AND external_id IS NULL""",
    "rehearsed and handed over": """
        SELECT id FROM bpm_message WHERE rehearsal AND (handed_over_at IS NOT NULL
            OR state IN ('sending', 'sent', 'delivered', 'unknown'))""",
    "not sent without a reason": """
        SELECT id FROM bpm_message
         WHERE state IN ('suppressed', 'failed', 'unknown') AND reason IS NULL""",
    "finished but reserved": """
        SELECT id FROM bpm_message WHERE lease > 0 AND state NOT IN ('queued', 'sending')""",
    "being handed over by nobody": """
        SELECT id FROM bpm_message WHERE state = 'sending' AND lease = 0""",
}


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _bpm_check_invariants(self):
        """What is not as it must be: sentences, none when all is well."""
        self.env.flush_all()
        return [
            f"{name}: message {row[0]}"
            for name, query in (CHECKS | CONTACT_CHECKS).items()
            for row in self.env.execute_query(SQL(query))  # pylint: disable=sql-injection
        ]
