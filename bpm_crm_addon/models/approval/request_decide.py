"""Deciding: one vote or two hundred, the same few statements: a lock (request_lock.py), and one
round trip that writes places, requests and journal (request_write.py)."""

import logging

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

GONE = ("void", "withdrawn")


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def action_approve(self, comment=None):
        """Agree, for every request of self that waits for the current user. Returns True."""
        return self._decide("approved", comment)

    def action_approve_with_remarks(self, comment):
        """Agree and put a remark on the approval sheet. The remark is required."""
        return self._decide("remarked", self._required(comment))

    def action_reject(self, comment):
        """Refuse, with the reason. Ends the request unless others may still reach the number."""
        return self._decide("rejected", self._required(comment))

    def action_return(self, comment):
        """Send back for changes, with what has to be changed. Ends this round."""
        return self._decide("returned", self._required(comment))

    def _required(self, comment):
        if not (comment or "").strip():
            raise UserError(self.env._("Say why in a few words: the requester reads them."))
        return comment.strip()

    def _decide(self, decision, comment=None, method="screen"):
        """Record the current user's decision on all of self, each as a whole or not at all.

        Raises ``UserError`` naming the requests on which they cannot decide (any more).
        """
        if not self:
            return True
        rows = self._locked_for_me()
        requests = self.sudo()
        votes, _decided_before = requests._votes_of(rows, decision)
        if not votes:
            return True
        comment_record = self.env["bpm.journal.comment"]._store([comment]) if comment else None
        outcomes, opened = requests._apply(rows, votes, decision, comment_record, method)
        requests.browse(outcomes)._after_decision(rows, outcomes, opened)
        return True

    # === MAY THEY === #

    def _votes_of(self, rows, decision):
        """Return ({request id: [slot ids]} to be decided now, ids decided so before).

        Raises one sentence for all requests on which the current user cannot decide.
        """
        votes, done, problems = {}, [], []
        for request_id, row in rows.items():
            mine = [slot for slot in row["slots"] or [] if slot["approver"] == self.env.uid]
            pending = [slot["id"] for slot in mine if slot["state"] == "pending"]
            if row["state"] == "open" and pending:
                if problem := self._self_decision(row, mine):
                    problems.append(problem)
                    self._note_refusal(row)
                votes[request_id] = pending
            elif row["state"] not in GONE and any(slot["state"] == decision for slot in mine):
                done.append(request_id)  # a double click: the answer is the same
            else:
                problems.append(self._too_late(row))
                if row["state"] == "open" and self.env.uid in _own(row):
                    self._note_refusal(row)
        if problems:
            raise UserError("\n".join(problems))
        return votes, done

    def _self_decision(self, row, mine):
        people = {self.env.uid} | {slot["on_behalf_of"] for slot in mine}
        if not people & _own(row):
            return None
        return self.env._(
            "You asked for the approval of “%s” or changed it last, so somebody else must decide. "
            "Forward it to a colleague.",
            row["name"],
        )

    def _note_refusal(self, row):
        """Note in the journal who tried to decide on their own. The attempt itself is undone, so
        this is written after that, when its locks are gone, in a transaction of its own."""
        registry, uid = self.env.registry, self.env.uid
        facts = {"res_model": row["res_model"], "res_id": row["res_id"]}
        entry = {"event": "refused", "data": {"request": row["id"]}, **facts}

        def note():
            for _attempt in range(3):  # somebody may write to the same chain at this moment
                try:
                    with registry.cursor() as cr:
                        api.Environment(cr, uid, {})["bpm.journal"]._append([entry])
                    return
                except psycopg2.OperationalError as error:
                    _logger.info("Refused decision not noted yet: %s", error)
            _logger.warning("Refused decision of user %s could not be noted: %s", uid, entry)

        self.env.cr.postrollback.add(note)

    def _too_late(self, row):
        if row["state"] == "open":
            return self.env._(
                "“%(document)s” does not wait for you now. It waits for %(people)s.",
                document=row["name"],
                people=self.browse(row["id"])._waiting_for() or "–",
            )
        decided = self.browse(row["id"])._last_decision()
        words = dict(self._fields["state"]._description_selection(self.env))
        if not decided:
            return self.env._(
                "“%(document)s”: %(state)s. Your decision is not needed any more.",
                document=row["name"],
                state=words[row["state"]].lower(),
            )
        return self.env._(
            "“%(document)s”: already %(state)s by %(person)s, %(time)s. Your decision was not "
            "needed.",
            document=row["name"],
            state=words[row["state"]].lower(),
            person=decided.approver_id.name,
            time=self._bpm_moment(decided.decided_at),
        )


def _own(row):
    """Whose document it is: they decide on it neither in person nor through somebody."""
    return {row["requester_id"], row["last_editor_id"]} - {None}
