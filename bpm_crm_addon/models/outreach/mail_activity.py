"""A call that a level of payment reminders asks of a colleague: a task, and what it counts.

The task is for a day on which the debtor may be called, and says which rule makes it so. Nobody is
asked to call whom the rules keep from being called at all. Done is done: the call counts like one
of the phone round, for messages and calls after it.
"""

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import plaintext2html

from ...engine.local_time import on_the_clock

CALL_TASK = "mail.mail_activity_data_call"


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    def _ask_for_calls(self):
        """A task for the salesperson of each, or whoever stands in."""
        rules, now = self.env["bpm.contact.policy"].sudo(), fields.Datetime.now()
        pairs = [(reminder.partner_id, reminder.company_id) for reminder in self]
        judged, lost = rules._call_verdicts(pairs, now), self.browse()
        people = self._who_act("call")
        for reminder, (_asked, verdict) in zip(self, judged, strict=True):
            if verdict.action == "drop":
                continue
            user = people[reminder]
            if not user:
                lost |= reminder
                continue
            zone = reminder.company_id._bpm_zone()
            told = rules._call_told(verdict, reminder.company_id)
            reminder.call_activity_id = reminder.partner_id.activity_schedule(
                CALL_TASK,
                date_deadline=on_the_clock(verdict.until or now, zone).date(),
                summary=self.env._("Payment is late: %s", reminder.total),
                note=(plaintext2html(f"{told}. {verdict.text}") if told else Markup())
                + reminder._unsaid_told(),
                user_id=user.id,
            )
        lost._nobody_acts()

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
