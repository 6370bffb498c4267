"""From rehearsal to live, and the brake: who may send at all is decided by an outreach manager."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def bpm_outbox_pause(self):
        """Stop everything at once, in the chosen companies; a server finishes what it has."""
        self._check_manager()
        companies = self._companies_in(("live", "rehearsal"))
        companies.write({"bpm_outreach_mode": "paused"})
        self._note_companies(companies, "outreach_paused")
        return True

    @api.model
    def bpm_outbox_resume(self):
        """Go on as before the pause: live, or rehearsing."""
        self._check_manager()
        for company in self._companies_in(("paused",)):
            company.bpm_outreach_mode = "live" if company.bpm_outreach_live_since else "rehearsal"
            self._note_companies(company, "outreach_resumed")
        self._call_worker()
        return True

    @api.model
    def bpm_outbox_go_live(self):
        """End the rehearsal of the chosen companies: from now on messages leave.

        What was rehearsed stays a rehearsal. The rehearsal lasts a week by intention, not by force:
        who has looked may go live earlier, and nothing ever goes live by itself.
        """
        self._check_manager()
        companies = self._companies_in(("rehearsal",))
        if not companies:
            raise UserError(
                self.env._("There is no rehearsal to end: somebody has gone live already.")
            )
        now = fields.Datetime.now()
        companies.write({"bpm_outreach_mode": "live", "bpm_outreach_live_since": now})
        self._note_companies(companies, "outreach_live")
        return True

    def _companies_in(self, modes):
        """Those of the user's chosen companies in one of the modes."""
        companies = self.env.companies.sudo()
        return companies.filtered(lambda company: company.bpm_outreach_mode in modes)

    def _note_companies(self, companies, event):
        self.env["bpm.journal"]._append(
            [
                {"event": event, "res_model": "res.company", "res_id": company.id}
                for company in companies.sorted("id")
            ]
        )
