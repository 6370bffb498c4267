"""The approval line of a returned document: what to fix, and who is asked again."""

from odoo import models

from .approval_route import parse_domain


class Base(models.AbstractModel):
    _inherit = "base"

    # {measured field: what a person changes to change it, "lines.field" for lines}.
    _BPM_TO_FIX = {}

    def _bpm_line_ended(self, request):
        line = super()._bpm_line_ended(request)
        if not line or line["kind"] != "returned":
            return line
        line["buttons"] = [
            dict(button, label=self.env._("Fix and Ask Again")) for button in line["buttons"]
        ]
        if field := self._bpm_field_to_fix(request):
            line["sentence"] = self.env._(
                "%(sentence)s → %(field)s", sentence=line["sentence"], field=field
            )
        if people := self._bpm_asked_again(request):
            line["detail"] = [self.env._("Only asked again: %s", people)]
        return line

    def _bpm_field_to_fix(self, request):
        """The label of what the condition of the step that returned it is about, or ""."""
        key = request._last_decision().step_key
        data = self.env["bpm.approval.version"]._data(request.version_id.id)
        domains = [step["domain"] for step in data["steps"] if step["key"] == key]
        for domain in [*domains, data["domain"]]:
            for condition in parse_domain(domain).iter_conditions():
                name = condition.field_expr.split(".")[0]
                name = self._BPM_TO_FIX.get(name, name)
                if name.split(".")[0] in (*data["keys"], *data["lines"]):
                    return request._change_label({"name": name})
        return ""

    def _bpm_asked_again(self, request):
        """Names of those whom asking again would ask, when others need not be asked again."""
        document = self._bpm_clean()
        chosen = document._bpm_choose_routes(self._bpm_guard())
        if self.id not in chosen:
            return ""
        work = {
            "chosen": chosen,
            "steps": document._bpm_applying_steps(chosen),
            "fingerprints": {self.id: self._bpm_fingerprint_for(request)},
        }
        route = chosen[self.id]
        work["chosen"] = {self.id: dict(route, requester_is_approver="next_above")}
        editors, amounts = document._bpm_last_editors(), document._bpm_amounts()
        plan = document._bpm_plan(work, {self.id: request}, editors, amounts)[self.id]
        if not any(entry["status"] == "carried" for entry in plan["plan"]):
            return ""
        names = document._bpm_names(plan)
        return ", ".join(dict.fromkeys(names[p["approver_id"]] for p in plan["places"]))
