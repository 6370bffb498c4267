"""What a reminder does, in a sentence, and how far it has come."""

from odoo import api, fields, models


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
            reminder.waiting_count = sum(
                counts.get((reminder.id, state), 0) for state in ("waiting", "queued")
            )
            reminder.stopped_count = sum(
                counts.get((reminder.id, state), 0) for state in ("stopped", "late", "failed")
            )

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
