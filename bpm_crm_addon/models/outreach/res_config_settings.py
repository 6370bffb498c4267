"""The settings of outreach."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_outreach_ceiling = fields.Integer(
        related="company_id.bpm_outreach_ceiling", readonly=False, string="At most per hour"
    )
    bpm_outreach_pixel = fields.Boolean(related="company_id.bpm_outreach_pixel", readonly=False)
