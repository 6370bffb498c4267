"""By what a counterparty is known again when its name is written a little differently."""

from odoo import api, fields, models

from ...engine.tabular.match_keys import name_key


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_name_key = fields.Char(
        string="Name, simplified",
        compute="_compute_bpm_name_key",
        store=True,
        precompute=True,
        exportable=False,
        index="btree_not_null",
    )
    _bpm_name_block = models.Index("(left(bpm_name_key, 6)) WHERE bpm_name_key IS NOT NULL")
    _bpm_email = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _bpm_phone = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

    @api.depends("name")
    def _compute_bpm_name_key(self):
        for partner in self:
            partner.bpm_name_key = name_key(partner.name) or False
