"""An approval for further credit: who was reminded in vain gets no quotation without one.

A level says that it wants it; the ready rule *Further credit* says who is asked. Both are needed:
without the rule the level only warns, and its row says so.
"""

from odoo import Command, api, fields, models
from odoo.fields import Domain

RULE, EFFECT = "reminded", "approval"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_reminded_in_vain = fields.Boolean(
        "Customer Was Reminded and Has Not Paid",
        compute="_compute_bpm_reminded_in_vain",
        compute_sudo=True,
        search="_search_bpm_reminded_in_vain",
        help="By a level of payment reminders that wants an approval for further credit.",
    )

    @api.depends("partner_id", "company_id")
    def _compute_bpm_reminded_in_vain(self):
        firms = self.partner_id.commercial_partner_id
        found = self._bpm_reminded((EFFECT,), firms) if firms else {}
        for order in self:
            firm = order.partner_id.commercial_partner_id
            order.bpm_reminded_in_vain = (firm.id, order.company_id.id) in found

    def _search_bpm_reminded_in_vain(self, operator, value):
        if operator != "in":
            return NotImplemented
        firms = {}
        for firm, company in self.sudo()._bpm_reminded((EFFECT,)):
            firms.setdefault(company, []).append(firm)
        found = Domain.OR(
            Domain("company_id", "=", company)
            & Domain("partner_id.commercial_partner_id", "in", ids)
            for company, ids in firms.items()
        )
        return found if True in value else ~found


class BpmReminderLevel(models.Model):
    _inherit = "bpm.reminder.level"

    asks = fields.Char("Who is asked", compute="_compute_asks")

    @api.depends("effect", "company_id")
    def _compute_asks(self):
        """Whom the ready rule asks; that nobody is, where it is not switched on."""
        for level in self:
            level.asks = level.effect == EFFECT and level._asks_told()

    def _asks_told(self):
        company = self.company_id or self.env.company
        people = self.env["bpm.approval.step"]._reminded_steps(company).user_ids
        if people:
            return ", ".join(people.mapped("name"))
        return self.env._("Nobody yet: it only warns")

    def action_say_who_is_asked(self):
        """Open the ready rule, ticked; who may not make rules is refused there."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_approval_ready_rule"
        )
        only = {f"default_{name}": name == RULE for name in ("discount", "amount", "terms", RULE)}
        company = self.company_id or self.env.company
        return action | {"context": only | {"default_company_id": company.id}}


class BpmApprovalStep(models.Model):
    _inherit = "bpm.approval.step"

    ready_rule = fields.Selection(selection_add=[(RULE, "Further credit")])

    @api.model
    def _ready_reminded(self, money):
        """Values of the step: a customer who was reminded in vain, asked of who signs off money."""
        return {
            "ready_rule": RULE,
            "sequence": 2,
            "name": self.env._("Further credit"),
            "reason": self.env._("the customer was reminded and has not paid"),
            "domain": repr([("bpm_reminded_in_vain", "=", True)]),
            "resolver": "users",
            "user_ids": [Command.set(money.ids)],
        }

    @api.model
    def _reminded_steps(self, company):
        """The steps of the company's active routes that ask because of it."""
        return self.sudo().search(
            [
                ("ready_rule", "=", RULE),
                ("route_id.state", "=", "active"),
                ("route_id.company_id", "in", (company.id, False)),
            ]
        )


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    @api.model
    def _ready_ask(self, company, money, contracts):
        """Override: whoever signs off money is asked for further credit, too."""
        super()._ready_ask(company, money, contracts)
        steps = self._ready_in_use(company).step_ids
        if money:
            steps.filtered(lambda step: step.ready_rule == RULE).user_ids = money
