"""Routes: which documents need whose approval, and what is blocked until then."""

import ast

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

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
# Changing one of these may block what was free.
CLOSING = {"model_id", "gate", "active"}


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
        default=10,
        help="When several routes fit a document, the first one that asks somebody is used.",
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
        "people who were given a limit, up to that limit; where several must agree it counts as "
        "their own agreement. A request is refused only when too few others can decide.",
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
                self.env._(
                    "Say on “%s” which change is blocked: fill “After the change”.", self.name
                )
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
        before = self._closed_gates() if CLOSING & vals.keys() else None
        if not vals.get("active", True):
            # Who archives means: it shall not ask any more. That has one door, which is noted.
            self.filtered(lambda route: route.state in ("watching", "active")).action_retire()
        result = super().write(vals) if vals else True
        if VERSIONED & vals.keys():
            self.filtered(lambda route: route.state in ("watching", "active"))._make_version()
        self._forget_routes()
        if state:
            self._go_to(state)
        if before is not None:
            self._take_in(before)
        return result

    def _set(self, vals):
        """Write what only the doors of approval_route_states.py change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

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
