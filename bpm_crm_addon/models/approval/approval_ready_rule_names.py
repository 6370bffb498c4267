"""The two names a company's ready rules start from: who signs off money, who contracts."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_money_user_id = fields.Many2one(
        "res.users",
        string="Who signs off money",
        groups="base.group_user",
        domain="[('share', '=', False)]",
    )
    bpm_contracts_user_id = fields.Many2one(
        "res.users",
        string="Who signs off contracts",
        groups="base.group_user",
        domain="[('share', '=', False)]",
    )

    @api.constrains("bpm_money_user_id", "bpm_contracts_user_id")
    def _check_bpm_names(self):
        for company in self:
            for user in company.bpm_money_user_id | company.bpm_contracts_user_id:
                if user.share or company not in user.company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(person)s does not work in %(company)s. Choose a colleague who may "
                            "log in there.",
                            person=user.name,
                            company=company.name,
                        )
                    )

    def _bpm_signing(self):
        """Return (who signs off money, who contracts): as the company's ready rules name them
        now, else the names stored. People who have left are no names."""
        self.ensure_one()
        amount, both = self.env["bpm.approval.route"]._ready_people(self)
        money = amount[:1] or self.bpm_money_user_id.filtered("active") or both[:1]
        contracts = (both - money)[:1] or self.bpm_contracts_user_id.filtered("active")
        return money, contracts

    def _bpm_keep_names(self, **names):
        """Remember the ``money`` and ``contracts`` user somebody chose; None leaves a name."""
        changed = {
            f"bpm_{kind}_user_id": user.id
            for kind, user in names.items()
            if user is not None and user != self[f"bpm_{kind}_user_id"]
        }
        if changed:
            self.sudo().write(changed)


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    @api.model
    def _ready_in_use(self, company):
        """The company's ready rules that are switched on or being watched, the former first."""
        return self._ready_routes(company, "active") + self._ready_routes(company, "watching")

    @api.model
    def _ready_people(self, company):
        """Return (those asked for large totals, those asked for payment terms)."""
        steps = self._ready_in_use(company).step_ids
        return tuple(
            steps.filtered(lambda step, rule=rule: step.ready_rule == rule).user_ids
            for rule in ("amount", "terms")
        )

    @api.model
    def _ready_ask(self, company, money, contracts):
        """Have the ready rules in use ask these people from now on."""
        for step in self._ready_in_use(company).step_ids:
            people = {"amount": money, "debt": money, "terms": money | contracts}.get(
                step.ready_rule
            )
            if people and people != step.user_ids:
                step.user_ids = people
