"""Set-up, where contracts are switched on: nobody signs one before those agreed who sign it off."""

from odoo import Command, api, models
from odoo.fields import Domain

CONTRACT = "bpm.contract"
SWITCH = "bpm_crm_addon.group_bpm_capability_contract"


class BpmSetup(models.AbstractModel):
    _inherit = "bpm.setup"

    def _step_contracts(self):
        """None while contracts or approvals are switched off."""
        if not self._has_approvals() or not self.env["res.groups"]._is_feature_enabled(SWITCH):
            return None
        routes = self._contract_routes()
        money, contracts = self.env.company._bpm_signing()
        people = ", ".join((contracts | money).mapped("name"))
        return {
            "title": self.env._("Contracts are approved"),
            "minutes": 1,
            "text": self.env._(
                "Nobody signs a contract before these have agreed, side by side: %s. Steps, "
                "limits and other people: Approval Routes.",
                people,
            )
            if people
            else self.env._("Say first who signs off money and who contracts: step 2."),
            "done": bool(routes),
            "facts": [self._route_fact(route) for route in routes[:3]],
            "action": self._link(
                "bpm_crm_addon.action_bpm_contract_rule", self.env._("Switch this rule on")
            )
            if people and not routes
            else False,
        }

    def _contract_routes(self):
        return self.env["bpm.approval.route"].search(
            Domain("model_name", "=", CONTRACT)
            & Domain("state", "in", ("active", "watching"))
            & Domain("company_id", "in", (False, self.env.company.id))
        )

    @api.model
    def switch_on_contract_rule(self):
        """A route that blocks signing: one step for each of the two names, side by side."""
        self._check_admin()
        people = self.env.company._bpm_signing()
        if any(people) and not self._contract_routes():
            money, contracts = people
            route = self.env["bpm.approval.route"].create(
                {
                    "name": self.env._("Contracts"),
                    "model_id": self.env["ir.model"]._get_id(CONTRACT),
                    "company_id": self.env.company.id,
                    "gate": "sign",
                    "step_ids": [
                        Command.create(
                            {
                                "sequence": 1,
                                "name": name,
                                "resolver": "users",
                                "user_ids": [Command.set(person.ids)],
                            }
                        )
                        for name, person in (
                            (self.env._("Contracts"), contracts),
                            (self.env._("Finance"), money),
                        )
                        if person
                    ],
                }
            )
            route.action_activate()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
