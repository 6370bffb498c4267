"""What the Workdesk remembers for one person."""

from odoo import fields, models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    bpm_guide_dismissed = fields.Boolean(
        string="Guided first approval: not offered any more",
        help="Set when the person has been through it, or does not want it.",
    )
