"""Planning: who is asked in which step, decided by the engine from facts gathered in batches."""

from odoo import models
from odoo.exceptions import UserError

from ...engine.approval_ask import ask, goes_without, own_is_enough
from .request_people import engine_facts, engine_step


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_plan(self, work, previous, editors, amounts):
        """Return {id: plan} for documents about to be submitted by the current user.

        A plan: ``places`` (values of slots), ``plan`` (all steps with their status, as JSON),
        ``reasons``, ``first`` (the sequence that opens) and ``settled`` (within own authority).
        """
        people = self._bpm_candidates(work)
        world = (
            self.env["res.users"]
            .sudo()
            ._bpm_world(
                {uid for found in people.values() for uid in found} | {self.env.uid},
                set(self._bpm_company_ids().values()),
            )
        )
        return {
            document.id: document._bpm_plan_one(work, people, world, previous, editors, amounts)
            for document in self
        }

    def _bpm_plan_one(self, work, people, world, previous, editors, amounts):
        company = self._bpm_company().id
        facts = engine_facts(world, company, self.env.uid, editors[self.id])
        carried = self._bpm_carried_steps(work, previous.get(self.id), facts)
        given = (work, people, company, amounts[self.id]["company_amount"], facts)
        plan = self._bpm_plan_steps(*given, carried)
        if plan["settled"] and carried and not work.get("offer"):
            # Agreement given to other content never settles this one all by itself.
            plan = self._bpm_plan_steps(*given, frozenset())
        return plan

    def _bpm_plan_steps(self, work, people, company, amount, facts, carried):
        """The plan of one document, in which the steps of ``carried`` are not asked again."""
        route = work["chosen"][self.id]
        applying = {step["key"] for step in work["steps"][self.id]}
        places, plan, reasons = [], [], []
        for step in route["steps"]:
            entry = {"key": step["key"], "sequence": step["sequence"], "name": step["name"]}
            plan.append(entry)
            if step["key"] not in applying:
                entry["status"] = "not_needed"
                continue
            entry["reason"] = self._bpm_step_reason(step)
            reasons.append(entry["reason"])
            asking = engine_step(step, people.get((self.id, step["key"]), ()), amount)
            if step["key"] in carried:
                entry["status"] = "carried"
                continue
            if (
                self.env.uid in asking.people
                and route["requester_is_approver"] == "refuse"
                and not goes_without(asking, facts)
            ):
                self._bpm_refuse_self(step)
            own = self.env.uid in asking.people and self._bpm_covers(route, facts.limits, amount)
            if own and own_is_enough(asking, self.env.uid):
                entry["status"] = "own_authority"
                continue
            if own:  # counted as one of those who agree; the others are asked
                entry["own"] = True
            asked = self._bpm_ask(work, company, asking, facts, own)
            entry["status"] = "stuck" if asked.fallback == "nobody" else "asked"
            entry["fallback"] = asked.fallback
            places += self._bpm_place_values(step, asked, entry["reason"])
        open_steps = [s["sequence"] for s in plan if s["status"] in ("asked", "stuck")]
        return {
            "places": places,
            "plan": plan,
            "reasons": list(dict.fromkeys(reasons)),
            "first": min(open_steps, default=None),
            "settled": not open_steps,
        }

    def _bpm_place_values(self, step, asked, reason):
        """Values of the places of those ``asked`` in a step."""
        return [
            {
                "sequence": step["sequence"],
                "step_key": step["key"],
                "name": step["name"],
                "approver_id": place.approver,
                "on_behalf_of_id": place.on_behalf_of,
                "fallback": asked.fallback,
                "deadline_hours": step["deadline_hours"],
                "reason": reason,
            }
            for place in asked.places
        ]

    def _bpm_covers(self, route, limits, amount):
        """Tell whether the current user may settle this amount by a limit of their own."""
        return route["requester_is_approver"] == "own_authority" and (
            limits.get(self.env.uid, 0.0) >= amount > 0
        )

    def _bpm_ask(self, work, company, step, facts, own):
        """What the engine says of a step; of a batch most documents ask the same people."""
        known = work.setdefault("asked", {})
        question = (company, step, facts.editor, own)
        if question not in known:
            known[question] = ask(step, facts, own)
        return known[question]

    def _bpm_refuse_self(self, step):
        raise UserError(
            self.env._(
                "You are the one who decides on “%(document)s” (%(step)s), and this route lets "
                "nobody ask themselves. Have a colleague ask for the approval.",
                document=self.display_name,
                step=step["name"],
            )
        )

    def _bpm_carried_steps(self, work, last, facts):
        """Steps whose people agreed last time and need not be asked again (``on_change``).

        Not from a round that became invalid: that content was changed behind their backs; but for
        an accepted counter-offer, which ends its round in the open. Nor the word of who asks now
        or changed the content since: nobody decides on their own.
        """
        route = work["chosen"][self.id]
        if not last or last.route_id.id != route["id"] or route["on_change"] == "all":
            return frozenset()
        if last.state not in ("returned", "rejected") and not work.get("offer"):
            return frozenset()
        agreed = last._agreed_steps(facts.barred)
        if agreed and route["on_change"] == "affected":
            changes = last._changes_against(work["fingerprints"][self.id][1])
            changed = {change["name"] for change in changes}
            agreed -= {
                step["key"] for step in route["steps"] if self._bpm_touches(route, step, changed)
            }
        return agreed

    def _bpm_touches(self, route, step, changed):
        """Tell whether a change of these fields is a change of what the step is about.

        A step without a condition, or with one on what is not controlled, is about everything.
        """
        names = {c.field_expr.split(".")[0] for c in step["condition"].iter_conditions()}
        if not names or names - set(route["keys"]) - set(route["lines"]) - set(self._BPM_BEHIND):
            return bool(changed)
        behind = {dep for name in names for dep in self._BPM_BEHIND.get(name, ())}
        # Of lists some fields of the lines are named; of others any change counts.
        whole = names | (behind - {name.split(".")[0] for name in behind if "." in name})
        return any(name in behind or name.split(".")[0] in whole for name in changed)

    # Fields behind measured values, for models that have such; totals that Odoo computes.
    _BPM_BEHIND = {}
    _BPM_TOTALS = frozenset()

    def _bpm_own_authority(self, route):
        """Tell whether passing lies within one person's own authority: their limit covers the
        amount, and in every step that applies their agreement would be enough.

        That person is whoever acts; for a customer who signs or pays, and for a scheduled
        action, whoever last changed the content.
        """
        if route["requester_is_approver"] != "own_authority":
            return False
        actor = self.env.user
        if actor.share or actor._is_superuser():
            actor = actor.browse(self._bpm_last_editors()[self.id]).exists()
        if not actor or actor.share:
            return False
        document = self.with_user(actor).sudo()
        steps = document._bpm_applying_steps({self.id: route})
        people = document._bpm_candidates({"chosen": {self.id: route}, "steps": steps})
        limits = actor.sudo()._bpm_approval_limits()
        amount = document._bpm_amounts()[self.id]["company_amount"]
        return document._bpm_covers(route, limits, amount) and all(
            own_is_enough(engine_step(step, people[self.id, step["key"]], amount), actor.id)
            for step in steps[self.id]
        )
