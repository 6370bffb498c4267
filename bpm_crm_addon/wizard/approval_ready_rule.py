"""Add a ready rule: two names and a threshold, never a condition."""

from odoo import api, fields, models
from odoo.exceptions import UserError

DISCOUNT_GROUP = "sale.group_discount_per_so_line"


class BpmApprovalReadyRule(models.TransientModel):
    _name = "bpm.approval.ready.rule"
    _description = "Add a ready rule"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    discount = fields.Boolean(string="Discounts", default=True)
    discount_limit = fields.Float(string="Real discount over (%)", default=10.0)
    amount = fields.Boolean(string="Large totals", default=True)
    amount_limit = fields.Monetary(string="Total over", default=50000.0)
    terms = fields.Boolean(string="Payment terms", default=True)
    debt = fields.Boolean(string="Overdue debt")
    debt_limit = fields.Monetary(string="Overdue debt over")
    reminded = fields.Boolean(string="Further credit")
    money_user_id = fields.Many2one(
        "res.users",
        string="Who signs off money",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    contracts_user_id = fields.Many2one(
        "res.users",
        string="Who signs off contracts",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    gate = fields.Selection(
        [("send", "Sending and confirming"), ("confirm", "Confirming")],
        string="Blocks until approved",
        required=True,
        default="send",
    )
    can_show_discounts = fields.Boolean(compute="_compute_can_show_discounts")
    show_discounts = fields.Boolean(string="Show Odoo's discount column to everyone", default=True)
    leaderless = fields.Char(compute="_compute_leaderless")

    @api.depends("discount")
    def _compute_can_show_discounts(self):
        group = self.env.ref(DISCOUNT_GROUP).sudo()
        self.can_show_discounts = (
            self.env.user.has_group("base.group_system") and not group.all_user_ids
        )

    @api.depends("company_id")
    def _compute_leaderless(self):
        """Teams whose quotations would find nobody; their leader is set on the team."""
        for wizard in self:
            teams = (
                self.env["crm.team"]
                .sudo()
                .search(
                    [
                        ("user_id", "=", False),
                        ("company_id", "in", [False, wizard.company_id.id]),
                    ]
                )
            )
            wizard.leaderless = ", ".join(teams.mapped("name"))

    @api.onchange("company_id")
    def _onchange_company_id(self):
        """Start from the names and limits that are in use already."""
        routes = self.env["bpm.approval.route"]._ready_in_use(self.company_id)
        steps = routes.step_ids
        if routes:
            self.gate = routes[0].gate
        for rule in ("discount", "amount", "debt"):
            found = steps.filtered(lambda step, rule=rule: step.ready_rule == rule)[:1]
            if found:
                self[f"{rule}_limit"] = found._ready_limit()
        for rule in ("debt", "reminded"):
            self[rule] = self[rule] or rule in steps.mapped("ready_rule")
        money, contracts = self.company_id._bpm_signing()
        self.money_user_id = money or self.money_user_id
        self.contracts_user_id = contracts or self.contracts_user_id

    def action_switch_on(self):
        """Block from now on, and show the route."""
        return self._apply("active")

    def action_watch(self):
        """Note only who would have been asked, and show the route."""
        return self._apply("watching")

    def _apply(self, state):
        self.ensure_one()
        route = self.env["bpm.approval.route"]._put_ready_steps(
            self.company_id, state, self.gate, self._steps()
        )
        self._translate(route)
        self._keep_names()
        if self.discount and self.show_discounts and self.can_show_discounts:
            self._show_discounts()
        return self._after(route)

    def _keep_names(self):
        """The names chosen here are the company's names from now on."""
        self.company_id._bpm_keep_names(
            money=self.money_user_id or None,
            contracts=self.contracts_user_id if self.terms else None,
        )

    def _after(self, route):
        """Show the route; whoever came from Set-up goes back there."""
        if self.env.context.get("bpm_back_to_setup"):
            return {"type": "ir.actions.act_window_close"}
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.approval.route",
            "res_id": route.id,
            "views": [(False, "form")],
        }

    def _steps(self):
        """Values of the steps ticked; a sentence when a name or a sensible limit is missing."""
        by_money = self.amount or self.terms or self.debt or self.reminded
        if not (self.discount or by_money):
            raise UserError(self.env._("Tick at least one rule."))
        if by_money and not self.money_user_id:
            raise UserError(self.env._("Say who signs off money: choose a person."))
        if (self.discount and not 0 <= self.discount_limit < 100) or (
            self.amount and self.amount_limit < 0
        ):
            raise UserError(
                self.env._("A discount limit lies between 0 and 100 %, a total is not below 0.")
            )
        if self.debt and self.debt_limit < 0:
            raise UserError(self.env._("A debt is not below 0. With 0 any overdue debt counts."))
        step = self.env["bpm.approval.step"]
        steps = []
        if self.discount:
            steps.append(step._ready_discount(self.discount_limit))
        if self.amount:
            steps.append(
                step._ready_amount(self.amount_limit, self.currency_id, self.money_user_id)
            )
        if self.terms:
            steps.append(step._ready_terms(self.money_user_id | self.contracts_user_id))
        if self.debt:
            steps.append(step._ready_debt(self.debt_limit, self.currency_id, self.money_user_id))
        if self.reminded:
            steps.append(step._ready_reminded(self.money_user_id))
        return steps

    def _translate(self, route):
        """The shipped words in every installed language, not only in the one they were made in."""
        for code, _name in self.env["res.lang"].get_installed():
            env = self.with_context(lang=code).env
            route.update_field_translations("name", {code: env._("Quotations")})
            for step in route.step_ids:
                words = self._wording(env["bpm.approval.step"], step)
                for name in ("name", "reason"):
                    step.update_field_translations(name, {code: words[name]})

    def _wording(self, model, step):
        if step.ready_rule == "discount":
            return model._ready_discount(step._ready_limit())
        if step.ready_rule == "amount":
            return model._ready_amount(step._ready_limit(), self.currency_id, step.user_ids)
        if step.ready_rule == "debt":
            return model._ready_debt(step._ready_limit(), self.currency_id, step.user_ids)
        if step.ready_rule == "reminded":
            return model._ready_reminded(step.user_ids)
        return model._ready_terms(step.user_ids)

    def _show_discounts(self):
        """What the setting Discounts of Sales does."""
        self.env.ref("base.group_user").sudo()._apply_group(self.env.ref(DISCOUNT_GROUP).sudo())
