"""Routes: which documents need whose approval, and what is blocked until then."""

import ast

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

GATES = [
    ("send", "Sending and confirming"),
    ("confirm", "Confirming"),
    ("sign", "Signing"),
    ("transition", "A change of state"),
]
# A running request keeps the version it started with; changing one of these makes a new one.
VERSIONED = {
    "name", "model_id", "company_id", "sequence", "domain", "gate", "from_domain", "to_domain",
    "controlled_field_ids", "on_change", "requester_is_approver",
}  # fmt: skip


def parse_domain(text):
    """Return the ``Domain`` written in ``text`` ("" or None: every record).

    Only literals are read; relative dates ("today -7d") are Odoo's own domain syntax. Raises
    ``ValueError`` when the text is not a literal list or not a domain.
    """
    try:
        return Domain(ast.literal_eval(text or "[]"))
    except (SyntaxError, TypeError, ValueError) as error:
        raise ValueError(str(error)) from error


class BpmApprovalRoute(models.Model):
    _name = "bpm.approval.route"
    _description = "Approval route"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    model_id = fields.Many2one(
        "ir.model",
        "Document",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('transient', '=', False), ('abstract', '=', False)]",
        help="The kind of document this route is about, for example quotations.",
    )
    model_name = fields.Char(related="model_id.model", store=True, index=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Leave empty to use the route in all companies.",
    )
    sequence = fields.Integer(
        default=10, help="When several routes fit a document, the first one is used."
    )
    domain = fields.Char(
        "Applies to", default="[]", help="Leave empty to apply the route to every document."
    )
    gate = fields.Selection(
        GATES,
        "Blocks until approved",
        required=True,
        default="confirm",
        help="What is not possible before the document is approved.",
    )
    from_domain = fields.Char("Before the change", default="[]")
    to_domain = fields.Char("After the change", default="[]")
    controlled_field_ids = fields.Many2many(
        "ir.model.fields",
        string="Controlled content",
        domain="[('model_id', '=', model_id), ('store', '=', True)]",
        help="The approval holds for exactly this content. Leave empty for the usual list.",
    )
    on_change = fields.Selection(
        [
            ("all", "Everyone is asked again"),
            ("affected", "Only those whose reason changed are asked again"),
            ("undecided", "Only those who had not agreed are asked again"),
        ],
        "After a change",
        required=True,
        default="all",
    )
    requester_is_approver = fields.Selection(
        [
            ("next_above", "Their manager decides"),
            ("own_authority", "Within own authority nobody is asked"),
            ("refuse", "The request is refused"),
        ],
        "When the requester is the approver",
        required=True,
        default="next_above",
        help="Nobody ever decides on what they asked for themselves. Own authority holds for "
        "people who were given a limit, up to that limit.",
    )
    step_ids = fields.One2many("bpm.approval.step", "route_id", "Steps", copy=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("watching", "Watching"),
            ("active", "Switched on"),
            ("retired", "Retired"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        help="Watching blocks nothing and notes who would have been asked.",
    )
    active = fields.Boolean(default=True)
    version_number = fields.Integer("Version", default=0, copy=False, readonly=True)

    # === CONSTRAINTS === #

    @api.constrains("domain", "from_domain", "to_domain", "model_id")
    def _check_domains(self):
        for route in self:
            model = self.env.get(route.model_id.model)
            for text in (route.domain, route.from_domain, route.to_domain):
                _validate_domain(self.env, model, text, route.name)

    @api.constrains("gate", "model_id", "to_domain", "state")
    def _check_gate(self):
        for route in self.filtered(lambda r: r.state in ("watching", "active")):
            model = self.env.get(route.model_id.model)
            if model is None or model._abstract or model._transient:
                raise ValidationError(
                    self.env._("“%s” cannot be approved. Choose another document.", route.name)
                )
            if route.gate == "transition":
                route._check_transition(model)
            elif route.gate not in model._bpm_gate_values():
                raise ValidationError(
                    self.env._(
                        "%(document)s cannot be blocked that way. Choose “A change of state” "
                        "and say before and after which change.",
                        document=route.model_id.name,
                    )
                )

    def _check_transition(self, model):
        """A change that Odoo computes by itself, or that happens in another document, passes no
        door that could be watched: refuse it when the route is switched on."""
        to_domain = parse_domain(self.to_domain)
        if to_domain.is_true():
            raise ValidationError(
                self.env._("Say on “%s” which change is blocked: fill “After the change”.", self.name)
            )
        for condition in to_domain.iter_conditions():
            field = model._fields.get(condition.field_expr)
            if field is None or not field.store or (field.compute and field.readonly):
                raise ValidationError(
                    self.env._(
                        "“After the change” of “%(route)s” uses %(field)s, which Odoo computes by "
                        "itself. Choose a field that people set.",
                        route=self.name,
                        field=condition.field_expr,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        states = [vals.get("state") or "draft" for vals in vals_list]
        routes = super().create([dict(vals, state="draft") for vals in vals_list])
        self._forget_routes()
        for route, state in zip(routes, states):
            route._go_to(state)
        return routes

    def write(self, vals):
        vals = dict(vals)
        state = vals.pop("state", None)
        result = super().write(vals) if vals else True
        if VERSIONED & vals.keys():
            self.filtered(lambda route: route.state in ("watching", "active"))._make_version()
        self._forget_routes()
        if state:
            self._go_to(state)
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_routes()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["bpm.approval.request"].sudo().search_count(
            [("route_id", "in", self.ids)], limit=1
        ) or any(route.state == "active" for route in self):
            raise UserError(
                self.env._(
                    "This route is in use or has been used, and its decisions must stay "
                    "understandable. Retire it instead."
                )
            )

    # === STATES === #

    def action_watch(self):
        """Note from now on who would have been asked; block nothing."""
        return self._move(("draft", "active", "retired"), "watching")

    def action_activate(self):
        """Block from now on. The first route on a model takes in what passed before."""
        new_models = set(self.mapped("model_name")) - self._guarded_models()
        self._move(("draft", "watching", "retired"), "active")
        for model_name in sorted(new_models):
            self.env["bpm.journal"]._passed_before_control(model_name)
        return True

    def action_retire(self):
        """Stop asking. Requests that are open are still decided, but block nothing."""
        return self._move(("draft", "watching", "active"), "retired")

    def _go_to(self, state):
        """Take the door that leads to ``state``: a written state is a button pressed."""
        doors = {
            "watching": self.action_watch,
            "active": self.action_activate,
            "retired": self.action_retire,
        }
        moving = self.filtered(lambda route: route.state != state)
        if moving and state not in doors:
            raise UserError(
                self.env._("A route that was in use does not become a draft again. Duplicate it.")
            )
        return not moving or doors[state].__func__(moving)

    def _move(self, allowed, target):
        """The one door to a route's state: move those in an ``allowed`` state to ``target``."""
        self.check_access("write")
        moving = self.filtered(lambda route: route.state in allowed)
        for route in moving.filtered(lambda r: target != "retired" and not r.step_ids):
            raise UserError(
                self.env._("“%s” asks nobody yet. Add a step first, then switch it on.", route.name)
            )
        # Not through write(): that door refuses the state on purpose.
        super(BpmApprovalRoute, moving).write({"state": target})
        if target != "retired":
            moving._check_gate()
            moving._make_version()
        self.env["bpm.journal"]._append(
            [
                {
                    "event": f"route_{target}",
                    "res_model": self._name,
                    "res_id": route.id,
                    "data": {"version": route.version_number},
                }
                for route in moving
            ]
        )
        self._forget_routes(models_changed=True)
        return True

    def _make_version(self):
        """Freeze what the routes say now; requests started from here on refer to it.

        A route that says what its last version says (a translation was added) keeps that one.
        """
        latest = self._latest_data()
        changed = self.filtered(lambda route: latest.get(route.id) != route._as_data())
        for route in changed:
            super(BpmApprovalRoute, route).write({"version_number": route.version_number + 1})
        self.env["bpm.approval.version"].sudo().create(
            [
                {"route_id": route.id, "number": route.version_number, "data": route._as_data()}
                for route in changed
            ]
        )

    def _latest_data(self):
        """Return {route id: data of its latest version}."""
        versions = self.env["bpm.approval.version"].sudo().search_fetch(
            [("route_id", "in", self.ids)], ["route_id", "number", "data"], order="number"
        )
        return {version.route_id.id: version.data for version in versions}

    # === WHAT THE GUARD KNOWS === #

    def _forget_routes(self, models_changed=False):
        """Clear what the guard remembers, now and again after the commit: between the two another
        thread of this process may have read the old state back."""
        registry = self.env.registry
        registry.clear_cache()
        self.env.cr.postcommit.add(registry.clear_cache)
        if models_changed:
            # Views of a model change with its first and its last route.
            registry.clear_cache("templates")

    @api.model
    def _guarded_models(self):
        return {name for name, guard in self._guard_map().items() if guard["states"] & {"active"}}

    @api.model
    @ormcache(cache="default")
    def _guard_map(self):
        """Return what every write has to know, as plain facts: model name -> dict with

        ``routes``: the active and watching routes in the order in which they are tried;
        ``states``: the states of all its routes; ``controlled``: fields whose change matters;
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
                entry = result.setdefault(comodel, {})
                entry.setdefault("parents", []).append((model_name, inverse, name, child_fields))
        for guard in result.values():
            guard.setdefault("states", frozenset())
        return result

    def _guard_of(self, model):
        live = self.filtered(lambda route: route.state in ("active", "watching"))
        facts = [route._as_facts(model) for route in live]
        controlled, children = set(), {}
        for route in facts:
            controlled |= set(route["keys"]) | set(route["lines"]) | route["condition_fields"]
            for name, child_fields in route["lines"].items():
                field = model._fields[name]
                known = children.get(name, (field.comodel_name, field.inverse_name, ()))
                children[name] = (*known[:2], frozenset(known[2]) | frozenset(child_fields))
        gate_fields = {name for name, _values in model._bpm_gate_values().values()}
        for route in facts:
            gate_fields |= route["gate_fields"]
        return {
            "routes": facts,
            "states": frozenset(self.mapped("state")),
            "controlled": frozenset(controlled - gate_fields),
            "gate_fields": frozenset(gate_fields),
            "children": children,
        }

    def _as_facts(self, model):
        """Return this route as the guard uses it: parsed once, no record in it."""
        data = self._as_data()
        version = self.env["bpm.approval.version"].sudo().search(
            [("route_id", "=", self.id), ("number", "=", self.version_number)], limit=1
        )
        conditions = [parse_domain(self.domain)] + [parse_domain(s["domain"]) for s in data["steps"]]
        gate_fields = {
            condition.field_expr.split(".")[0]
            for domain in (parse_domain(self.from_domain), parse_domain(self.to_domain))
            for condition in domain.iter_conditions()
        }
        own = {
            condition.field_expr.split(".")[0]
            for domain in conditions
            for condition in domain.iter_conditions()
        }
        return {
            "id": self.id,
            "version_id": version.id,
            "name": self.name,
            "state": self.state,
            "company_id": self.company_id.id,
            "domain": conditions[0],
            "gate": self.gate,
            "from_domain": parse_domain(self.from_domain),
            "to_domain": parse_domain(self.to_domain),
            "gate_fields": frozenset(gate_fields) if self.gate == "transition" else frozenset(),
            "condition_fields": frozenset(
                name for name in own if name in model._fields and model._fields[name].store
            ),
            "keys": data["keys"],
            "lines": data["lines"],
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


def _validate_domain(env, model, text, name):
    """Raise a sentence when ``text`` is no domain on ``model``."""
    try:
        for condition in parse_domain(text).iter_conditions():
            _validate_path(model, condition.field_expr)
    except ValueError as error:
        raise ValidationError(
            env._(
                "The condition of “%(name)s” cannot be read: %(reason)s. Choose fields, a "
                "comparison and a value.",
                name=name,
                reason=error,
            )
        ) from error


def _validate_path(model, path):
    """Raise ``ValueError`` when ``path`` is no field of ``model``. Domain.validate would do more:
    it runs the searches of computed fields, over every document there is."""
    for name in path.split("."):
        field = model._fields.get(name) if model is not None else None
        if field is None:
            raise ValueError(path)
        model = model.env[field.comodel_name] if field.relational else None
        if field.type in ("date", "datetime"):
            return  # what follows is a part of the date, like “.month_number”
