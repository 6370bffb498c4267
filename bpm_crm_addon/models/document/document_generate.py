"""Making papers from a template."""

from odoo import models


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    def _bpm_generate(self, records, lang=None):
        """Fill the template in for each of `records`; return their papers, in that order.

        A record has one paper per template as long as nobody signed it: making it again adds a
        version, and none when nothing has changed. Either all of them are made, or none.
        """
        raise NotImplementedError
