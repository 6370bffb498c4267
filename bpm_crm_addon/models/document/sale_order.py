"""Offers: what templates know of a quotation."""

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _bpm_document_facts(self, lang):
        """Override to tell about quotations."""
        return super()._bpm_document_facts(lang)
