"""Places follow the people: who goes away, comes back or leaves while a request is open."""

from dataclasses import replace

from odoo import models

from ...engine.approval_ask import ask, wanted
from .request_people import engine_facts, engine_step
from .request_stuck import AGREED, OPEN


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _reassign_absent(self, user_ids):
        """These users went away, came back or left: places that wait now follow.

        Places of an absent person go to the substitute; places a substitute holds come back when
        the person is there again; what nobody of a step can decide any more goes to managers or
        approval administrators.
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
        changed, _lost = slots._hand_to_substitutes()
        if changed:
            self.env["bpm.approval.notice"]._notify_pending(changed)


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _hand_to_substitutes(self, today=False):
        """Let the steps of these places ask who can decide now: substitutes, else managers, else
        approval administrators, as for a new request.

        ``today``: else the people whom the route, which may have changed, names by now.
        Returns (places that are somebody else's now, places nobody can be found for). The latter
        stay as they are, and a person is told.
        """
        slots = self.env["bpm.approval.slot"]
        moved, made, lost = {}, [], slots
        world = self._world_if_moved()
        steps = self.grouped(lambda slot: (slot.request_id, slot.step_key)) if world else {}
        for request, key in steps:
            places = request.slot_ids.filtered(lambda slot, key=key: slot.step_key == key)
            asked = places._asked_now(world)
            if today and asked and asked.fallback == "nobody":
                asked = places._asked_today()
            if asked and asked.fallback == "nobody":
                lost |= places & self
            elif asked:
                made += places._give_to(asked, moved)
        changed = slots.browse(slot.id for slot in moved) | slots.sudo().create(made)
        changed._note_moves(moved)
        lost.request_id._raise_lost(lost)
        return changed, lost

    def _world_if_moved(self):
        """What is known about the people of these places; None when all are where they were."""
        users = (self.approver_id | self.on_behalf_of_id).sudo()
        away = self.env["bpm.approval.substitution"].sudo()._away(users.ids) if users else ()
        if not away and not self.on_behalf_of_id and not users._bpm_shut_out():
            return None
        requests = self.request_id
        people = requests.slot_ids.filtered(lambda slot: slot.state in OPEN)
        ids = {*people.approver_id.ids, *people.on_behalf_of_id.ids}
        return users._bpm_world(ids, {request.company_id.id for request in requests})

    def _asked_today(self):
        """Who is Asked when the route's people of today are added; see `_asked_now`."""
        request = self.request_id
        found = request._asking(request._renamed(request._step_of(self[0].step_key))).people
        ids = {*found, *self.approver_id.ids, *self.on_behalf_of_id.ids}
        world = self.env["res.users"].sudo()._bpm_world(ids, {request.company_id.id})
        return self._asked_now(world, found)

    def _asked_now(self, world, others=()):
        """Who is Asked in the step of these places, of any state, for what is still missing of its
        agreement; None while they wait for the answer to an offer."""
        request = self.request_id
        step = request._step_of(self[0].step_key)
        entry = next((e for e in request.plan or [] if e["key"] == step["key"]), {})
        waiting = self.filtered(lambda slot: slot.state in OPEN and not slot.offer_id)
        offers = self.filtered(lambda slot: slot.state in OPEN) - waiting
        if not waiting or (step["quorum"] == "any" and offers):
            return None
        said = self.filtered(lambda slot: slot.state in AGREED) | offers
        people = [(slot.on_behalf_of_id or slot.approver_id).id for slot in waiting]
        missing = step["number"] - len(said) - bool(entry.get("own"))
        asking = replace(engine_step(step, people, request.company_amount), number=missing)
        if others:
            number = wanted(asking)
            asking = replace(asking, people=(*people, *others), quorum="number", number=number)
        return ask(
            asking,
            engine_facts(
                world, request.company_id.id, request.requester_id.id, request.last_editor_id.id
            ),
            done=frozenset((said | self.filtered("decided_at")).approver_id.ids),
        )

    def _give_to(self, asked, moved):
        """Give the open places of a step to those ``asked`` who have none; add to ``moved``
        {place: who had it}, and return values of the places that are still missing."""
        waiting = self.filtered(lambda slot: slot.state in OPEN and not slot.offer_id)
        approvers = {place.approver for place in asked.places}
        free = [slot for slot in waiting if slot.approver_id.id not in approvers]
        new = [place for place in asked.places if place.approver not in waiting.approver_id.ids]
        pairs = [(slot, place) for place in new for slot in free if slot._is_of(place)]
        others = [place for place in new if place not in [place for _slot, place in pairs]]
        rest = [slot for slot in free if slot not in [slot for slot, _place in pairs]]
        pairs += zip(rest, others, strict=False)
        for slot, place in pairs:
            moved[slot] = slot.approver_id.id
            fallback = slot.fallback if slot._is_of(place) else asked.fallback
            slot.write(
                {
                    "approver_id": place.approver,
                    "on_behalf_of_id": place.on_behalf_of,
                    "fallback": fallback,
                }
            )
        left = [slot for slot in rest[len(others) :] if slot._person()._bpm_shut_out()]
        # Enough others are asked; how it ended marks it, so that nobody's undoing brings it back.
        self.browse(slot.id for slot in left).write({"state": "cancelled", "method": "reassigned"})
        return [waiting[:1]._beside(place, asked.fallback) for place in others[len(rest) :]]

    def _person(self):
        """Whose decision it is, whoever stands in."""
        return self.on_behalf_of_id or self.approver_id

    def _is_of(self, place):
        """Tell whether that place stands for the same person as this one."""
        return self._person().id == (place.on_behalf_of or place.approver)

    def _beside(self, place, fallback):
        """Values of one more place in the step of this one."""
        names = (
            "sequence",
            "step_key",
            "name",
            "reason",
            "deadline_hours",
            "state",
            "since",
            "due",
        )
        return {
            **self.request_id._copied_values(),
            **{name: self[name] for name in names},
            "approver_id": place.approver,
            "on_behalf_of_id": place.on_behalf_of,
            "fallback": fallback,
        }

    def _note_moves(self, moved):
        """Write into the journal that self are others' places; ``moved``: {place: who had it}."""
        if not self:
            return
        self.request_id.write({"reminded_at": False})
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "reassigned",
                    "res_model": slot.request_id.res_model,
                    "res_id": slot.request_id.res_id,
                    "method": "policy",
                    "data": {
                        "request": slot.request_id.id,
                        "to": slot.approver_id.id,
                        **({"from": moved[slot]} if slot in moved else {}),
                    },
                }
                for slot in self
            ]
        )
        self.env["bpm.approval.notice"]._counters_changed(
            {*moved.values(), *self.approver_id.ids},
        )
