"""What a decision writes: places, requests and journal, for any number in one round trip."""

from odoo import fields, models

from ...engine.approval_vote import Rule, Slot, settle
from ..audit.planned import Planned

# New states of places, and with them who decided what and when; then every request's row: its
# outcome, or when the next answer is due.
WRITE = Planned(
    "bpm_approval_write",
    {
        "_moment": "timestamp",
        "_way": "varchar",
        "_words": "int",
        "_places": "int[]",
        "_place_states": "varchar[]",
        "_place_dues": "timestamp[]",
        "_place_decided": "bool[]",
        "_requests": "int[]",
        "_outcomes": "varchar[]",
        "_request_dues": "timestamp[]",
        "_opens": "bool[]",
    },
    "void",
    """
    UPDATE bpm_approval_slot s
       SET state = v.state, due = CASE WHEN v.state = 'pending' THEN v.due ELSE s.due END,
           since = CASE WHEN v.state = 'pending' THEN _moment ELSE s.since END,
           decided_at = CASE WHEN v.decided THEN _moment ELSE s.decided_at END,
           method = CASE WHEN v.decided THEN _way ELSE s.method END,
           comment_id = CASE WHEN v.decided THEN _words ELSE s.comment_id END
      FROM unnest(_places, _place_states, _place_dues, _place_decided)
           AS v (id, state, due, decided)
     WHERE s.id = v.id;
    UPDATE bpm_approval_request r
       SET vote_count = r.vote_count + 1, state = coalesce(v.outcome, r.state),
           settled_at = CASE WHEN v.outcome IS NULL THEN NULL ELSE _moment END,
           due = CASE WHEN v.outcome IS NOT NULL THEN NULL
                      WHEN v.opens THEN v.due ELSE r.due END
      FROM unnest(_requests, _outcomes, _request_dues, _opens) AS v (id, outcome, due, opens)
     WHERE r.id = v.id;
    """,
)


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def init(self):
        super().init()
        WRITE.install(self.env.cr)

    def _apply(self, rows, votes, decision, comment, method):
        """Write places, requests and journal in one go.

        Returns ({request id: outcome or None}, the places that have just become somebody's turn).
        """
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
            entries += self._entries_of(
                row, slot_ids, decision, result.outcome, fingerprint, method
            )
            if row["head_number"]:
                heads[row["res_model"], row["res_id"]] = (row["head_number"], row["head_hash"])
        decided = {slot_id for slot_ids in votes.values() for slot_id in slot_ids}
        dues = {i: due for request in votes for i, due in self._dues(rows[request], slot_states)}
        written = self._writing(rows, outcomes, slot_states, dues, decided, comment, method)
        self.env["bpm.journal"]._append(entries, heads=heads, also=[written])
        decided_now = dict.fromkeys(decided, comment.id if comment else None)
        self.browse(outcomes)._remember(rows, outcomes, slot_states, dues, decided_now)
        return outcomes, self.env["bpm.approval.slot"].sudo().browse(dues)

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

    def _dues(self, row, states):
        """Yield (place id, moment its answer is due) for the places of a request that open now."""
        calendar = self.env["resource.calendar"].browse(row["calendar_id"])
        for slot in row["slots"]:
            if states.get(slot["id"]) == "pending":
                yield slot["id"], calendar._bpm_due(slot["hours"])

    def _writing(self, rows, outcomes, states, dues, decided, comment, method):
        """The statement that writes all this, see `WRITE`."""
        opened = {
            request_id: [dues[s["id"]] for s in rows[request_id]["slots"] if s["id"] in dues]
            for request_id in outcomes
        }
        return WRITE(
            fields.Datetime.now(),
            method,
            comment.id if comment else None,
            list(states),
            list(states.values()),
            [dues.get(slot_id) or None for slot_id in states],
            [slot_id in decided for slot_id in states],
            list(outcomes),
            list(outcomes.values()),
            [min(filter(None, opened[request_id]), default=None) for request_id in outcomes],
            [bool(opened[request_id]) for request_id in outcomes],
        )


def _places(row):
    """The places of a request as the engine wants them, and two kinds without a person. A step
    nobody can be found for has one that cannot be decided, so nothing passes over it. Where the
    requester agrees by their own authority, one has agreed already."""
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
    unseated = [
        (step, state)
        for step in row["unseated"] or []
        for state, holds in (("approved", step.get("own")), ("waiting", step["status"] == "stuck"))
        if holds
    ]
    return places + [
        Slot(-number, step["sequence"], step["key"], state)
        for number, (step, state) in enumerate(unseated, 1)
    ]
