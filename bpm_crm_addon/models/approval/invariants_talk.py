"""What must be true of counter-offers and of clocks that stand still; see invariants.py."""

from odoo import api, models

# An offer stands only on a place that waits, in an approval that waits, and the place knows it.
OFFER_LEFT_OVER = """
SELECT r.name
  FROM bpm_approval_offer o
  JOIN bpm_approval_request r ON r.id = o.request_id
  JOIN bpm_approval_slot s ON s.id = o.slot_id
 WHERE (o.state = 'open') <> (s.offer_id IS NOT DISTINCT FROM o.id)
    OR (o.state = 'open' AND (r.state <> 'open' OR s.state <> 'pending'
                              OR s.approver_id <> o.approver_id OR s.request_id <> r.id))
 GROUP BY r.id
"""

# What was accepted: offered before by that very person with that very fingerprint, accepted once,
# by who had asked and nobody else; and the round that follows carries their agreement to exactly
# that, and no other round does.
OFFER_UNLIKE_VOTE = """
SELECT r.name
  FROM bpm_approval_offer o
  JOIN bpm_approval_request r ON r.id = o.request_id
  LEFT JOIN LATERAL (
       SELECT count(*) AS said FROM bpm_journal j
        WHERE j.res_model = r.res_model AND j.res_id = r.res_id AND j.event = 'offered'
          AND (j.data ->> 'offer')::integer = o.id AND j.user_id = o.approver_id
          AND j.data ->> 'digest' = o.digest) offered ON true
  LEFT JOIN LATERAL (
       SELECT count(*) AS said,
              count(*) FILTER (WHERE j.user_id = r.requester_id
                                 AND j.data ->> 'digest' = o.digest) AS rightly
         FROM bpm_journal j
        WHERE j.res_model = r.res_model AND j.res_id = r.res_id AND j.event = 'offer_accepted'
          AND (j.data ->> 'offer')::integer = o.id) accepted ON true
 WHERE offered.said <> 1
    OR accepted.said <> accepted.rightly
    OR accepted.said <> CASE WHEN o.state = 'accepted' THEN 1 ELSE 0 END
    OR o.approver_id = r.requester_id
    OR (o.state = 'accepted' AND r.state <> 'void')
    OR EXISTS (SELECT FROM bpm_approval_request n
                WHERE n.offer_id = o.id
                  AND (o.state <> 'accepted' OR n.digest <> o.digest OR n.id < r.id
                       OR n.res_model <> r.res_model OR n.res_id <> r.res_id
                       OR (n.state IN ('open', 'approved') AND NOT EXISTS (
                             SELECT FROM bpm_approval_slot s
                              WHERE s.request_id = n.id AND s.approver_id = o.approver_id))))
 GROUP BY r.id
UNION
SELECT n.name FROM bpm_approval_request n WHERE n.offer_id IS NOT NULL
 GROUP BY n.offer_id, n.name HAVING count(*) > 1
"""

# A clock stands still for an offer of that place, or for a question that stops it.
CLOCK_STANDS = """
SELECT r.name
  FROM bpm_approval_slot s JOIN bpm_approval_request r ON r.id = s.request_id
 WHERE s.state = 'pending' AND s.paused_at IS NOT NULL
   AND (s.due IS NOT NULL
        OR (s.offer_id IS NULL AND NOT EXISTS (
              SELECT FROM bpm_approval_question q
               WHERE q.request_id = r.id AND q.state = 'open' AND q.pause)))
 GROUP BY r.id
"""


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _bpm_check_invariants(self):
        violations = super()._bpm_check_invariants()
        found = [
            (
                self._names(OFFER_LEFT_OVER),
                self.env._("A counter-offer still stands although its approval does not wait"),
            ),
            (
                self._names(OFFER_UNLIKE_VOTE),
                self.env._("A counter-offer was accepted otherwise than it was made"),
            ),
            (self._names(CLOCK_STANDS), self.env._("The clock stands still for no reason")),
        ]
        return violations + [self._violation(sentence, names) for names, sentence in found if names]
