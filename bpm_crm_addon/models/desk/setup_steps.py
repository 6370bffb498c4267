"""The steps of the set-up: what each says, and the fact that ticks its box.

A step's method returns its part of the description (see setup.py), or None while what it belongs
to does not exist here.
"""

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

from .setup_trial import TRIAL

APPROVALS = "bpm_crm_addon.group_bpm_capability_approval"


class BpmSetup(models.AbstractModel):
    _inherit = "bpm.setup"

    def _step_xray(self):
        action = self._link("bpm_crm_addon.action_bpm_xray", self.env._("Open the X-ray"))
        seen = self._company_sudo().bpm_xray_seen_at
        return action and {
            "title": self.env._("See the X-ray"),
            "minutes": 0,
            "text": self.env._(
                "What your own data say today: discounts, late payers, doubtful counterparties. "
                "Nothing is changed and nothing is sent."
            ),
            "done": bool(seen),
            "facts": [self.env._("Seen on %s", format_date(self.env, seen))] if seen else [],
            "action": action,
        }

    def _step_names(self):
        if not self._has_approvals():
            return None
        money, contracts = self.env.company._bpm_signing()
        facts = []
        if money:
            facts = [
                self.env._("Money: %s", money.name),
                self.env._("Contracts: %s", contracts.name)
                if contracts
                else self.env._("Contracts: %s stands in", money.name),
            ]
        return {
            "title": self.env._("Two names"),
            "minutes": 1,
            "text": self.env._(
                "Who signs off money, and who signs off contracts? Nobody for contracts: then the "
                "first name decides. Discounts go to the leader of the sales team."
            ),
            "done": bool(money),
            "facts": facts,
            "names": {
                "money": money.id,
                "contracts": contracts.id,
                "domain": [["share", "=", False], ["company_ids", "in", self.env.company.ids]],
            },
        }

    def _step_rule(self):
        if not self._has_approvals():
            return None
        routes = self.env["bpm.approval.route"].search(
            Domain("state", "in", ("active", "watching"))
            & Domain("company_id", "in", (False, self.env.company.id))
            & Domain("model_name", "!=", TRIAL)
        )
        return {
            "title": self.env._("The first rule"),
            "minutes": 2,
            "text": self.env._(
                "Pick a ready rule and slide its limit over your own last 12 months. Watch it "
                "first, or switch it on."
            ),
            "done": bool(routes),
            "facts": [self._route_fact(route) for route in routes[:3]],
            "action": self._link(
                "bpm_crm_addon.action_bpm_approval_ready_rule",
                self.env._("Change the rule") if routes else self.env._("Choose the rule"),
                context={"bpm_back_to_setup": True},
            ),
        }

    def _route_fact(self, route):
        why = ", ".join(filter(None, route.step_ids.mapped("reason")))
        words = {"route": route.name, "why": why or self.env._("always")}
        if route.state == "active":
            return self.env._("“%(route)s” is switched on: %(why)s", **words)
        return self.env._("“%(route)s” is being watched: %(why)s", **words)

    def _step_absence(self):
        if not self._has_approvals():
            return None
        absences = self.env["bpm.approval.substitution"].sudo().with_context(active_test=False)
        known = absences.search(
            [("user_id.company_ids", "in", self.env.company.ids)], limit=3, order="id desc"
        )
        facts = [
            self.env._(
                "%(substitute)s decides for %(person)s, %(start)s – %(end)s",
                substitute=absence.substitute_id.name,
                person=absence.user_id.name,
                start=format_date(self.env, absence.date_from),
                end=format_date(self.env, absence.date_to),
            )
            for absence in known
        ]
        from_time_off = "hr.leave" in self.env
        if from_time_off:
            facts.insert(0, self.env._("Absences are taken from Time Off"))
        person = self.env.company._bpm_signing()[0]
        return {
            "title": self.env._("Who stands in"),
            "minutes": 1,
            "text": self.env._(
                "When somebody who approves is away, who decides meanwhile? Enter the next "
                "absence you know of; what waits then goes to the colleague by itself."
            ),
            "done": bool(known) or from_time_off,
            "facts": facts,
            "action": self._link(
                "bpm_crm_addon.action_bpm_absence_of",
                self.env._("Enter an absence"),
                context={"default_user_id": person.id} if person else {},
            ),
        }

    # === HELPERS === #

    def _has_approvals(self):
        return self.env.user.has_group(APPROVALS) or self.env.su

    def _link(self, reference, label, context=None):
        """{"label", "action", "context"} of an action by its external id; False when it does not
        exist, or when it is for people of other groups."""
        found = self.env.ref(reference, raise_if_not_found=False)
        if not found:
            return False
        groups = found.sudo().group_ids if "group_ids" in found._fields else False
        if groups and not self.env.su and not groups & self.env.user.all_group_ids:
            return False
        return {"label": label, "action": reference, "context": context or {}}
