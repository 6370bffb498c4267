"""The answers people gave, as one table for every figure about them.

An accepted counter-offer ends one round and begins another, in which the answer is there at once.
Counted is the answer of the round in which it was asked: since when, until the offer was made, and
what had been submitted then. Trials count nowhere.
"""

from odoo import api, models, tools
from odoo.tools import SQL


class Base(models.AbstractModel):
    _inherit = "base"

    # A model of trials: its approvals are real, but count in no figure.
    _BPM_TRIAL = False


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    @tools.ormcache()
    def _uncounted(self):
        """Names of the models whose approvals count in no figure."""
        return [name for name, model in self.env.registry.items() if model._BPM_TRIAL]

    @api.model
    def _answers_sql(self):
        """All places as a table: id, request_id, step_key, approver_id, company_id, state, since,
        decided_at and due, with `offered` (agreed by a counter-offer that was accepted) and
        `asked_in`: the request that tells what was asked.
        """
        return SQL(
            """(SELECT s.id, s.request_id, s.step_key, s.approver_id, s.company_id, s.state,
                       CASE WHEN asked.id IS NULL THEN s.since ELSE asked.since END AS since,
                       CASE WHEN asked.id IS NULL THEN s.decided_at ELSE o.create_date END
                            AS decided_at,
                       CASE WHEN asked.id IS NULL THEN s.due
                            ELSE coalesce(asked.paused_due, asked.due) END AS due,
                       asked.id IS NOT NULL AS offered,
                       coalesce(asked.request_id, s.request_id) AS asked_in
                  FROM bpm_approval_slot s
                  JOIN bpm_approval_request r ON r.id = s.request_id
             LEFT JOIN bpm_approval_offer o ON o.id = r.offer_id AND o.approver_id = s.approver_id
             LEFT JOIN bpm_approval_slot asked
                    ON asked.id = o.slot_id AND asked.step_key = s.step_key
                   AND s.state = 'approved'
                 WHERE r.res_model <> ALL(%s))""",
            self._uncounted(),
        )
