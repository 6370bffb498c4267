"""How many days after its due date a payment of a company's customers still counts as in time."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_grace_days = fields.Integer("Days of grace", default=0, required=True)

    _bpm_grace_not_negative = models.Constraint(
        "CHECK (bpm_grace_days >= 0)", "Days of grace are a number of 0 or more."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_grace_days = fields.Integer(related="company_id.bpm_grace_days", readonly=False)
