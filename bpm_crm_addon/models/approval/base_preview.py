"""Before asking: who will be asked, why, until when, and below which value nobody is."""

from odoo import fields, models

from ...engine.threshold import threshold_of


class Base(models.AbstractModel):
    _inherit = "base"

    def bpm_approval_preview(self):
        """Return what asking now would mean, as plain values; nothing is written.

        {"needed", "watching", "route", "sentence", "reasons": [str], "steps": [{"sequence",
        "name", "reason", "applies", "people": [{"id", "name", "away", "for"}]}],
        "usual_hours": working hours or False, "expected_finish": UTC text or False,
        "threshold": {"field", "value", "label", "step"} or False}
        """
        self.ensure_one()
        self.check_access("read")
        guard = self._bpm_guard()
        empty = {
            "needed": False, "watching": False, "route": "", "sentence": "", "reasons": [],
            "steps": [], "usual_hours": False, "expected_finish": False, "threshold": False,
        }  # fmt: skip
        if not guard or not guard.get("routes"):
            return empty
        document = self._bpm_clean()
        coming = document.filtered_domain(self._bpm_open_domain())
        if not coming and not document._bpm_past_gates(guard):  # given up
            return empty
        chosen = document._bpm_choose_routes(guard)
        watching = not chosen
        if watching:
            chosen = document._bpm_choose_routes(guard, state="watching")
        route = chosen.get(self.id)
        if not route or (not watching and document._bpm_own_authority(route)):
            return empty
        return {**empty, **document._bpm_preview_of(route, watching)}

    def _bpm_preview_of(self, route, watching):
        work = {
            "chosen": {self.id: route},
            "steps": self._bpm_applying_steps({self.id: route}),
        }
        editors, amounts = self._bpm_last_editors(), self._bpm_amounts()
        previewed = dict(route, requester_is_approver=_lenient(route["requester_is_approver"]))
        plan = self._bpm_plan({**work, "chosen": {self.id: previewed}}, {}, editors, amounts)[
            self.id
        ]
        names = self._bpm_names(plan)
        steps = []
        for entry in plan["plan"]:
            people = [
                {
                    "id": place["approver_id"],
                    "name": names[place["approver_id"]],
                    "for": names.get(place["on_behalf_of_id"], ""),
                    "away": bool(place["on_behalf_of_id"]),
                }
                for place in plan["places"]
                if place["step_key"] == entry["key"]
            ]
            steps.append(
                {
                    "sequence": entry["sequence"],
                    "name": entry["name"],
                    "reason": entry.get("reason", ""),
                    "applies": entry["status"] != "not_needed",
                    "people": people,
                }
            )
        asked = route["id"], self._bpm_people()[self.id].get("company_id")
        promise = self.env["bpm.approval.request"]._promises({asked}, fields.Datetime.now())[asked]
        first = [p["name"] for s in steps if s["sequence"] == plan["first"] for p in s["people"]]
        return {
            "needed": not watching,
            "watching": watching,
            "route": route["name"],
            "reasons": plan["reasons"],
            "steps": steps,
            "usual_hours": promise.hours,
            "expected_finish": fields.Datetime.to_string(promise.finish) or False,
            "threshold": self._bpm_threshold(self._bpm_steps_from(route)),
            "sentence": self._bpm_preview_sentence(first, plan["reasons"], watching),
        }

    def _bpm_preview_sentence(self, people, reasons, watching):
        values = {
            "people": ", ".join(dict.fromkeys(people)) or self.env._("an approval administrator"),
            "reason": ", ".join(reasons),
        }
        if watching:
            return self.env._(
                "Would need %(people)s: %(reason)s. The rule is being watched, nothing is blocked.",
                **values,
            )
        return self.env._("Needs %(people)s: %(reason)s", **values)

    def _bpm_names(self, plan):
        ids = {p["approver_id"] for p in plan["places"]} | {
            p["on_behalf_of_id"] for p in plan["places"]
        }
        users = self.env["res.users"].sudo().browse(uid for uid in ids if uid)
        return {user.id: user.name for user in users}

    def _bpm_threshold(self, steps):
        """The value below which nobody is asked, when one field alone decides."""
        found = threshold_of([leaves(step["condition"]) for step in steps])
        if not found:
            return False
        name, value = found
        return {
            "field": name,
            "value": value,
            "step": steps[0]["key"],
            "label": self._bpm_threshold_label(name, value),
        }

    def _bpm_threshold_label(self, name, value):
        field = self._fields.get(name)
        return self.env._(
            "below %(field)s %(value)s nobody is asked",
            field=field._description_string(self.env) if field is not None else name,
            value=f"{value:g}",
        )


def _lenient(mode):
    """A preview shows the chain also to those who may not ask themselves."""
    return "next_above" if mode == "refuse" else mode


def leaves(domain):
    """[(field, operator, value)] when the domain is a plain conjunction, else None."""
    conditions = list(domain.iter_conditions())
    text = list(domain)
    if any(part in ("|", "!") for part in text):
        return None
    return [(c.field_expr, c.operator, c.value) for c in conditions]
