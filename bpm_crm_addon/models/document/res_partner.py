"""Papers of a counterparty, and what templates know of one."""

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_document_facts(self, lang):
        """Override to tell about counterparties."""
        return super()._bpm_document_facts(lang)
