"""The setting that lets salespeople see sums in the Portrait."""

from odoo import fields, models

from .portrait import SUMS_FOR_SALES


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_portrait_sums = fields.Boolean(
        string="Sums in the Portrait",
        config_parameter=SUMS_FOR_SALES,
        help="Salespeople see turnover and debts of the counterparties they may see. Otherwise "
        "they read words, such as: pays late often.",
    )
