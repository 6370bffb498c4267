"""A list of customers with their figures is the client base as well: the limits on reading hold."""

from odoo import models
from odoo.http import request

from ..partner.reading import FEW, is_program


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    def export_data(self, fields_to_export):
        """Override of `base`: every export counts; paths to counterparties are counted there."""
        if not any("/" in path for path in fields_to_export):
            self.env["bpm.partner.reading"]._count("exported", len(self.partner_id))
        return super().export_data(fields_to_export)

    def _read_format(self, fnames, load="_classic_read"):
        """Override of `base`: `read`, `search_read` and `web_read` all go through this."""
        if len(self) > FEW or (self and request and is_program()):
            self.env["bpm.partner.reading"]._count("called", len(self))
        return super()._read_format(fnames, load=load)
