"""Who would get a reminder next, who would not, and why: nothing is written by looking."""

from datetime import timedelta
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine import occasion
from .audience import MOST_JUDGED, Addressee, Letter


class Coming(NamedTuple):
    """A step that is due in the days looked at; `code` and `why_not`: what keeps it from it."""

    res_id: int
    key: str
    number: int
    moment: object
    code: str = ""
    why_not: str = ""


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    def _forecast_days(self, days, now):
        """[Fate] of what falls due in the next days, later steps included."""
        self.ensure_one()
        steps = self.step_ids.sorted()
        if not steps:
            return []
        end = now + timedelta(days=days)
        first = self._coming_changes(now) if self.kind == "change" else self._coming(now, end)
        begun = self._coming_of_begun(steps, now, end)
        follow = self._coming_after([one for one in first + begun if not one.code], steps, end)
        coming = sorted(first + begun + follow, key=lambda one: (one.moment, one.res_id))
        coming = coming[:MOST_JUDGED]
        fates = []
        for number in sorted({one.number for one in coming}):
            batch = [one for one in coming if one.number == number]
            judged = self._forecast_at(self._letters_to_come(batch, steps[number]), now)
            fates += [self._as_step(fate, number) for fate in judged] if number else judged
        return fates

    # === WHAT IS DUE === #

    def _coming(self, now, end):
        """[Coming] first steps of dates, those that a stop condition keeps from it among them."""
        rows = []
        for part in self._due_between(now, end, self._matching()):
            rows += part
            if len(rows) >= MOST_JUDGED:
                break
        stopped = self._stopped_of([row[0] for row in rows])
        return [Coming(res_id, key, 0, moment, *self._stop_told(res_id in stopped))
                for res_id, key, moment in rows]  # fmt: skip

    def _coming_changes(self, now):
        """[Coming] of those who meet the condition now. Who met it when one last looked, or would
        when the reminder is switched on, is no news and is not told."""
        documents, key = self._documents(), str(now.date())
        news = documents.browse()
        if self.state == "on":
            beginning = self._wanted() & Domain("id", "not in", self._known_members())
            news = documents.search(beginning, limit=MOST_JUDGED, order="id")
        others = documents.search(self._matching() & Domain("id", "not in", news.ids),
                                  limit=max(1, MOST_JUDGED - len(news)), order="id")  # fmt: skip
        stopped = self._stopped_of(others.ids)
        known = "known", self.env._("It meets the condition already: only who begins to is told.")
        return [Coming(one, key, 0, now) for one in news.ids] + [
            Coming(one, key, 0, now, *(self._stop_told(True) if one in stopped else known))
            for one in others.ids
        ]

    def _known_members(self):
        rows = self.env.execute_query(
            SQL("SELECT res_id FROM bpm_reminder_member WHERE reminder_id = %s", self.id)
        )
        return [row[0] for row in rows]

    def _stopped_of(self, ids):
        """Those of the documents to which the stop condition applies."""
        return set(self._documents().search(Domain("id", "in", ids) & self._stopping()).ids)

    def _stop_told(self, is_stopped):
        if not is_stopped:
            return "", ""
        return "not_wanted", self.env._("“Not any more when” applies to it.")

    def _coming_of_begun(self, steps, now, end):
        """[Coming] next steps of what has begun; nothing of documents that are gone."""
        occurrences = self.env["bpm.reminder.occurrence"].sudo()
        begun = occurrences.search(
            [
                ("reminder_id", "=", self.id),
                ("state", "=", "waiting"),
                ("next_at", "<=", end),
                ("step", "<", len(steps)),
            ],
            order="next_at, id",
            limit=MOST_JUDGED,
        )
        there = set(self._documents().browse(begun.mapped("res_id")).exists().ids)
        reasons = self._unwanted(begun)
        rows = []
        for one in begun.filtered(lambda one: one.res_id in there):
            why = ("not_wanted", reasons[one.id]) if reasons[one.id] else ()
            if not why and occasion.what_is_late(one.next_at, now, self.late_hours):
                why = "stale", self.env._(self._late_words())  # pylint: disable=gettext-variable
            rows.append(Coming(one.res_id, one.occurrence, one.step, one.next_at, *why))
        return rows

    def _coming_after(self, coming, steps, end):
        """[Coming] of the steps that follow these until the end, as far as one can know."""
        zone, rows = self.company_id._bpm_zone(), []
        for one in coming:
            moment = one.moment
            for number in range(one.number + 1, len(steps)):
                moment = occasion.due(moment, steps[number].wait_days, "days", 0.0, zone)
                if moment > end:
                    break
                rows.append(one._replace(number=number, moment=moment))
        return rows

    # === WHAT WOULD BECOME OF IT === #

    def _letters_to_come(self, coming, step):
        """[Letter] of one step; without an item where it is known why there is none."""
        documents = self._documents().browse(one.res_id for one in coming)
        addressees = [
            Addressee(
                document,
                self._contact_of(document),
                self._occasion_of(one.res_id, one.key, one.number),
                one.res_id,
                one.moment,
            )
            for document, one in zip(documents, coming, strict=True)
        ]
        going = [to for to, one in zip(addressees, coming, strict=True) if not one.code]
        written = iter(self._letters(going, step.template_id, step.channel, self._name))
        return [
            Letter(to, None, one.code, one.why_not) if one.code else next(written)
            for to, one in zip(addressees, coming, strict=True)
        ]

    def _forecast_at(self, letters, now):
        """The forecast of letters of several days: each day is judged at its first moment."""
        fates, by_moment = [], {}
        for letter in letters:
            moment = max(letter.to.at or now, now)
            by_moment.setdefault(moment.replace(minute=0, second=0, microsecond=0), []).append(
                letter
            )
        for moment, batch in sorted(by_moment.items()):
            fates += self._forecast(batch, max(moment, now))
        return fates

    def _as_step(self, fate, number):
        """A later step is said only if it is still needed then."""
        if fate.action not in ("send", "wait", "hold"):
            return fate
        words = self.env._("Step %s, if it is still needed then.", number + 1)
        return fate._replace(action="step", text=" ".join(filter(None, [words, fate.text])))
