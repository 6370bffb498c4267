"""When a reminder will go out, by the company's hour and by the contact rules of its recipient.

Asked of the rules before anything is in the outbox, as they will judge at that moment; they are
asked again when it is handed over.
"""

from odoo import api, fields, models
from odoo.tools import format_date, format_time

from ...engine import local_time


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    def _goes(self):
        """{id: (when it goes out, in a few words; the contact rule that says so, or "")}."""
        result, now, purposes = {}, fields.Datetime.now(), self._purposes(self._spoken())
        for company, reminders in self.grouped("company_id").items():
            start = company._bpm_reminders_start(now)
            verdicts = (
                self.env["bpm.contact.policy"]
                .sudo()
                ._preview([one._item(purposes[one.id]) for one in reminders], start)
            )
            for reminder, verdict in zip(reminders, verdicts, strict=True):
                result[reminder.id] = self._goes_told(company, verdict, start, now)
        return result

    def _item(self, purpose):
        """What the contact rules have to know of it."""
        return {
            "purpose": purpose,
            "partner_id": self.partner_id.id,
            "channel": self.channel or "email",
            "address": self.address,
            "company_id": self.company_id.id,
        }

    @api.model
    def _goes_told(self, company, verdict, start, now):
        """(when a message goes out, in a few words; the contact rule that says so, or "")."""
        if verdict.action == "drop":
            return self.env._("will not go out"), verdict.text
        if verdict.action == "hold":
            return self.env._("waits in the outbox until somebody releases it"), verdict.text
        start = verdict.until or start
        if start <= now:
            return self.env._("goes out at once"), ""
        return self.env._("goes out at %s", self._moment_told(company, start, now)), verdict.text

    @api.model
    def _moment_told(self, company, moment, now):
        """The hour on the company's clock, with the day when it is another one."""
        zone = company._bpm_zone()
        local = local_time.on_the_clock(moment, zone)
        hour = format_time(self.env, local.time(), time_format="short")
        if local.date() == local_time.on_the_clock(now, zone).date():
            return hour
        return f"{hour}, {format_date(self.env, local.date())}"
