"""What the invoice's line says of the next reminder: by which way, at which level, when, and which
contact rule moves it or keeps it back."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date, format_time

from ...engine import local_time, payment_reminder
from .payment_line_words import DAY

SOON = timedelta(days=3)
ICONS = {"email": "fa-envelope-o", "sms": "fa-comment-o", "": "fa-ban"}


class AccountMove(models.Model):
    _inherit = "account.move"

    def _bpm_next_line(self, account, parts, day):
        """The line about what is said next, or None: nothing is late and nothing is said soon.

        :param account: the counterparty's Account; `parts`: those of this invoice
        """
        levels = self._bpm_levels()
        words = [word for part in parts if (word := payment_reminder.next_word(part, levels, day))]
        off = self.sudo().company_id.bpm_reminder_mode == "off"
        late = min(part.due for part in parts) < day
        if not late and (off or not any(when <= day + SOON for _level, when in words)):
            return None
        way, sentence, skip, rule = "", "", False, ""
        if off:
            sentence = self.env._("This company sends no reminders.")
        elif waiting := self._bpm_waiting_reminder():
            way, skip = waiting.channel, waiting.state == "proposed"
            sentence, rule = self._bpm_waiting_sentence(waiting)
        elif words:
            level, when = min(words, key=lambda word: (word[1], -word[0].days))
            skip = True
            way, sentence, rule = self._bpm_coming_sentence(account, level, when, day)
        else:
            sentence = self.env._("Every level was said. A call is due now.")
        return {
            "tone": "warning" if late else "info",
            "icon": ICONS[way],
            "sentence": sentence,
            "buttons": self._bpm_line_buttons(skip),
            "why": [*filter(None, [rule]), *self._bpm_why()],
        }

    def _bpm_waiting_reminder(self):
        """The reminder that says something new of this invoice, or asks for it, and is being
        reviewed or waits in the outbox."""
        return (
            self.env["bpm.payment.reminder"]
            .sudo()
            .search(
                [
                    (
                        "line_ids",
                        "any",
                        [
                            ("move_line_id.move_id", "=", self.id),
                            "|",
                            ("aside", "=", False),
                            ("state", "!=", "repeated"),
                        ],
                    ),
                    ("state", "in", ("proposed", "queued")),
                ],
                limit=1,
            )
        )

    def _bpm_waiting_sentence(self, waiting):
        """(sentence, contact rule) about a reminder that is prepared."""
        goes, rule = waiting._goes()[waiting.id]
        lines = waiting.line_ids.filtered(lambda line: line.move_id.id == self.id)
        asked = lines.filtered(lambda line: not line.aside)
        level = waiting.level_id if asked else lines.level_id.sorted("days")[-1:]
        told = {"way": self._bpm_way_told(waiting.channel), "level": level.name}
        if waiting.state == "queued":
            if waiting.company_id._bpm_is_paused():
                goes = self.env._("waits there: everything is paused")
            return self.env._(
                "In the outbox: %(way)s, “%(level)s”, %(goes)s.", goes=goes, **told
            ), rule
        when = self.env._("waits for review today")
        when = f"{when}: {goes}" if rule else when
        return self.env._("Next: %(way)s, “%(level)s”, %(when)s.", when=when, **told), rule

    def _bpm_coming_sentence(self, account, level, when, day):
        """(way, sentence, contact rule) about a reminder that is not prepared yet."""
        ours, reminders = self.sudo(), self.env["bpm.payment.reminder"].sudo()
        company, partner = ours.company_id, ours.commercial_partner_id
        when = self._bpm_prepared_on(when, day)
        plans = {partner.id: payment_reminder.Plan(level, (), "", {})}
        reach = reminders._reach(plans, reminders._recipients(company, partner.ids))[partner.id]
        name = self.env["bpm.reminder.level"].sudo().browse(level.key).name
        start, now = company._bpm_reminders_start_on(when), fields.Datetime.now()
        told = self._bpm_moment_told(start, now)
        if not reach:
            sentence = self.env._(
                "Next: “%(level)s”, %(when)s, but there is no usable address on the card.",
                level=name,
                when=told,
            )
            return "", sentence, ""
        levels = self.env["bpm.reminder.level"].sudo()._of(company)
        spoken = payment_reminder.plan(account.parts, account.credits, levels, when).rows
        late = any(row.part.due < when for row in spoken)
        item = {
            "purpose": "payment_reminder" if late else "payment_notice",
            "partner_id": partner.id,
            "company_id": company.id,
            **reach._asdict(),
        }
        [verdict] = self.env["bpm.contact.policy"].sudo()._preview([item], max(start, now))
        goes, rule = reminders._goes_told(company, verdict, max(start, now), now)
        if verdict.action == "wait":
            told = self._bpm_moment_told(verdict.until, now)
        elif verdict.action != "send":
            told = f"{told}: {goes}"
        sentence = self.env._(
            "Next: %(way)s, “%(level)s”, %(when)s.",
            way=self._bpm_way_told(reach.channel),
            level=name,
            when=told,
        )
        return reach.channel, sentence, rule

    def _bpm_way_told(self, channel):
        return self.env._("SMS") if channel == "sms" else self.env._("e-mail")

    def _bpm_prepared_on(self, when, day):
        """The day on which the schedule would say it: tomorrow once today's are prepared."""
        runs = self.env["bpm.payment.run"].sudo()
        today = [("company_id", "=", self.sudo().company_id.id), ("day", "=", day)]
        if when <= day and runs.search_count(today, limit=1):
            return day + timedelta(days=1)
        return when

    def _bpm_moment_told(self, moment, now):
        """“Tue 24 Mar 9:00 AM” on the company's clock; the day alone when the hour is past."""
        local = local_time.on_the_clock(moment, self.sudo().company_id._bpm_zone())
        told = format_date(self.env, local.date(), date_format=DAY)
        if moment <= now:
            return told
        return f"{told} {format_time(self.env, local.time(), time_format='short')}"
