"""Every hour: prolong or end what is at its end, remind people of dates, each on their own clock.

A run that is repeated, late or doubled does nothing twice: the end of a contract moves only once it
is over, and a reminder has one row.
"""

from datetime import timedelta

from odoo import api, fields, models

from ...engine.contract_notice import lead_of, working_day
from .contract import RUNNING

CAPABILITY = "bpm_crm_addon.group_bpm_capability_contract"
BATCH = 100


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    @api.model
    def _cron_dates(self):
        """The scheduled action."""
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        self._run_ends()
        self.env["bpm.contract.notice"]._settle()
        new = self._remind()
        new._tell_people()
        new._tell_outside()

    # === ENDS === #

    @api.model
    def _run_ends(self):
        """Prolong or end contracts whose last day is over where they are kept."""
        companies = self.env["res.company"].search([("active", "=", True)])
        for company in companies:
            today = company._bpm_today()
            over = self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "in", RUNNING),
                    ("date_until", "<", today),
                ]
            )
            self.env["ir.cron"]._commit_progress(remaining=len(over))
            for start in range(0, len(over), BATCH):
                batch = over[start : start + BATCH]
                batch._at_their_end(today)
                self.env["ir.cron"]._commit_progress(len(batch))

    # === REMINDERS === #

    @api.model
    def _remind(self):
        """Note every reminder that is due by now and was not noted before; return the new ones."""
        now = fields.Datetime.now()
        due = self._due_by(now.date() + timedelta(days=1))  # nobody lives in a later day
        days = self._days_of({row[-1] for row in due}, now)
        rows = [
            (contract, what, line, day, lead, user, "open", now)
            for what, contract, line, day, user in due
            if (lead := lead_of(what, day, days[user])) is not None
        ]
        return self.env["bpm.contract.notice"]._note(rows)

    @api.model
    def _days_of(self, users, now):
        """{user id: the day they live in}; nobody's is the company's."""
        users_sudo = self.env["res.users"].sudo().browse(filter(None, users))
        users_sudo.partner_id.fetch(["tz"])
        days = {
            user.id: working_day(now, user.tz or user.company_id._bpm_zone()) for user in users_sudo
        }
        return {None: working_day(now, self.env.company._bpm_zone()), **days}


class BpmContractNotice(models.Model):
    _inherit = "bpm.contract.notice"

    def _tell_people(self):
        """One message per person for all that is new; the rows themselves wait on the desk."""
        for user, notices in self.grouped("user_id").items():
            if not user.active:
                continue
            speaking = notices.with_context(lang=user.lang)
            lines = [f"{one._about().display_name}: {one.sentence}" for one in speaking[:20]]
            body = "\n".join(lines)
            if len(notices) > len(lines):
                body += "\n" + speaking.env._("and %s more", len(notices) - len(lines))
            speaking[0]._about().message_notify(
                partner_ids=user.partner_id.ids,
                subject=speaking.env._("Dates of contracts and papers: %s", len(notices)),
                body=body,
            )

    def _tell_outside(self):
        """A hook: what the other side is told."""
