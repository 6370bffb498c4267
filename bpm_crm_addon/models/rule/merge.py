"""Figures follow from documents: computed anew when counterparties become one, and no reason to
keep a counterparty whose import is undone."""

from odoo import api, models

# Names of tables, not of cards that point at each other.
COMPUTED = ("bpm_partner_metric", "bpm_partner_metric_stale", "bpm_partner_purchase")


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _pointers(self):
        """Override of `partner`: moving the documents notes both cards; their rows stay out."""
        catalogue, pointers = super()._pointers()
        return catalogue, [one for one in pointers if one.table not in COMPUTED]


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def _references(self):
        """Override of `partner`."""
        return [one for one in super()._references() if one[0] not in COMPUTED]
