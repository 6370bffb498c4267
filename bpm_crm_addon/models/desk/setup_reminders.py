"""Set-up: a rehearsal of payment reminders, and the contact rules that stand behind it."""

from odoo import api, fields, models
from odoo.tools import format_date

from ..outreach.res_company import CAPABILITY


class BpmSetup(models.AbstractModel):
    _inherit = "bpm.setup"

    def _step_reminders(self):
        """Nothing is sent: what would be said tonight is prepared and judged by the rules."""
        company = self._company_sudo()
        on = self.env["res.groups"]._is_feature_enabled(CAPABILITY)
        done = on and bool(company.bpm_outreach_since)
        return {
            "title": self.env._("Payment reminders: a rehearsal"),
            "minutes": 2,
            "text": self.env._(
                "See tonight's reminders before anybody outside does: whom they would reach, what "
                "they say, and which contact rules hold some back. Nothing is sent until you go "
                "live."
            ),
            "done": done,
            "facts": self._rehearsal_facts(company) if done else [],
            "action": self._link(
                "bpm_crm_addon.action_bpm_payment_review", self.env._("See the list")
            )
            if done
            else self._link("bpm_crm_addon.action_bpm_rehearse", self.env._("Begin the rehearsal")),
        }

    def _rehearsal_facts(self, company):
        since = format_date(self.env, company.bpm_outreach_since)
        rules = self.env["bpm.contact.policy"].sudo()._laws_of(company)
        return [
            self.env._("Live since %s", format_date(self.env, company.bpm_outreach_live_since))
            if company.bpm_outreach_live_since
            else self.env._("Rehearsing since %s: nothing is sent", since),
            self.env._("Contact rules of %(country)s: %(count)s", country=company.country_id.name,
                       count=len(rules))
            if rules
            else self.env._("No contact rules are shipped for your country: enter your own"),
        ]  # fmt: skip

    @api.model
    def rehearse(self):
        """Switch outreach on; every company begins with a rehearsal. Then the page is read anew,
        for the menus that came with it."""
        self.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        self._keep(
            bpm_outreach_since=self._company_sudo().bpm_outreach_since or fields.Datetime.now()
        )
        return {"type": "ir.actions.client", "tag": "reload"}
