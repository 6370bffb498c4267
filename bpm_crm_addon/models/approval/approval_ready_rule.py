"""Ready rules: steps of one shipped route for quotations, asked for by two names and a threshold.

Exactly one route is chosen for a document. So the ready rules are not routes of their own, which
would shut each other out, but steps of one route, each with its own condition
(docs/decisions/001-one-route-per-document.md). A rule that is watched first gets a route of its
own beside it; switched on, its steps move over.
"""

from odoo import Command, api, models
from odoo.tools.misc import formatLang

from .approval_route import parse_domain

QUOTATIONS = "sale.order"


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    @api.model
    def _guard_while_loading(self):
        """Called first by the demo data: our tables are complete by then, so the guard may work
        although the installation has not ended."""
        self.pool._bpm_tables_complete = True

    @api.model
    def _ready_routes(self, company, state):
        """The company's routes that are made of ready rules only, in that state."""
        return self.search(
            [
                ("model_name", "=", QUOTATIONS),
                ("state", "=", state),
                ("company_id", "=", company.id),
            ]
        ).filtered(lambda route: route._is_ready())

    def _is_ready(self):
        """Whether this route holds nothing but ready rules for every quotation."""
        self.ensure_one()
        return (
            self.model_name == QUOTATIONS
            and (self.domain or "[]").strip() == "[]"
            and bool(self.step_ids)
            and all(self.step_ids.mapped("ready_rule"))
        )

    @api.model
    def _put_ready_steps(self, company, state, gate, steps):
        """Put ready steps where they belong, and watch or switch on.

        :param company: the ``res.company`` they are for
        :param state: ``watching`` or ``active``
        :param gate: ``send`` or ``confirm``
        :param steps: values of ``bpm.approval.step``, each with its ready_rule
        :return: the route that holds them now
        """
        route = self._ready_routes(company, state)[:1]
        if not route:
            route = self.create(
                {
                    "name": self.env._("Quotations"),
                    "model_id": self.env["ir.model"]._get_id(QUOTATIONS),
                    "company_id": company.id,
                    "gate": gate,
                    "step_ids": [Command.create(values) for values in steps],
                }
            )
            route.action_activate() if state == "active" else route.action_watch()
        else:
            if route.gate != gate:
                route.gate = gate
            route._replace_steps(
                self.env["bpm.approval.step"].create(
                    [dict(values, route_id=route.id) for values in steps]
                )
            )
        if state == "active":
            (self._ready_routes(company, "watching"))._give_up(
                {values["ready_rule"] for values in steps}
            )
        return route

    def _replace_steps(self, new):
        """Drop this route's other steps of the same ready rules as ``new``."""
        rules = set(new.mapped("ready_rule"))
        (self.step_ids - new).filtered(lambda step: step.ready_rule in rules).unlink()

    def _give_up(self, rules):
        """These routes need not watch what is switched on now."""
        for route in self:
            rest = route.step_ids.filtered(lambda step: step.ready_rule not in rules)
            if rest:
                (route.step_ids - rest).unlink()
            else:
                route.action_retire()

    def action_activate(self):
        """Switching on a watched ready rule moves its steps into the route that is on already."""
        joined = self.browse()
        for route in self.filtered(lambda route: route.state == "watching" and route._is_ready()):
            active = (self._ready_routes(route.company_id, "active") - self)[:1]
            if active:
                active._replace_steps(route.step_ids.copy({"route_id": active.id}))
                route.action_retire()
                joined |= route
        if not joined:
            return super().action_activate()
        if self - joined:
            super(BpmApprovalRoute, self - joined).action_activate()
        return active._get_records_action(views=[(False, "form")]) if len(self) == 1 else True


class BpmApprovalStep(models.Model):
    _inherit = "bpm.approval.step"

    @api.model
    def _ready_discount(self, limit):
        """Values of the step: real discount over a limit, asked of the team's leader."""
        return {
            "ready_rule": "discount",
            "sequence": 1,
            "name": self.env._("Sales team leader"),
            "reason": self.env._("discount over %s %%", self._number(limit)),
            "domain": repr([("bpm_real_discount", ">", limit)]),
            "resolver": "team_leader",
        }

    @api.model
    def _ready_amount(self, limit, currency, money):
        """Values of the step: total over a limit, asked of who signs off money."""
        return {
            "ready_rule": "amount",
            "sequence": 2,
            "name": self.env._("Finance"),
            "reason": self.env._(
                "total over %(limit)s %(currency)s",
                limit=self._number(limit),
                currency=currency.name,
            ),
            "domain": repr([("bpm_company_amount", ">", limit)]),
            "resolver": "users",
            "user_ids": [Command.set(money.ids)],
        }

    @api.model
    def _ready_terms(self, people):
        """Values of the step: unusual payment terms, asked of money and contracts side by side."""
        return {
            "ready_rule": "terms",
            "sequence": 2,
            "name": self.env._("Payment terms"),
            "reason": self.env._("payment terms other or longer than the customer's own"),
            "domain": repr([("bpm_terms_differ", "=", True)]),
            "resolver": "users",
            "user_ids": [Command.set(people.ids)],
            "quorum": "all",
        }

    @api.model
    def _ready_debt(self, limit, currency, money):
        """Values of the step: a customer who owes overdue money, asked of who signs off money."""
        return {
            "ready_rule": "debt",
            "sequence": 2,
            "name": self.env._("Overdue debt"),
            "reason": self.env._(
                "the customer's overdue debt is over %(limit)s %(currency)s",
                limit=self._number(limit),
                currency=currency.name,
            ),
            "domain": repr([("bpm_customer_overdue", ">", limit)]),
            "resolver": "users",
            "user_ids": [Command.set(money.ids)],
        }

    def _ready_limit(self):
        """The number in this ready step's condition; 0 for one without."""
        conditions = parse_domain(self.domain).iter_conditions()
        return next((condition.value for condition in conditions if condition.operator == ">"), 0.0)

    @api.model
    def _number(self, value):
        """A limit as people write it: no decimals where there are none."""
        return formatLang(self.env, value, digits=0 if value == int(value) else 2)
