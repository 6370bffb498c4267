"""The set-up checklist: facts tick its boxes, nobody ticks them by hand.

The page, and the card on My Desk, get one description (`setup_state`) and send back what was
chosen. The steps themselves stand in setup_steps.py, the trial approval in setup_trial.py.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# The order is fixed: each step builds on what the one before has shown.
ORDER = ("xray", "names", "rule", "trial", "absence", "country", "reminders", "contracts")


class BpmSetup(models.AbstractModel):
    _name = "bpm.setup"
    _description = "Set-up"

    # === WHAT THE SCREEN ASKS === #

    @api.model
    def setup_state(self):
        """Return how far the company's set-up is.

        {"steps": [{"name", "title", "text", "minutes", "done", "skipped", "facts": [str],
        "action": {"label", "action"} or False, and what a step shows of its own}], "current":
        name of the next step or False, "done", "count", "dismissed", "later": [links], "demo":
        link or False}
        """
        self._check_admin()
        return {**self._checklist(), "later": self._later(), "demo": self._demo_company()}

    def _checklist(self):
        """The list alone, without what stands below it on its page."""
        skipped = self._skipped()
        steps = [
            {"facts": [], "action": False, **step, "name": name, "skipped": name in skipped}
            for name in ORDER
            if (step := getattr(self, f"_step_{name}")())
        ]
        to_do = [step["name"] for step in steps if not (step["done"] or step["skipped"])]
        return {
            "steps": steps,
            "current": to_do[0] if to_do else False,
            "done": len([step for step in steps if step["done"]]),
            "count": len(steps),
            "dismissed": self._company_sudo().bpm_setup_dismissed,
        }

    @api.model
    def _desk_card(self):
        """The list for the top of My Desk, while something is left to do; else nothing."""
        if not self._is_admin() or self._company_sudo().bpm_setup_dismissed:
            return False
        state = self._checklist()
        return (
            {"name": "setup", "title": self.env._("Set-up"), **state} if state["current"] else False
        )

    # === WHAT IT SENDS BACK === #

    @api.model
    def skip(self, step, skipped=True):
        """Skip a step, or take it up again; return the new state."""
        self._check_admin()
        if step not in ORDER:
            raise UserError(self.env._("Set-up has no such step. Reload the page."))
        names = self._skipped() - {step} | ({step} if skipped else set())
        self._keep(bpm_setup_skipped=",".join(name for name in ORDER if name in names))
        return self.setup_state()

    @api.model
    def dismiss(self, dismissed=True):
        """Hide the list on My Desk; the page under Configuration stays."""
        self._check_admin()
        self._keep(bpm_setup_dismissed=bool(dismissed))
        return self.setup_state()

    @api.model
    def xray_seen(self):
        """Somebody who may has opened the X-ray; the first time counts."""
        reader = self.env.user.has_group("bpm_crm_addon.group_bpm_director") or self._is_admin()
        if reader and not self._company_sudo().bpm_xray_seen_at:
            self._keep(bpm_xray_seen_at=fields.Datetime.now())

    @api.model
    def set_names(self, money=False, contracts=False):
        """Say who signs off money and who contracts, for this company and its ready rules.

        :param money: id of a user, or False
        :param contracts: id of a user, or False
        :return: the new state
        """
        self._check_admin()
        users = self.env["res.users"]
        people = users.browse(money or ()), users.browse(contracts or ())
        company = self.env.company
        company._bpm_keep_names(money=people[0], contracts=people[1])
        self.env["bpm.approval.route"]._ready_ask(company, *people)
        return self.setup_state()

    @api.model
    def set_country(self, country):
        """Set the company's country, as far as the person may change the company.

        :param country: id of a country
        :return: the new state
        """
        self._check_admin()
        self.env.company.country_id = self.env["res.country"].browse(country or ()).exists()
        return self.setup_state()

    # === WHO AND WHERE === #

    def _is_admin(self):
        return self.env.su or self.env.user.has_group("bpm_crm_addon.group_bpm_admin")

    def _check_admin(self):
        if not self._is_admin():
            raise AccessError(
                self.env._("Only administrators of the Workdesk set it up. Ask one of them.")
            )

    def _company_sudo(self):
        return self.env.company.sudo()

    def _keep(self, **values):
        """Write down a choice of the set-up; the company itself is not theirs to change."""
        self._company_sudo().write(values)

    def _skipped(self):
        return set((self._company_sudo().bpm_setup_skipped or "").split(",")) - {""}
