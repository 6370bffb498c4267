"""Switching reminders on and off. What was before that moment is history and is not told."""

from odoo import api, fields, models
from odoo.exceptions import UserError

# Whoever changes one of these changes what the reminder is about: history begins anew.
MEANING = {
    *("model_name", "domain", "kind", "date_path", "offset", "unit", "side", "yearly", "hour"),
    *("segment_id", "company_id"),
}
CLOCKS = ("since", "looked_until")


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    def write(self, vals):
        """Override: to be on begins now, whichever way it is switched on; so does a new meaning.
        When it began and how far it has looked is for the schedule alone to write."""
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in CLOCKS}
        starting = self.filtered(
            lambda one: (
                vals.get("state", one.state) == "on"
                and (one.state != "on" or MEANING & vals.keys())
            )
        )
        result = super().write(vals)
        if starting:
            starting._begin()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        """Override: one that is made as being on begins now too."""
        reminders = super().create(vals_list)
        reminders.filtered(lambda one: one.state == "on")._begin()
        return reminders

    def copy_data(self, default=None):
        """Override: a copy is another one."""
        return [
            {**values, "name": self.env._("%s (copy)", one.name)}
            for one, values in zip(self, super().copy_data(default), strict=True)
        ]

    def _begin(self):
        now = fields.Datetime.now()
        for reminder in self:
            if not reminder.step_ids:
                raise UserError(
                    self.env._(
                        "“%s” says nothing yet. Add a step with a template first.", reminder.name
                    )
                )
            reminder.sudo().write({"since": now, "looked_until": now})
            reminder.sudo()._note_members(now, tell=False)

    # === BUTTONS === #

    def action_switch_on(self):
        """From now on; nothing of the past is told."""
        self.write({"state": "on"})
        self._note("reminder_on")
        self.env["ir.cron"]._bpm_wake("bpm_crm_addon.ir_cron_reminder")

    def action_switch_off(self):
        """What waits is stopped, also what is in the outbox and has not left."""
        self.write({"state": "off"})
        self._note("reminder_off")
        waiting = self.sudo().occurrence_ids.filtered(lambda one: one.state == "waiting")
        waiting.write(
            {"state": "stopped", "reason_text": self.env._("The reminder was switched off.")}
        )

    def _note(self, event):
        self.env["bpm.journal"].sudo()._append(
            [
                {"event": event, "res_model": self._name, "res_id": one.id}
                for one in self.sorted("id")
            ]
        )
