"""What the outbox asks about a reminder, and what it tells.

Before a message is handed over it asks whether it is still wanted: a payment, a promise, a dispute
or a block since then stop it, and so does a sum that is no longer right. When the message has come
to an end it tells, and only then what was said counts as said.
"""

from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ...engine.payment_reminder import netted

# What may have reached the counterparty counts as said: it is never said twice.
SAID = ("sent", "delivered", "unknown")
UNSAID = ("suppressed", "failed", "cancelled")
REHEARSAL = "rehearsal"


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    # === STILL WANTED === #

    @api.private
    def _bpm_still_wanted(self, messages):
        """{message id: None, or a sentence why it is not wanted any more}."""
        reminders = self.browse(messages.mapped("res_id")).exists().sudo()
        unwanted = reminders._unwanted()
        gone = self.env._("The reminder was withdrawn.")
        return {message.id: unwanted.get(message.res_id, gone) for message in messages}

    def _unwanted(self, spoken=None):
        """{id: why it must not be sent as it stands, or None}; by the account as it is now.

        :param spoken: what they speak of (`_spoken`), where the caller has read it
        """
        result, spoken = {}, self._spoken() if spoken is None else spoken
        for company, reminders in self.grouped("company_id").items():
            accounts = self._accounts_today(company, company._bpm_today(), reminders.partner_id.ids)
            for reminder in reminders:
                account = accounts.get(reminder.partner_id.id)
                result[reminder.id] = self._why_not(spoken[reminder.id], account)
        return result

    @api.model
    def _why_not(self, spoken, account):
        """Compare what a reminder speaks of with the account; a sentence, or None."""
        if account is None:
            return self.env._("Paid since.")
        parts = {part.line: part for part in account.parts}
        for told in spoken:
            part = parts.get(told.line)
            if part and part.stopped:
                return self._stopped_told(part.stopped)
        still_open = netted(account.parts, account.credits)
        left = [still_open.get(told.line, 0) for told in spoken]
        if not any(left):
            return self.env._("Paid since.")
        if any(
            Decimal(str(told.amount)) != open_ for told, open_ in zip(spoken, left, strict=True)
        ):
            return self.env._("Paid in part since: the next reminder speaks of the rest.")
        return None

    @api.model
    def _stopped_told(self, stopped):
        return {
            "disputed": self.env._("Disputed since."),
            "promised": self.env._("Payment was promised since."),
            "blocked": self.env._("Reminders were blocked on the invoice since."),
        }[stopped]

    # === WHAT BECAME OF IT === #

    @api.private
    def _bpm_message_moved(self, messages):
        """The outbox tells that messages have come to an end, in the same transaction."""
        by_reminder = {message.res_id: message for message in messages}
        reminders = self.browse(by_reminder).exists().sudo()
        said = reminders.filtered(lambda one: by_reminder[one.id].state in SAID)
        said._said()
        lost = reminders.browse()
        for reminder in reminders - said:
            message = by_reminder[reminder.id]
            if message.state in UNSAID and reminder.state in ("queued", "not_sent", "rehearsed"):
                rehearsed = message.reason == REHEARSAL
                if not rehearsed and message.state != "cancelled":  # that a person decided
                    lost |= reminder
                reminder.write(
                    {
                        "state": "rehearsed" if rehearsed else "not_sent",
                        "reason_text": message._reason_words() or message.reason,
                    }
                )
        lost._effects_unsaid()

    def _said(self):
        """It was said: its levels are done with, and what goes with them happens."""
        fresh = self.filtered(lambda one: one.state != "sent")
        if not fresh:
            return
        fresh.write({"state": "sent", "reason_text": False})
        fresh._mark("said")
        fresh._effects()

    def _mark(self, state):
        """The levels of what is new in these reminders are done with: said, or skipped.

        What was said already by another road stays as it is, and so does what only a mail has
        room to mention where a text went to a phone.
        """
        self.flush_model()
        self.env["bpm.payment.reminder.line"].flush_model()
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_payment_reminder_line r SET state = %s
                     FROM bpm_payment_reminder m
                    WHERE m.id = r.reminder_id AND m.id = ANY(%s) AND r.state = 'proposed'
                      AND NOT (r.aside IS TRUE AND m.channel = 'sms' AND %s = 'said')
                      AND NOT EXISTS (SELECT FROM bpm_payment_reminder_line o
                                       WHERE o.move_line_id = r.move_line_id
                                         AND o.level_id = r.level_id
                                         AND o.state IN ('said', 'skipped'))""",
                state,
                self.ids,
                state,
            )
        )
        self.line_ids.invalidate_recordset(["state"])
