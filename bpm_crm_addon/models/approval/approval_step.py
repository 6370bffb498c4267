"""Steps of a route: when they apply and who is asked."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .approval_route import _validate_domain


class BpmApprovalStep(models.Model):
    _name = "bpm.approval.step"
    _description = "Step of an approval route"
    _order = "route_id, sequence, id"

    route_id = fields.Many2one("bpm.approval.route", required=True, index=True, ondelete="cascade")
    model_name = fields.Char(related="route_id.model_name")
    company_id = fields.Many2one(related="route_id.company_id", store=True, index=True)
    sequence = fields.Integer(
        default=1, help="Lower numbers decide earlier; equal numbers decide side by side."
    )
    name = fields.Char(required=True, translate=True, default=lambda self: self.env._("Approval"))
    domain = fields.Char("Applies when", default="[]", help="Leave empty to always ask.")
    reason = fields.Char(
        translate=True, help="Why people are asked, as they read it: “discount over 10 %”."
    )
    ready_rule = fields.Selection(
        [
            ("discount", "Discount"),
            ("amount", "Total"),
            ("terms", "Payment terms"),
            ("debt", "Overdue debt"),
        ],
        readonly=True,
    )
    resolver = fields.Selection(
        [
            ("users", "These people"),
            ("group", "Members of a group"),
            ("manager", "The requester's manager"),
            ("team_leader", "The leader of the sales team"),
            ("field", "A person named on the document"),
            ("lines", "Every person named on the lines"),
            ("limit_chain", "The first manager whose limit is high enough"),
        ],
        "Who is asked",
        required=True,
        default="users",
    )
    user_ids = fields.Many2many("res.users", string="People", domain="[('share', '=', False)]")
    group_id = fields.Many2one("res.groups")
    field_path = fields.Char(
        "Named where",
        help="The path to a person, for example “user_id” or “order_line.salesman_id”.",
    )
    quorum = fields.Selection(
        [("any", "Anyone of them"), ("all", "All of them"), ("number", "A number of them")],
        "Who must agree",
        required=True,
        default="any",
    )
    quorum_number = fields.Integer("How many must agree", default=2)
    veto_user_ids = fields.Many2many(
        "res.users",
        "bpm_approval_step_veto_rel",
        string="Whose rejection is final",
    )
    deadline_hours = fields.Float(
        "Answer within (working hours)", default=8.0, help="0 means no deadline."
    )

    _positive_quorum = models.Constraint(
        "CHECK(quorum_number > 0)", "At least one person must agree."
    )

    @api.constrains("domain", "route_id")
    def _check_domain(self):
        for step in self:
            model = self.env.get(step.route_id.model_id.model)
            _validate_domain(self.env, model, step.domain, step.name)

    @api.constrains("resolver", "field_path")
    def _check_field_path(self):
        for step in self.filtered(lambda s: s.resolver in ("field", "lines")):
            if not step._leads_to_person():
                raise ValidationError(
                    self.env._(
                        "“%(step)s” asks a person named on the document, but “%(path)s” does not "
                        "lead to one. Choose a field that holds a user.",
                        step=step.name,
                        path=step.field_path or "",
                    )
                )

    def _leads_to_person(self):
        model = self.env.get(self.route_id.model_id.model)
        for name in (self.field_path or "").split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None or not field.relational:
                return False
            model = self.env[field.comodel_name]
        return model is not None and model._name == "res.users"

    # Steps are part of their route: a change makes a new version of it.

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.route_id._steps_changed()
        return steps

    def write(self, vals):
        routes = self.route_id
        if "route_id" in vals:  # rules look at where a step comes from, not at where it goes
            routes.browse(vals["route_id"]).check_access("write")
        result = super().write(vals)
        (routes | self.route_id)._steps_changed()
        return result

    def unlink(self):
        routes = self.route_id
        result = super().unlink()
        routes.exists()._steps_changed()
        return result

    def _as_data(self):
        """Return this step as JSON values; ``key`` stays the same from version to version."""
        self.ensure_one()
        # People who left stay named: their managers are asked, nobody drops out silently.
        self = self.with_context(active_test=False)
        return {
            "key": str(self.id),
            "sequence": self.sequence,
            "name": self.name,
            "domain": self.domain or "[]",
            "reason": self.reason or "",
            "ready_rule": self.ready_rule or "",
            "resolver": self.resolver,
            "user_ids": self.user_ids.ids,
            "group_id": self.group_id.id,
            "field_path": self.field_path or "",
            "quorum": self.quorum,
            "number": self.quorum_number,
            "veto": self.veto_user_ids.ids,
            "deadline_hours": self.deadline_hours,
        }


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    def _steps_changed(self):
        self.filtered(lambda route: route.state in ("watching", "active"))._make_version()
        self._forget_routes()
