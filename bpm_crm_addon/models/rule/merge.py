"""When counterparties become one, figures are computed, not moved."""

from odoo import models

# Names of tables, not of cards that point at each other.
COMPUTED = ("bpm_partner_metric", "bpm_partner_metric_stale", "bpm_partner_purchase")


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _pointers(self):
        """Override of `partner`: moving the documents notes both cards; their rows stay out."""
        catalogue, pointers = super()._pointers()
        return catalogue, [one for one in pointers if one.table not in COMPUTED]
