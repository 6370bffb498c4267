"""Places follow the people: absences that begin or end, and steps nobody could be found for."""

from odoo import fields, models

from ...engine.approval_ask import ask
from ...engine.approval_route import Facts, place_of
from .request_people import engine_step


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"
    _bpm_retryable = {"_retry_stuck": "find approvers again"}

    def _reassign_absent(self, user_ids):
        """An absence of these users began, ended or changed: places that wait now follow.

        Places of an absent person go to the substitute; places a substitute holds come back when
        the person is there again.
        """
        slots = (
            self.env["bpm.approval.slot"]
            .sudo()
            .search(
                [
                    ("state", "=", "pending"),
                    "|",
                    ("approver_id", "in", list(user_ids)),
                    ("on_behalf_of_id", "in", list(user_ids)),
                ]
            )
        )
        slots.request_id._lock_for_vote()
        slots._hand_to_substitutes()

    def _retry_stuck(self):
        """Try again to find people for the steps that have none (an incident's retry).

        Returns True when every step has somebody now.
        """
        for request in self.sudo():
            request._lock_for_vote()
            if request.state != "open":
                continue
            plan = [dict(step) for step in request.plan or []]
            for entry in plan:
                if entry["status"] == "stuck":
                    request._fill_stuck(entry)
            request.write({"plan": plan})
        return not any(s["status"] == "stuck" for r in self.sudo() for s in r.plan or [])

    def _fill_stuck(self, entry):
        data = self.env["bpm.approval.version"]._data(self.version_id.id)
        step = next(s for s in data["steps"] if s["key"] == entry["key"])
        document = self._document_of().sudo().with_user(self.requester_id).sudo()
        found = document._bpm_candidates({"steps": {document.id: [step]}})[document.id, step["key"]]
        world = self.env["res.users"].sudo()._bpm_world(set(found) | {self.requester_id.id})
        facts = Facts(
            requester=self.requester_id.id, editor=self.last_editor_id.id or None, **world["facts"]
        )
        asked = ask(engine_step(step, found), facts, own=bool(entry.get("own")))
        if asked.fallback == "nobody":
            return
        entry.update(status="asked", fallback=asked.fallback)
        open_now = min(
            self.slot_ids.filtered(lambda s: s.state in ("pending", "waiting")).mapped("sequence"),
            default=step["sequence"],
        )
        opens = step["sequence"] <= open_now
        slots = (
            self.env["bpm.approval.slot"]
            .sudo()
            .create(
                [
                    {
                        **self._copied_values(),
                        "sequence": step["sequence"],
                        "step_key": step["key"],
                        "name": step["name"],
                        "approver_id": place.approver,
                        "on_behalf_of_id": place.on_behalf_of,
                        "fallback": asked.fallback,
                        "deadline_hours": step["deadline_hours"],
                        "reason": entry.get("reason"),
                        "state": "pending" if opens else "waiting",
                        "since": fields.Datetime.now() if opens else False,
                    }
                    for place in asked.places
                ]
            )
        )
        if opens:
            slots._start()
            self.env["bpm.approval.notice"]._notify_pending(slots)


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _hand_to_substitutes(self):
        """Give each place of self to whoever stands for its person now."""
        people = {(slot.on_behalf_of_id or slot.approver_id).id for slot in self}
        absences = self.env["bpm.approval.substitution"].sudo()
        away = absences._away(list(people)) if people else set()
        held = self.filtered("on_behalf_of_id")
        if not away and not held:
            return
        substitutes = absences._substitutes(list(away)) if away else {}
        facts = {"substitutes": {uid: substitutes.get(uid) for uid in away}}
        entries, renewed = [], set()
        for slot in self:
            person = (slot.on_behalf_of_id or slot.approver_id).id
            request = slot.request_id
            place = place_of(
                person,
                Facts(
                    requester=request.requester_id.id,
                    editor=request.last_editor_id.id or None,
                    **facts,
                ),
            )
            if not place or place.approver == slot.approver_id.id:
                continue
            taken = request.slot_ids.filtered(
                lambda s, p=place, k=slot.step_key: (
                    s.approver_id.id == p.approver
                    and s.step_key == k
                    and s.state in ("pending", "waiting")
                )
            )
            if taken:
                continue
            renewed |= {slot.approver_id.id, place.approver}
            slot.write({"approver_id": place.approver, "on_behalf_of_id": place.on_behalf_of})
            entries.append(
                {
                    "event": "reassigned",
                    "res_model": slot.res_model,
                    "res_id": slot.res_id,
                    "method": "policy",
                    "data": {"request": request.id, "from": person, "to": place.approver},
                }
            )
        if entries:
            self.request_id.write({"reminded_at": False})
            self.env["bpm.journal"]._append(entries)
            self.env["bpm.approval.notice"]._counters_changed(renewed)
