"""Steps nobody could be found for: a person is told, and it is tried again."""

from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

from ...engine.approval_ask import ask, wanted
from ...engine.approval_route import Asked, Place
from .request_people import engine_facts, engine_step

OPEN = ("pending", "waiting")
AGREED = ("approved", "remarked")

# The step of somebody who was added: each of them must agree.
ADDED = {
    "sequence": 0, "quorum": "any", "number": 1, "veto": [], "resolver": "users", "user_ids": [],
    "group_id": False, "field_path": "",
}  # fmt: skip


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"
    _bpm_retryable = {"_retry_stuck": "find approvers again"}

    def _step_of(self, key):
        """What the version this request started with says of a step."""
        steps = self.env["bpm.approval.version"]._data(self.version_id.id)["steps"]
        return next((step for step in steps if step["key"] == key), {**ADDED, "key": key})

    def _raise_stuck(self, plans):
        """Nobody can be asked in a step: never skip it silently, tell a person."""
        for request in self:
            for step in plans[request.res_id]["plan"]:
                if step["status"] == "stuck":
                    request._tell_stuck(step["key"], step["name"])

    def _raise_lost(self, slots):
        """The same for places whose people went away while the request was open; told once."""
        keys = {self._stuck_key(slot.request_id, slot.step_key): slot for slot in slots}
        if keys:
            incidents = self.env["bpm.incident"].sudo()
            known = incidents.search([("key", "in", list(keys)), ("state", "=", "open")])
            for key in keys.keys() - set(known.mapped("key")):
                keys[key].request_id._tell_stuck(keys[key].step_key, keys[key].name)

    def _stuck_key(self, request, step_key):
        return f"stuck-{request.id}-{step_key}"

    def _tell_stuck(self, key, name):
        self.env["bpm.incident"]._raise_incident(
            self.env._("Nobody can approve “%s”", self.name),
            self.env._(
                "Step “%s” has nobody left to ask: its people are absent, have left or "
                "asked themselves, and there is no manager or approval administrator. "
                "Name somebody in the route, then try again.",
                name,
            ),
            record=self,
            retry="_retry_stuck",
            key=self._stuck_key(self, key),
        )

    def _retry_stuck(self):
        """Try again to find people for the steps that have none (an incident's retry).

        Returns True when every step has somebody now.
        """
        lost = self.env["bpm.approval.slot"]
        for request in self.sudo():
            request._lock_for_vote()
            if request.state != "open":
                continue
            plan = [dict(step) for step in request.plan or []]
            for entry in plan:
                if entry["status"] == "stuck":
                    request._fill_stuck(entry)
            request.write({"plan": plan})
            lost |= request._pending()._hand_to_substitutes(today=True)[1]
        stuck = any(s["status"] == "stuck" for r in self.sudo() for s in r.plan or [])
        return not stuck and not lost

    def _fill_stuck(self, entry):
        """Find people for a step without any; its ``entry`` in the plan follows."""
        step = self._step_of(entry["key"])
        asked = self._ask_again(step, entry)
        if asked.fallback == "nobody":
            asked = self._ask_again(self._renamed(step), entry)
        if asked.fallback != "nobody":
            entry.update(status="asked", fallback=asked.fallback)
            self._seat(step, entry, asked)

    def _renamed(self, step):
        """The step, with the people the route names for it today."""
        today = self.route_id.sudo()._as_data()["steps"]
        named = next((one for one in today if one["key"] == step["key"]), step)
        who = ("resolver", "user_ids", "group_id", "field_path")
        return {**step, **{name: named[name] for name in who}}

    def _name_for_stuck(self, person, comment):
        """An approval administrator names ``person`` for the first step that has nobody. It is
        waited for more people while fewer are named than must agree."""
        plan = [dict(step) for step in self.plan or []]
        entry = next((step for step in plan if step["status"] == "stuck"), None)
        if not entry:
            raise UserError(self.env._("This decision is no longer waited for."))
        step = self._step_of(entry["key"])
        self._refuse_barred(person)
        seated = self._seated(step)
        if person in seated.approver_id:
            raise UserError(self._seated_words(person))
        if len(seated) + 1 >= wanted(self._asking(step)) - bool(entry.get("own")):
            entry.update(status="asked", fallback=None)
        self.write({"plan": plan})
        self._seat(step, entry, Asked((Place(person.id),)))
        self._changed_places("reassigned", {"to": person.id}, comment)

    def _seated(self, step):
        """The places of a step that count: people who agreed, or who are asked."""
        return self.slot_ids.filtered(
            lambda slot: slot.step_key == step["key"] and slot.state in (*OPEN, *AGREED)
        )

    def _seat(self, step, entry, asked):
        """Make the places of those ``asked`` in a step and, when it is its turn, tell them."""
        open_now = min(
            self.slot_ids.filtered(lambda slot: slot.state in OPEN).mapped("sequence"),
            default=step["sequence"],
        )
        opens = step["sequence"] <= open_now
        shared = {
            **self._copied_values(),
            "state": "pending" if opens else "waiting",
            "since": fields.Datetime.now() if opens else False,
        }
        places = self._document_of()._bpm_place_values(step, asked, entry.get("reason"))
        slots = self.env["bpm.approval.slot"].sudo()
        slots = slots.create([{**shared, **place} for place in places])
        if opens:
            slots._start()
            self.env["bpm.approval.notice"]._notify_pending(slots)

    def _ask_again(self, step, entry):
        """Who is Asked in a step for what is missing there, looked for once more."""
        asking, seated = self._asking(step), self._seated(step)
        people = {*asking.people, self.requester_id.id}
        company = self.company_id.id
        world = self.env["res.users"].sudo()._bpm_world(people, {company})
        if seated:
            missing = wanted(asking) - len(seated)
            there = seated.approver_id | seated.on_behalf_of_id
            others = tuple(uid for uid in asking.people if uid not in there.ids)
            asking = replace(asking, people=others, quorum="number", number=missing)
        return ask(
            asking,
            engine_facts(world, company, self.requester_id.id, self.last_editor_id.id),
            own=bool(entry.get("own")),
            done=frozenset(seated.approver_id.ids),
        )

    def _asking(self, step):
        """A step of this request in the engine's terms, with the people it names now."""
        route = self.env["bpm.approval.version"]._data(self.version_id.id)
        document = self._document_of().sudo().with_user(self.requester_id).sudo()
        work = {"steps": {document.id: [step]}, "chosen": {document.id: route}}
        found = document._bpm_candidates(work)[document.id, step["key"]]
        return engine_step(step, found, self.company_amount)
