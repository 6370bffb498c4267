"""What a company has done of its set-up and no other fact shows."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_xray_seen_at = fields.Datetime(
        string="X-ray seen at", readonly=True, groups="bpm_crm_addon.group_bpm_admin"
    )
    bpm_trial_decided_at = fields.Datetime(
        string="Trial approval decided at", readonly=True, groups="bpm_crm_addon.group_bpm_admin"
    )
    bpm_setup_skipped = fields.Char(
        string="Set-up steps skipped", readonly=True, groups="bpm_crm_addon.group_bpm_admin"
    )
    bpm_setup_dismissed = fields.Boolean(
        string="Set-up list hidden", readonly=True, groups="bpm_crm_addon.group_bpm_admin"
    )
