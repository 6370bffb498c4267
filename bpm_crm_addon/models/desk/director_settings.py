"""The goals that approvals are measured by, per company."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_target_hours = fields.Float("Approvals answered within (working hours)", default=4.0)
    bpm_target_share = fields.Float("Quotations that need nobody (%)", default=80.0)

    _bpm_target_hours_positive = models.Constraint(
        "CHECK(bpm_target_hours > 0)", "The goal for answers is a time above zero."
    )
    _bpm_target_share_percent = models.Constraint(
        "CHECK(bpm_target_share BETWEEN 0 AND 100)",
        "The goal for quotations that need nobody lies between 0 and 100 %.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_target_hours = fields.Float(related="company_id.bpm_target_hours", readonly=False)
    bpm_target_share = fields.Float(related="company_id.bpm_target_share", readonly=False)
