"""Switching reminders on and off. What was before that moment is history and is not told."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# Whoever changes one of these changes what the reminder is about: history begins anew.
MEANING = {
    *("model_name", "domain", "kind", "date_path", "offset", "unit", "side", "yearly", "hour"),
    *("stop_domain", "segment_id", "company_id"),
}
CLOCKS = ("since", "looked_until")


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    def write(self, vals):
        """Override: to be on begins now, whichever way it is switched on; so does a new meaning.
        What waits ends when it is switched off; one that is archived is off.
        When it began and how far it has looked is for the schedule alone to write."""
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in CLOCKS}
        if "active" in vals and not vals["active"]:
            vals = {**vals, "state": "off"}
        target = vals.get("state")
        switched = self.filtered(lambda one: target and one.state != target)
        starting = self.filtered(
            lambda one: (
                vals.get("state", one.state) == "on"
                and (one.state != "on" or MEANING & vals.keys())
            )
        )
        result = super().write(vals)
        starting._check_says_something()
        starting._begin()
        if target == "off":
            switched._stop_waiting()
        switched._note(f"reminder_{target}")
        return result

    @api.model_create_multi
    def create(self, vals_list):
        """Override: one that is made as being on begins now too."""
        reminders = super().create(vals_list)
        begun = reminders.filtered(lambda one: one.state == "on")
        begun._check_says_something()
        begun._begin()
        begun._note("reminder_on")
        return reminders

    def copy_data(self, default=None):
        """Override: a copy is another one."""
        return [
            {**values, "name": self.env._("%s (copy)", one.name)}
            for one, values in zip(self, super().copy_data(default), strict=True)
        ]

    def _check_says_something(self):
        for reminder in self.filtered(lambda one: not one.step_ids):
            raise UserError(
                self.env._(
                    "“%s” says nothing yet. Add a step with a template first.", reminder.name
                )
            )

    def _begin(self):
        """From now on: whoever meets the condition already is history."""
        now = fields.Datetime.now()
        for reminder in self:
            reminder.sudo().write({"since": now, "looked_until": now})
            reminder.sudo()._note_members(now, tell=False)

    def _stop_waiting(self):
        """Nothing more is said of what has begun; what is in the outbox asks before it leaves."""
        waiting = self.env["bpm.reminder.occurrence"].sudo()
        waiting.search([("reminder_id", "in", self.ids), ("state", "=", "waiting")]).write(
            {"state": "stopped", "reason_text": _lt("The reminder was switched off.")}
        )

    # === BUTTONS === #

    def action_switch_on(self):
        """From now on; nothing of the past is told."""
        self.write({"state": "on"})
        self.env["ir.cron"]._bpm_wake("bpm_crm_addon.ir_cron_reminder")

    def action_switch_off(self):
        """What waits is stopped, also what is in the outbox and has not left."""
        self.write({"state": "off"})

    def _note(self, event):
        self.env["bpm.journal"].sudo()._append(
            [
                {"event": event, "res_model": self._name, "res_id": one.id}
                for one in self.sorted("id")
            ]
        )
