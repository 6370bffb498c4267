"""What follows from a decision: the next people are told, and those who asked."""

from datetime import datetime

from odoo import fields, models


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _remember(self, rows, outcomes, states, dues, decided):
        """Put into memory what the vote has read and written, so that nobody reads it again.

        ``decided``: {place id: comment id} of what was decided just now; the rest as in _apply.
        """
        slots, now = self.env["bpm.approval.slot"].sudo(), fields.Datetime.now()
        self.invalidate_recordset(flush=False)
        slots.browse(states).invalidate_recordset(flush=False)
        requests, places = {}, {}
        for request in self:
            row = rows[request.id]
            shared = {name: row[name] for name in ("amount", "currency_id", "partner_id", "urgent")}
            shared |= {name: row[name] for name in ("res_model", "res_id", "requester_id")}
            requests[request.id] = {
                **shared,
                "responsible_id": row["responsible_id"],
                "name": row["name"],
                "state": outcomes[request.id] or row["state"],
                "slot_ids": tuple(slot["id"] for slot in row["slots"]),
            }
            for slot in row["slots"]:
                mine = slot["id"] in decided
                due = dues[slot["id"]] if slot["id"] in dues else _moment(slot["due"])
                places[slot["id"]] = {
                    **shared,
                    "request_id": request.id,
                    "title": row["name"],
                    "step_key": slot["key"],
                    "sequence": slot["sequence"],
                    "state": states.get(slot["id"], slot["state"]),
                    "approver_id": slot["approver"],
                    "on_behalf_of_id": slot["on_behalf_of"],
                    "reason": slot["reason"],
                    "due": due or None,
                    "decided_at": now if mine else _moment(slot["decided_at"]),
                    "offer_id": slot["offer"],
                    "comment_id": decided[slot["id"]] if mine else slot["comment"],
                }
        _into_cache(self, requests)
        _into_cache(slots, places)

    def _after_decision(self, rows, outcomes, opened):
        """Tell the people whose turn it is now, and the requesters; refresh the screens."""
        notice, places = self.env["bpm.approval.notice"], self.env["bpm.approval.slot"].sudo()
        closed = (
            self.env["res.users"]
            .sudo()
            .browse(
                {
                    slot["approver"]
                    for request in self
                    for slot in rows[request.id]["slots"]
                    if slot["state"] == "pending" and places.browse(slot["id"]).state != "pending"
                }
            )
        )
        others = closed | self.requester_id | self.responsible_id
        waiting = notice._read_ahead_of(opened, others)
        if moved := opened._hand_to_substitutes()[0]:
            opened |= moved
            waiting = notice._read_ahead_of(opened, others)
        notice._notify_pending(opened, waiting)
        notice._send_counters(closed - opened.approver_id, waiting)
        for outcome in ("approved", "rejected", "returned"):
            settled = self.browse(id_ for id_, settled in outcomes.items() if settled == outcome)
            if settled:
                notes = notice._cycle_notes(settled, outcome)
                notice._notify_requester(settled, outcome, notes)
        self._refresh_documents()


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _start(self):
        """The places have just become somebody's turn: set the clock, ask the stand-ins."""
        now = fields.Datetime.now()
        changed, _lost = self._hand_to_substitutes()
        for hours, batch in (self | changed).grouped("deadline_hours").items():
            due = batch._due_after(hours, now)
            batch.write({"due": due})
        for due, batch in (self | changed).grouped("due").items():
            batch.request_id.write({"due": due})


def _into_cache(model, values):
    """Put {id: {field: value}} into memory."""
    records = model.browse(values)
    for name in next(iter(values.values()), ()):
        model._fields[name]._insert_cache(records, [facts[name] for facts in values.values()])


def _moment(text):
    """A moment as PostgreSQL writes it into JSON."""
    return text and datetime.fromisoformat(text)
