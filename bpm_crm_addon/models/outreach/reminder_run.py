"""Saying what is due: steps of occurrences, in batches, effectively once.

An occurrence is locked, looked at once more, and moved on in the transaction that puts its message
into the outbox; the outbox itself has one message for each person, purpose and occasion.
"""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, LazyTranslate

from ...engine import occasion
from ..audit.bulk import unnest
from .audience import Addressee
from .reminder_occurrence import after_last_step
from .res_company import CAPABILITY

_lt = LazyTranslate(__name__)

BATCH = 500
ABOUT = "bpm.reminder.occurrence"
TYPES = ("int4", "int4", "int4", "varchar", "int4", "timestamp", "jsonb")


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    # === THE SCHEDULE === #

    @api.model
    def _bpm_reminders_run(self):
        """Look for what is due and say it; one reminder's trouble is not everybody's."""
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        now, cron = fields.Datetime.now(), self.env["ir.cron"]
        for reminder in self.sudo().search([("state", "=", "on")]):
            reminder._with_care(reminder._look, now)
            done = BATCH
            while done == BATCH:
                done = reminder._with_care(reminder._advance, now) or 0
                if not cron._commit_progress(done):
                    return

    def _trouble_title(self):
        """Override."""
        return _lt("Reminder: %s", self.name)

    # === A BATCH === #

    def _advance(self, now):
        """Say the next step of occurrences that are due; return how many were looked at."""
        self.ensure_one()
        due = self._take_due(now)
        reasons = self._unwanted(due)
        moved = [self._stopped(one, reasons[one.id]) for one in due if reasons[one.id]]
        steps = self.step_ids.sorted()
        going = due.filtered(lambda one: not reasons[one.id])
        # As after a standstill: a step is no fresher than the occasion itself.
        late = going.filtered(lambda one: occasion.what_is_late(one.next_at, now, self.late_hours))
        moved += [self._stopped(one, self._late_words(), "late") for one in late]
        going -= late
        for number, batch in going.grouped("step").items():
            if number < len(steps):
                moved += self._say(batch, number, steps, now)
            else:
                moved += [self._stopped(one, False, "done") for one in batch]
        self._write_moved(moved)
        return len(due)

    def _take_due(self, now):
        """Lock the next ones; what another worker has in hand is passed over."""
        occurrences = self.env[ABOUT]
        occurrences.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM bpm_reminder_occurrence
                    WHERE reminder_id = %s AND state = 'waiting' AND next_at <= %s
                    ORDER BY next_at, id LIMIT %s FOR UPDATE SKIP LOCKED""",
                self.id,
                now,
                BATCH,
            )
        )
        return occurrences.browse(row[0] for row in rows)

    def _unwanted(self, occurrences):
        """{occurrence id: why nothing is to be said any more, or None}; one query for documents."""
        if self.state != "on" or not self.active:
            return dict.fromkeys(occurrences.ids, self.env._("The reminder was switched off."))
        documents = self._documents()
        ids = occurrences.mapped("res_id")
        wanted = documents.search(Domain("id", "in", ids) & self._wanted())
        left = set(wanted.ids)
        gone = set(ids) - set(documents.browse(ids).exists().ids) if len(left) < len(ids) else set()
        known = {document.id: document for document in wanted}
        return {
            one.id: self._why_not(one, left, gone, known.get(one.res_id)) for one in occurrences
        }

    def _why_not(self, occurrence, left, gone, document):
        if occurrence.res_id in gone:
            return self.env._("What it was about no longer exists.")
        if occurrence.res_id not in left:
            return self.env._("It is not needed any more: the condition is not met now.")
        if self.kind == "date" and not self._is_still(occurrence, document):
            return self.env._("The date has been changed.")
        return None

    def _is_still(self, occurrence, document):
        """Whether the document still stands for the date of the occurrence."""
        value = self._date_of(document)
        days = [value]
        if self.yearly and value:
            days = self._dates(value, occurrence.due_at, occurrence.due_at)
        return any(day and occasion.key(day) == occurrence.occurrence for day in days)

    # === A STEP === #

    def _say(self, occurrences, number, steps, now):
        """[row for `_write_moved`] after step `number` was said."""
        step, follows = steps[number], number + 1 < len(steps)
        letters = self._letters_of(occurrences, step, number)
        self._raise_unwritten(letters, step.template_id)
        messages = self._hand_in(letters) if any(letter.item for letter in letters) else {}
        documents = self._documents().browse(occurrences.mapped("res_id"))
        zones = self._zones_of(documents) if follows else {}
        rows = []
        for occurrence, letter in zip(occurrences, letters, strict=True):
            message = messages.get(occurrence.id)
            state, later = self._state_after(message, occurrence), None
            if follows:
                wait = steps[number + 1].wait_days
                zone = zones[occurrence.res_id]
                state, later = "waiting", occasion.due(now, wait, "days", 0.0, zone)
            reason = letter.text or self._told_before(message, occurrence)
            rows.append(
                (occurrence.id, letter.to.partner.id or None, message.id if message else None,
                 state, number + 1, later, reason or None)
            )  # fmt: skip
        return rows

    def _letters_of(self, occurrences, step, number):
        documents = self._documents().browse(occurrences.mapped("res_id"))
        addressees = []
        for occurrence, document in zip(occurrences, documents, strict=True):
            addressees.append(
                Addressee(
                    document,
                    self._contact_of(document),
                    self._occasion_of(occurrence.res_id, occurrence.occurrence, number),
                    occurrence.id,
                )
            )
        return self._letters(addressees, step.template_id, step.channel, ABOUT)

    def _occasion_of(self, res_id, key, number):
        """What makes two messages the same. A person with two cards is congratulated once; two
        invoices of one firm are two."""
        if self.occasion:
            return f"{self.occasion}/{self.company_id.id}/{key}/{number}"
        about = "" if self.model_name == "res.partner" else f"{self.model_name},{res_id}/"
        return f"reminder {self.id}/{about}{key}/{number}"

    def _state_after(self, message, occurrence):
        if not message:
            return "failed"
        return "done" if _is_others(message, occurrence) else after_last_step(message)

    def _told_before(self, message, occurrence):
        if message and _is_others(message, occurrence):
            return lambda me: self.with_env(me.env)._said_by(message)
        return message._reason_words() if message and message.state == "suppressed" else False

    # === ROWS === #

    def _stopped(self, occurrence, reason, state="stopped"):
        message = occurrence.message_id.id or None
        partner = occurrence.partner_id.id or None
        return occurrence.id, partner, message, state, occurrence.step, None, reason or None

    def _write_moved(self, rows):
        """Write (id, partner, message, state, steps said, next moment, reason as `_in_languages`
        takes it); one statement."""
        if not rows:
            return
        occurrences = self.env[ABOUT]
        rows = [(*row, occurrences._reason_column(reason)) for *row, reason in rows]
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_reminder_occurrence o
                      SET partner_id = v.partner, message_id = coalesce(v.message, o.message_id),
                          state = v.state, step = v.step, next_at = v.later,
                          reason_text = v.reason, write_date = now() AT TIME ZONE 'UTC'
                     FROM %s AS v (id, partner, message, state, step, later, reason)
                    WHERE v.id = o.id""",
                unnest(TYPES, rows),
            )
        )
        occurrences.browse(row[0] for row in rows).invalidate_recordset()


def _is_others(message, occurrence):
    """Whether somebody else has said it, so that the message is about something of theirs."""
    return (message.res_model, message.res_id) != (ABOUT, occurrence.id)
