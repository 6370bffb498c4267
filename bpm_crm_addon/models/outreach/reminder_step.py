"""The steps of a reminder: what is said first, and what later if it is still needed."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .audience import CHANNELS


class BpmReminderStep(models.Model):
    _name = "bpm.reminder.step"
    _description = "Step of a reminder"
    _order = "reminder_id, sequence, id"

    reminder_id = fields.Many2one("bpm.reminder", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    wait_days = fields.Integer(
        "Wait, days", default=0, help="After the step before; the first one waits for nothing."
    )
    channel = fields.Selection(CHANNELS, required=True, default="email_sms")
    template_id = fields.Many2one(
        "bpm.message.template",
        "What is said",
        required=True,
        index=True,
        ondelete="restrict",
    )
    model_name = fields.Selection(related="reminder_id.model_name")

    _wait_not_negative = models.Constraint(
        "CHECK(wait_days >= 0)", "A step waits for a number of days, or 0 for none."
    )

    def write(self, vals):
        """Override: a step is given only to a reminder one may change."""
        result = super().write(vals)
        if "reminder_id" in vals:
            self.check_access("write")
        return result

    @api.constrains("template_id", "reminder_id")
    def _check_template(self):
        for step in self:
            if step.template_id.model_name != step.reminder_id.model_name:
                raise ValidationError(
                    self.env._(
                        "The template “%(template)s” is about something else than “%(reminder)s”. "
                        "Choose one that is about the same.",
                        template=step.template_id.name,
                        reminder=step.reminder_id.name,
                    )
                )
