"""Deciding: one vote or two hundred, the same few statements.

Every vote changes the request's row under a waiting lock, also when it settles nothing: that is
what makes a second vote at the same moment notice the first. Where nothing has been written yet,
an advisory lock and a fresh snapshot come first, so that the loser of a race answers at once
instead of being replayed after a random pause.
"""

import json

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine.approval_vote import Rule, Slot, settle

ADVISORY_CLASS = 719_19  # keeps our advisory locks apart from other addons'
FRESH_AT_MOST = 20  # larger batches lock rows at once and rely on Odoo's replay


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
        self.check_access("read")
        requests = self.sudo()
        requests._take_fresh_snapshot()
        rows = requests._lock_for_vote()
        votes, done = requests._votes_of(rows, decision)
        if not votes:
            return True
        comment_record = self.env["bpm.journal.comment"]._store([comment]) if comment else None
        outcomes = requests._apply(rows, votes, decision, comment_record, method)
        requests.browse(outcomes)._after_decision(rows, outcomes)
        return True

    # === LOCKING === #

    def _take_fresh_snapshot(self):
        """Wait for other deciders on these requests, then read the world as they left it."""
        cr, pending = self.env.cr, self.env.transaction
        dirty = any(pending.field_dirty.values()) or any(pending.tocompute.values())
        if len(self) > FRESH_AT_MOST or dirty:
            return
        cr.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        if not cr.fetchone()[0]:
            return  # something is written already: the row lock and Odoo's replay do it
        keys = [(ADVISORY_CLASS, request_id) for request_id in sorted(self.ids)]
        try:
            for key in keys:
                cr.execute("SELECT pg_advisory_lock(%s, %s)", key)
            cr.rollback()
            self.env.transaction.reset()
            for key in keys:
                cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", key)
        finally:
            for key in keys:
                cr.execute("SELECT pg_advisory_unlock(%s, %s)", key)

    def _lock_for_vote(self):
        """Lock the requests in id order; return {id: facts with its places and journal head}."""
        self.flush_model()
        self.env["bpm.approval.slot"].flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT r.id, r.name, r.state, r.res_model, r.res_id, r.requester_id,
                       r.last_editor_id, r.version_id, r.digest, r.plan, r.settled_at,
                       h.number AS head_number, h.hash AS head_hash,
                       (SELECT jsonb_agg(jsonb_build_object(
                                   'id', s.id, 'sequence', s.sequence, 'key', s.step_key,
                                   'state', s.state, 'approver', s.approver_id,
                                   'on_behalf_of', s.on_behalf_of_id,
                                   'hours', s.deadline_hours) ORDER BY s.sequence, s.id)
                          FROM bpm_approval_slot s WHERE s.request_id = r.id) AS slots
                  FROM bpm_approval_request r
             LEFT JOIN bpm_journal_head h ON h.res_model = r.res_model AND h.res_id = r.res_id
                 WHERE r.id = ANY(%s)
              ORDER BY r.id FOR NO KEY UPDATE OF r
                """,
                self.ids,
            )
        )
        return {row["id"]: row for row in rows}

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
                votes[request_id] = pending
            elif any(slot["state"] == decision for slot in mine):
                done.append(request_id)  # a double click: the answer is the same
            else:
                problems.append(self._too_late(row))
        if problems:
            raise UserError("\n".join(problems))
        return votes, done

    def _self_decision(self, row, mine):
        barred = {row["requester_id"], row["last_editor_id"]} - {None}
        people = {self.env.uid} | {slot["on_behalf_of"] for slot in mine}
        if not people & barred:
            return None
        return self.env._(
            "You asked for the approval of “%s” or changed it last, so somebody else must decide. "
            "Forward it to a colleague.",
            row["name"],
        )

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
            "“%(document)s”: already %(state)s by %(person)s at %(time)s. Your decision was not "
            "needed.",
            document=row["name"],
            state=words[row["state"]].lower(),
            person=decided.approver_id.name,
            time=fields.Datetime.context_timestamp(self, decided.decided_at).strftime("%H:%M"),
        )

    # === WRITING === #

    def _apply(self, rows, votes, decision, comment, method):
        """Write places, requests and journal, one statement each; return {id: outcome or None}."""
        versions = self.env["bpm.approval.version"]
        slot_states, outcomes, entries, heads = {}, {}, [], {}
        fingerprint = comment._fingerprint() if comment else None
        for request_id, slot_ids in votes.items():
            row = rows[request_id]
            rules = {
                step["key"]: Rule(step["quorum"], step["number"], frozenset(step["veto"]))
                for step in versions._data(row["version_id"])["steps"]
            }
            result = settle(_places(row), rules, dict.fromkeys(slot_ids, decision))
            slot_states.update({i: s for i, s in result.changes.items() if i > 0})
            outcomes[request_id] = result.outcome
            entries += self._entries_of(row, slot_ids, decision, result.outcome, fingerprint, method)
            if row["head_number"]:
                heads[row["res_model"], row["res_id"]] = (row["head_number"], row["head_hash"])
        now = fields.Datetime.now()
        decided = [slot_id for slot_ids in votes.values() for slot_id in slot_ids]
        self._update_slots(slot_states, decided, comment, method, now)
        self._update_requests(outcomes, now)
        self.env["bpm.journal"]._append(entries, heads=heads)
        return outcomes

    def _entries_of(self, row, slot_ids, decision, outcome, fingerprint, method):
        behind = {slot["id"]: slot["on_behalf_of"] for slot in row["slots"]}
        shared = {"res_model": row["res_model"], "res_id": row["res_id"], "method": method}
        entries = [
            {
                **shared,
                "event": decision,
                "on_behalf_of_id": behind[slot_id],
                "data": {
                    "request": row["id"],
                    "slot": slot_id,
                    "digest": row["digest"],
                    **({"comment": fingerprint} if fingerprint else {}),
                },
            }
            for slot_id in slot_ids
        ]
        if outcome:
            data = {"request": row["id"], "outcome": outcome, "digest": row["digest"]}
            entries.append({**shared, "event": "settled", "data": data})
        return entries

    def _update_slots(self, states, decided, comment, method, now):
        ids = list(states)
        self.env.cr.execute(
            SQL(
                """
                UPDATE bpm_approval_slot s
                   SET state = v.state, write_uid = %(uid)s, write_date = %(now)s,
                       since = CASE WHEN v.state = 'pending' THEN %(now)s ELSE s.since END,
                       decided_at = CASE WHEN s.id = ANY(%(decided)s) THEN %(now)s ELSE s.decided_at END,
                       method = CASE WHEN s.id = ANY(%(decided)s) THEN %(method)s ELSE s.method END,
                       comment_id = CASE WHEN s.id = ANY(%(decided)s) THEN %(comment)s ELSE s.comment_id END
                  FROM unnest(%(ids)s::int[], %(states)s::text[]) AS v (id, state)
                 WHERE s.id = v.id
                """,
                uid=self.env.uid,
                now=now,
                decided=decided,
                method=method,
                comment=comment.id if comment else None,
                ids=ids,
                states=[states[slot_id] for slot_id in ids],
            )
        )
        self.env["bpm.approval.slot"].browse(ids).invalidate_recordset(flush=False)

    def _update_requests(self, outcomes, now):
        ids = list(outcomes)
        self.env.cr.execute(
            SQL(
                """
                UPDATE bpm_approval_request r
                   SET vote_count = r.vote_count + 1, state = coalesce(v.outcome, r.state),
                       settled_at = CASE WHEN v.outcome IS NULL THEN NULL ELSE %(now)s END,
                       due = CASE WHEN v.outcome IS NULL THEN r.due END,
                       write_uid = %(uid)s, write_date = %(now)s
                  FROM unnest(%(ids)s::int[], %(outcomes)s::text[]) AS v (id, outcome)
                 WHERE r.id = v.id
                """,
                now=now,
                uid=self.env.uid,
                ids=ids,
                outcomes=[outcomes[request_id] for request_id in ids],
            )
        )
        self.browse(ids).invalidate_recordset(flush=False)

    def _after_decision(self, rows, outcomes):
        """Open the next places, tell people, refresh the documents' screens."""
        opened_ids = [
            slot["id"]
            for request in self
            if not outcomes[request.id]
            for slot in rows[request.id]["slots"]
            if slot["state"] == "waiting"
        ]
        notice = self.env["bpm.approval.notice"]
        opened = self.env["bpm.approval.slot"].sudo()
        if opened_ids:
            opened = opened.browse(opened_ids).filtered(lambda slot: slot.state == "pending")
            opened._start()
            notice._notify_pending(opened)
        closed = [
            slot["approver"]
            for request in self
            for slot in rows[request.id]["slots"]
            if slot["state"] == "pending"
        ]
        notice._counters_changed(set(closed) - set(opened.approver_id.ids))
        for outcome in ("approved", "rejected", "returned"):
            settled = self.filtered(lambda r, o=outcome: outcomes[r.id] == o)
            if settled:
                notice._notify_requester(settled, outcome)
                notice._log_cycle(settled, outcome)
        self._refresh_documents()


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _start(self):
        """The places have just become somebody's turn: set the clock, ask the stand-ins."""
        now = fields.Datetime.now()
        self._hand_to_substitutes()
        for hours, batch in self.grouped("deadline_hours").items():
            due = batch._due_after(hours, now)
            batch.write({"due": due})
        for due, batch in self.grouped("due").items():
            batch.request_id.write({"due": due})


def _places(row):
    """The places of a request as the engine wants them. A step nobody can be found for has a
    place without a person: it cannot be decided, and nothing passes over it."""
    places = [
        Slot(
            id=slot["id"],
            sequence=slot["sequence"],
            key=slot["key"],
            state=slot["state"],
            approver=slot["approver"],
            on_behalf_of=slot["on_behalf_of"],
        )
        for slot in row["slots"] or []
    ]
    plan = row["plan"] if isinstance(row["plan"], list) else json.loads(row["plan"] or "[]")
    stuck = [step for step in plan if step["status"] == "stuck"]
    empty = [
        Slot(-number, step["sequence"], step["key"], "waiting")
        for number, step in enumerate(stuck, 1)
    ]
    return places + empty
