"""How a company wants its payment reminders."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_reminder_mode = fields.Selection(
        [
            ("review", "A person reviews them"),
            ("auto", "They go out by themselves"),
            ("off", "No reminders"),
        ],
        "Payment reminders",
        default="review",
        required=True,
    )
    bpm_reminder_hour = fields.Float(
        "Reminders go out at", default=9.0, help="On the company's clock, not before."
    )

    _bpm_reminder_hour = models.Constraint(
        "CHECK (bpm_reminder_hour >= 0 AND bpm_reminder_hour < 24)",
        "Reminders go out at an hour between 0:00 and 23:59.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_reminder_mode = fields.Selection(
        related="company_id.bpm_reminder_mode", readonly=False, required=True
    )
    bpm_reminder_hour = fields.Float(related="company_id.bpm_reminder_hour", readonly=False)
