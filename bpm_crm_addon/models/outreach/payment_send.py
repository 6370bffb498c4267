"""From a reviewed reminder to the outbox: checked against the account, written, handed over once.

Decided here: a person who presses Send twice, or two people at once, send once: the row is held
before anything is rendered. What changed since the proposal was made is not sent; the next
preparation speaks of what is so then.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...engine import local_time
from ..audit import bulk

EXPIRES = timedelta(days=3)  # a word about a debt is stale after that
DEPARTMENT = "accounts"


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    def _send(self):
        """Hand what is still right to the outbox; returns the reminders that went there."""
        taken = self._hold()
        spoken = taken._spoken()
        # In no language: what is written down becomes a sentence in each.
        unwanted = taken.with_context(lang=None)._unwanted(spoken)
        for reminder in taken.filtered(lambda one: unwanted[one.id]):
            reminder._leave(unwanted[reminder.id])
        wanted = taken.filtered(lambda one: not unwanted[one.id])
        texts = wanted._texts(spoken)
        stuck = wanted.filtered(lambda one: texts[one.id].trouble)
        for template, unwritten in stuck.grouped(lambda one: one.level_id.template_id).items():
            for reminder in unwritten:
                reminder._leave(texts[reminder.id].trouble)
            template._raise_trouble([texts[one.id].trouble for one in unwritten])
        stuck._effects_unsaid()
        ready = wanted - stuck
        ready._enqueue(texts, ready._purposes(spoken))
        return ready

    def _hold(self):
        """Those of these proposals that nobody else decides on until this transaction ends, in the
        order of the list."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM bpm_payment_reminder
                    WHERE id = ANY(%s) AND state = 'proposed' ORDER BY id FOR NO KEY UPDATE""",
                self.ids,
            )
        )
        ids = {row[0] for row in rows}
        return self.filtered(lambda one: one.id in ids)

    def _skip(self):
        """Pass these proposals over, as a person decided; returns those that were still there."""
        skipped = self._hold()
        skipped.write({"state": "skipped", "reviewer_id": self._reviewer()})
        skipped._mark("skipped")
        return skipped

    def _leave(self, reason):
        """It is not sent; `reason` says why. What it would have said may be said another day."""
        self.write({"state": "not_sent", "reason_text": reason, "reviewer_id": self._reviewer()})

    def _reviewer(self):
        """Id of the person who decides; nobody's where the schedule does."""
        return None if self.env.uid == 1 else self.env.uid

    # === TEXT === #

    def _texts(self, spoken=None):
        """{id: Rendered}: the subject and body of each, in its recipient's language.

        :param spoken: what they speak of (`_spoken`), where the caller has read it
        """
        result, groups = {}, defaultdict(list)
        templates = {level: level.template_id for level in self.level_id}
        for reminder in self:
            lang = reminder.company_id._bpm_lang(reminder.lang)
            groups[templates[reminder.level_id], lang].append(reminder.id)
        for (template, lang), ids in groups.items():
            reminders = self.browse(ids).with_context(lang=lang)
            phones = not all(one._is_mail() for one in reminders)
            if spoken is not None:
                reminders._fill_text(spoken)
            result |= template.with_context(lang=lang)._render_for(reminders, phones)
        return {one.id: one._text_for_channel(result[one.id]) for one in self}

    # === OUTBOX === #

    def _purposes(self, spoken):
        """{id: code of the purpose}: about a debt as soon as anything it speaks of is overdue,
        however kind its level; else a service. The law tells the two apart.

        :param spoken: what they speak of (`_spoken`)
        """
        today = {company: company._bpm_today() for company in self.company_id}
        return {
            one.id: "payment_reminder"
            if any(part.due < today[one.company_id] for part in spoken[one.id])
            else "payment_notice"
            for one in self
        }

    def _enqueue(self, texts, purposes):
        """One message for each, by the outbox's one door."""
        if not self:
            return
        papers, now = self._papers(), fields.Datetime.now()
        starts = {company: company._bpm_reminders_start(now) for company in self.company_id}
        messages = self.env["bpm.message"]._enqueue(
            [
                {
                    "purpose": purposes[reminder.id],
                    "partner_id": reminder.partner_id.id,
                    "channel": reminder.channel or "email",
                    "address": reminder.address,
                    "occurrence": reminder._occurrence(),
                    "subject": texts[reminder.id].subject,
                    "body": texts[reminder.id].body,
                    "lang": reminder.lang,
                    "company_id": reminder.company_id.id,
                    "department": DEPARTMENT,
                    "res_model": reminder._name,
                    "res_id": reminder.id,
                    "attachment_ids": papers.get(reminder.id, []) if reminder._is_mail() else [],
                    "not_before": starts[reminder.company_id],
                    "expires_at": now + EXPIRES,
                }
                for reminder in self
            ]
        )
        self._remember(messages)
        messages.fetch(["state"])
        # What came to its end at once, because it was there already or has no usable address.
        self._bpm_message_moved(messages.filtered(lambda one: one.state != "queued"))

    def _remember(self, messages):
        """They are in the outbox, each with its message; one statement."""
        self.flush_model()
        pairs = list(zip(self.ids, messages.ids, strict=True))
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_payment_reminder r
                      SET state = 'queued', reviewer_id = %s, message_id = v.message
                     FROM %s AS v (id, message) WHERE r.id = v.id""",
                self._reviewer(),
                bulk.unnest(("int4", "int4"), pairs),
            )
        )
        self.invalidate_recordset(["state", "reviewer_id", "message_id"])

    def _occurrence(self):
        """What makes two messages the same: counterparty and day, whichever way they came."""
        return f"{self.company_id.id}/{self.partner_id.id}/{self.day}"


class ResCompany(models.Model):
    _inherit = "res.company"

    def _bpm_reminders_start(self, now):
        """From when reminders of today may go out, naive UTC: the company's hour, or at once."""
        today = local_time.on_the_clock(now, self._bpm_zone()).date()
        return max(self._bpm_reminders_start_on(today), now)

    def _bpm_reminders_start_on(self, day):
        """The company's hour on a day of its clock, naive UTC."""
        at = datetime.combine(day, self._bpm_reminders_hour())
        return local_time.in_universal_time(at, self._bpm_zone())

    def _bpm_reminders_hour(self):
        """The hour on the company's clock before which no reminder goes out."""
        minutes = round(self.bpm_reminder_hour * 60)
        return time(minutes // 60 % 24, minutes % 60)
