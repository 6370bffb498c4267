"""A call that a level of payment reminders asks of the salesperson: a task, and what it counts.

The task is for a day on which the debtor may be called, and says which rule makes it so. Nobody is
asked to call whom the rules keep from being called at all. Done is done: the call counts like one
of the phone round, for messages and calls after it.
"""

from odoo import fields, models
from odoo.tools import plaintext2html

from ...engine.local_time import on_the_clock

CALL_TASK = "mail.mail_activity_data_call"


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    def _ask_for_calls(self):
        """A task for the salesperson of each, where there is one."""
        rules, now = self.env["bpm.contact.policy"].sudo(), fields.Datetime.now()
        pairs = [(reminder.partner_id, reminder.company_id) for reminder in self]
        judged = rules._call_verdicts(pairs, now)
        for reminder, (_asked, verdict) in zip(self, judged, strict=True):
            user = reminder._who_acts()
            if not user or verdict.action == "drop":
                continue
            zone = reminder.company_id._bpm_zone()
            told = rules._call_told(verdict, reminder.company_id)
            reminder.call_activity_id = reminder.partner_id.activity_schedule(
                CALL_TASK,
                date_deadline=on_the_clock(verdict.until or now, zone).date(),
                summary=self.env._("Payment is late: %s", reminder.total),
                note=plaintext2html(f"{told}. {verdict.text}") if told else False,
                user_id=user.id,
            )

    def _called(self):
        """The calls that these reminders asked for were made."""
        if self:
            pairs = [(reminder.partner_id, reminder.company_id) for reminder in self]
            self.env["bpm.payment.call"]._note_call(pairs, "talked", strict=False)


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Override: a call that a reminder asked for counts as a call about the debt."""
        reminders = self.env["bpm.payment.reminder"].sudo()
        asked = reminders.search([("call_activity_id", "in", self.ids)]) if self.ids else reminders
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        asked._called()
        return result
