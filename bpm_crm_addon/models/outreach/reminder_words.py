"""What a reminder does, in a sentence; how far it has come; who would get it next."""

from datetime import timedelta

from odoo import api, fields, models

from .audience import MOST_JUDGED, Addressee


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    sentence = fields.Char("In short", compute="_compute_sentence")
    said_count = fields.Integer("Said", compute="_compute_counts")
    waiting_count = fields.Integer("Go on", compute="_compute_counts")
    stopped_count = fields.Integer("Not said", compute="_compute_counts")

    @api.depends("kind", "date_path", "offset", "unit", "side", "yearly", "model_name", "hour")
    @api.depends_context("lang")
    def _compute_sentence(self):
        """“Invoice: 3 days before Due Date, at 10:00”."""
        for reminder in self:
            about = dict(reminder._selection_model()).get(reminder.model_name, "")
            reminder.sentence = f"{about}: {reminder._when_told()}"

    def _when_told(self):
        if self.kind == "change":
            return self.env._("as soon as it meets the condition")
        field = self._field_at(self.date_path or "")
        name = field._description_string(self.env) if field else "…"
        hour = f"{int(self.hour):02d}:{round(self.hour % 1 * 60):02d}"
        if not self.offset and self.yearly:
            return self.env._("every year on %(date)s, at %(hour)s", date=name, hour=hour)
        if not self.offset:
            return self.env._("on %(date)s, at %(hour)s", date=name, hour=hour)
        words = {
            ("days", "before"): self.env._("days before"),
            ("days", "after"): self.env._("days after"),
            ("hours", "before"): self.env._("hours before"),
            ("hours", "after"): self.env._("hours after"),
        }
        told = f"{self.offset} {words[self.unit, self.side]} {name}"
        return f"{told}, {hour}" if self.unit == "days" else told

    def _compute_counts(self):
        found = self.env["bpm.reminder.occurrence"]._read_group(
            [("reminder_id", "in", self.ids)], ["reminder_id", "state"], ["__count"]
        )
        counts = {(reminder.id, state): count for reminder, state, count in found}
        for reminder in self:
            reminder.said_count = counts.get((reminder.id, "done"), 0)
            reminder.waiting_count = counts.get((reminder.id, "waiting"), 0)
            reminder.stopped_count = sum(
                counts.get((reminder.id, state), 0) for state in ("stopped", "late", "failed")
            )

    # === WHO WOULD GET IT === #

    def _forecast_days(self, days, now):
        """[Fate] of what falls due in the next days; nothing is written.

        Of a change nobody knows the future: those who meet the condition now, as if they began to.
        """
        self.ensure_one()
        rows = []
        if self.kind == "change":
            found = self._documents().search(self._wanted(), limit=MOST_JUDGED, order="id")
            rows = [(one.id, str(now.date()), now) for one in found]
        else:
            for part in self._due_between(now, now + timedelta(days=days)):
                rows += part
                if len(rows) >= MOST_JUDGED:
                    break
        step = self.step_ids.sorted()[:1]
        if not step or not rows:
            return []
        rows.sort(key=lambda row: (row[2], row[0]))
        documents = self._documents().browse(row[0] for row in rows)
        addressees = [
            Addressee(
                document,
                self._contact_of(document),
                self._occasion_of(res_id, key, 0),
                res_id,
                moment,
            )
            for document, (res_id, key, moment) in zip(documents, rows, strict=True)
        ]
        letters = self._letters(addressees, step.template_id, step.channel, self._name)
        return self._forecast_at(letters, now)

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

    # === BUTTONS === #

    def action_open_occurrences(self):
        """What was said, to whom, and what was not."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_reminder_occurrence"
        )
        return {
            **action,
            "domain": [("reminder_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }
