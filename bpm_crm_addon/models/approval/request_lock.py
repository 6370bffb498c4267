"""The lock before a decision, and what has to be known to decide.

Every vote changes the request's row under a waiting lock, also when it settles nothing: that is
what makes a second vote at the same moment notice the first. Where nothing has been written yet,
an advisory lock and a fresh snapshot come first, so that the loser of a race answers at once
instead of being replayed after a random pause.
"""

from odoo import models
from odoo.tools import SQL

from ..audit.planned import Planned, is_pending, write_pending

# Requests with their places and journal heads, locked in id order. `_decider`: only those on which
# this user has a place. `_written`: only if this transaction has written something, looked at
# before anything is locked.
LOCK = Planned(
    "bpm_approval_lock",
    {"_asked": "int[]", "_decider": "int", "_company": "int", "_written": "bool"},
    {
        "id": "int",
        "name": "varchar",
        "state": "varchar",
        "res_model": "varchar",
        "res_id": "int",
        "requester_id": "int",
        "last_editor_id": "int",
        "responsible_id": "int",
        "version_id": "int",
        "digest": "varchar",
        "settled_at": "timestamp",
        "amount": "numeric",
        "currency_id": "int",
        "partner_id": "int",
        "urgent": "bool",
        "calendar_id": "int",
        "head_number": "int",
        "head_hash": "varchar",
        "unseated": "jsonb",
        "slots": "json",
    },
    """
    IF _written AND pg_current_xact_id_if_assigned() IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT r.id, r.name, r.state, r.res_model, r.res_id, r.requester_id, r.last_editor_id,
           r.responsible_id, r.version_id, r.digest, r.settled_at, r.amount, r.currency_id,
           r.partner_id, r.urgent, c.resource_calendar_id, h.number, h.hash,
           jsonb_path_query_array(r.plan, '$[*] ? (@.status == "stuck" || @.own == true)'),
           (SELECT json_agg(json_build_object(
                       'id', s.id, 'sequence', s.sequence, 'key', s.step_key,
                       'state', s.state, 'approver', s.approver_id,
                       'on_behalf_of', s.on_behalf_of_id, 'hours', s.deadline_hours,
                       'reason', s.reason, 'due', s.due, 'decided_at', s.decided_at,
                       'comment', s.comment_id,
                       'paused', s.paused_at IS NOT NULL, 'offer', s.offer_id)
                   ORDER BY s.sequence, s.id)
              FROM bpm_approval_slot s WHERE s.request_id = r.id)
      FROM bpm_approval_request r
 LEFT JOIN res_company c ON c.id = coalesce(r.company_id, _company)
 LEFT JOIN bpm_journal_head h ON h.res_model = r.res_model AND h.res_id = r.res_id
     WHERE r.id = ANY(_asked)
       AND (_decider IS NULL OR EXISTS (
                SELECT FROM bpm_approval_slot s
                 WHERE s.request_id = r.id AND s.approver_id = _decider))
  ORDER BY r.id FOR NO KEY UPDATE OF r;
    """,
)
ADVISORY_CLASS = 719_19  # keeps our advisory locks apart from other addons'
FRESH_AT_MOST = 20  # larger batches lock rows at once and rely on Odoo's replay


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def init(self):
        super().init()
        LOCK.install(self.env.cr)

    def _locked_for_me(self):
        """Lock them and return their facts, for what the current user has to say about them.

        Whoever is asked may read, and nobody else has a vote: looking at the places is much
        quicker than at all the rules of access. Raises ``AccessError`` for what is not theirs to
        see; of the others they learn why it does not wait for them.
        """
        self.browse().check_access("read")
        rows = self.sudo()._lock_after_others(self.env.uid)
        if others := self.browse(set(self._ids) - rows.keys()):
            others.check_access("read")
            rows |= others.sudo()._lock_for_vote()
        return rows

    def _lock_after_others(self, decider):
        """Lock as `_lock_for_vote` does. Where nothing is written yet: wait for other deciders on
        these requests first, then read the world as they left it."""
        cr = self.env.cr
        if len(self) > FRESH_AT_MOST or is_pending(self.env):
            return self._lock_for_vote(decider)
        # Something is written already: the row lock and Odoo's replay do it.
        if rows := self._lock_for_vote(decider, written=True):
            return rows
        keys = sorted(self.ids)
        written = SQL("pg_current_xact_id_if_assigned() IS NOT NULL")
        try:
            if _advisory(cr, "lock", keys, written):
                return {}  # they decide on none of them; what is written must not be rolled back
            cr.rollback()
            self.env.transaction.reset()
            _advisory(cr, "xact_lock", keys)
        except Exception:
            cr.rollback()  # nothing can be unlocked in a transaction that has failed
            raise
        finally:
            _advisory(cr, "unlock", keys)
        return self._lock_for_vote(decider)

    def _lock_for_vote(self, decider=None, written=False):
        """Lock the requests in id order; return {id: facts with its places and journal head}.

        :param decider: leave out on which this user (id) has no place
        :param written: find nothing, and lock nothing, in a transaction that has written nothing
        """
        write_pending(self, self.env["bpm.approval.slot"])
        rows = self.env.execute_query_dict(
            LOCK(list(self.ids), decider, self.env.company.id, written)
        )
        return {row["id"]: row for row in rows}


def _advisory(cr, action, keys, told=None):
    """Take or give back the advisory locks of these requests, in their order.

    ``told``: SQL that is looked at by the way; what it says is returned.
    """
    function = SQL.identifier(f"pg_advisory_{action}")
    cr.execute(
        SQL(
            "SELECT %s, %s(%s, key) FROM unnest(%s::int[]) AS key",
            told or SQL("NULL"),
            function,
            ADVISORY_CLASS,
            keys,
        )
    )
    return cr.fetchone()[0]
