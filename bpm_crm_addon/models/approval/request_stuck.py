"""Steps nobody could be found for: a person is told, and it is tried again."""

from odoo import fields, models

from ...engine.approval_ask import ask
from .request_people import engine_facts, engine_step

# The step of somebody who was added: each of them must agree.
ADDED = {"sequence": 0, "quorum": "any", "number": 1, "veto": [], "resolver": "users"}


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
            lost |= request._pending()._hand_to_substitutes()[1]
        stuck = any(s["status"] == "stuck" for r in self.sudo() for s in r.plan or [])
        return not stuck and not lost

    def _fill_stuck(self, entry):
        """Find people for a step without any; its ``entry`` in the plan follows."""
        step = self._step_of(entry["key"])
        asked = self._ask_again(step, entry)
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

    def _ask_again(self, step, entry):
        """Who is Asked in a step, looked for once more."""
        route = self.env["bpm.approval.version"]._data(self.version_id.id)
        document = self._document_of().sudo().with_user(self.requester_id).sudo()
        work = {"steps": {document.id: [step]}, "chosen": {document.id: route}}
        found = document._bpm_candidates(work)[document.id, step["key"]]
        company, requester = self.company_id.id, self.requester_id.id
        world = self.env["res.users"].sudo()._bpm_world({*found, requester}, {company})
        return ask(
            engine_step(step, found, self.company_amount),
            engine_facts(world, company, requester, self.last_editor_id.id),
            own=bool(entry.get("own")),
        )
