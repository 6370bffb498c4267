"""Undoing an import: the night's figures about a counterparty are no use that is made of it."""

from odoo import api, models

from .merge import COMPUTED


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def _beside_the_point(self):
        """Override of `partner`."""
        return (*super()._beside_the_point(), *COMPUTED)
