"""What the guard knows of the routes: plain facts, remembered until a route changes."""

from odoo import api, models
from odoo.tools import ormcache

from .approval_route import parse_domain


def first_names(*domains):
    """The fields domains begin with: {"partner_id"} for [("partner_id.name", "=", "x")]."""
    return {c.field_expr.split(".")[0] for domain in domains for c in domain.iter_conditions()}


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    def _forget_routes(self, models_changed=False):
        """Clear what the guard remembers, now and again after the commit: between the two another
        thread of this process may have read the old state back."""
        # Written first: flushing asks the guard, which would remember what is not written yet.
        self.env["bpm.approval.route"].flush_model()
        registry = self.env.registry
        registry.clear_cache()
        self.env.cr.postcommit.add(registry.clear_cache)
        if models_changed:
            # Views of a model change with its first and its last route.
            registry.clear_cache("templates")

    @api.model
    @ormcache(cache="default")
    def _guard_map(self):
        """Return what every write has to know, as plain facts: model name -> dict with

        ``routes``: the active and watching routes in the order in which they are tried;
        ``states``: the states of all its routes; ``controlled``: fields whose change matters;
        ``content``: those that are part of what is approved, locked while a decision is pending;
        ``derived``: fields that routes compare and Odoo computes, so that nobody sets them;
        ``gate_fields``: fields that carry a gate; ``children``: one2many field -> (comodel,
        inverse, child fields). Models of such lines have an entry of their own with ``parents``:
        [(parent model, inverse field, one2many field, child fields)].
        """
        routes = self.sudo().with_context(active_test=True).search([("state", "!=", "draft")])
        result = {}
        for model_name, batch in routes.grouped("model_name").items():
            if model_name in self.env:
                result[model_name] = batch._guard_of(self.env[model_name].sudo())
        for model_name, guard in list(result.items()):
            for name, (comodel, inverse, child_fields) in guard["children"].items():
                entry = result.setdefault(comodel, {"derived": self.env[comodel]._BPM_TOTALS})
                entry.setdefault("parents", []).append((model_name, inverse, name, child_fields))
        for guard in result.values():
            guard.setdefault("states", frozenset())
        return result

    def _guard_of(self, model):
        live = self.filtered(lambda route: route.state in ("active", "watching"))
        facts = [route._as_facts(model) for route in live]
        controlled, content, children = set(), set(), {}
        for route in facts:
            approved = set(route["keys"]) | set(route["lines"])
            controlled |= approved | route["condition_fields"]
            if route["state"] == "active":
                content |= approved
            for name, child_fields in route["lines"].items():
                field = model._fields[name]
                known = children.get(name, (field.comodel_name, field.inverse_name, ()))
                children[name] = (*known[:2], frozenset(known[2]) | frozenset(child_fields))
        gate_fields = {name for name, _values in model._bpm_gate_values().values()}
        for route in facts:
            gate_fields |= route["gate_fields"]
        compared = set(model._BPM_TOTALS).union(*(route["compared"] for route in facts))
        return {
            "derived": frozenset(
                name
                for name in (compared - gate_fields if facts else ())
                if (field := model._fields.get(name)) is not None
                and (field.compute and field.store and field.readonly)
            ),
            "routes": facts,
            "states": frozenset(self.mapped("state")),
            "controlled": frozenset(controlled - gate_fields),
            "content": frozenset(content - gate_fields),
            "gate_fields": frozenset(gate_fields),
            "children": children,
        }

    def _as_facts(self, model):
        """Return this route as the guard uses it: parsed once, no record in it."""
        data = self._as_data()
        version = (
            self.env["bpm.approval.version"]
            .sudo()
            .search([("route_id", "=", self.id), ("number", "=", self.version_number)], limit=1)
        )
        conditions = [parse_domain(self.domain)] + [
            parse_domain(s["domain"]) for s in data["steps"]
        ]
        # As the version says it: what requests are asked and judged by is one and the same list.
        approved = version.data or data
        before, after = parse_domain(self.from_domain), parse_domain(self.to_domain)
        names = first_names(*conditions)
        names |= {behind for name in names for behind in model._BPM_BEHIND.get(name, ())}
        return {
            "id": self.id,
            "version_id": version.id,
            "name": self.name,
            "state": self.state,
            "company_id": self.company_id.id,
            "domain": conditions[0],
            "gate": self.gate,
            "from_domain": before,
            "to_domain": after,
            "gate_fields": frozenset(
                first_names(before, after) if self.gate == "transition" else ()
            ),
            "compared": frozenset(names),
            "condition_fields": frozenset(
                name for name in names if name in model._fields and model._fields[name].store
            ),
            "keys": approved["keys"],
            "lines": approved["lines"],
            "on_change": self.on_change,
            "requester_is_approver": self.requester_is_approver,
            "steps": [dict(step, condition=parse_domain(step["domain"])) for step in data["steps"]],
        }

    def _as_data(self):
        """Return this route as JSON values: what a version keeps for good."""
        self.ensure_one()
        model = self.env[self.model_name].sudo()
        if self.controlled_field_ids:
            names = self.controlled_field_ids.mapped("name")
            lines = {
                name: model._bpm_line_fields(name)
                for name in names
                if model._fields[name].type == "one2many"
            }
            keys = sorted(set(names) - set(lines))
        else:
            keys, lines = model._bpm_shipped_fields()
        if self.gate == "transition":  # the change itself is not part of what is approved
            keys = [name for name in keys if name not in first_names(parse_domain(self.to_domain))]
        return {
            "name": self.name,
            "gate": self.gate,
            "domain": self.domain or "[]",
            "from_domain": self.from_domain or "[]",
            "to_domain": self.to_domain or "[]",
            "company_id": self.company_id.id,
            "keys": list(keys),
            "lines": {name: list(names) for name, names in lines.items()},
            "on_change": self.on_change,
            "requester_is_approver": self.requester_is_approver,
            "steps": [step._as_data() for step in self.step_ids.sorted("sequence, id")],
        }
