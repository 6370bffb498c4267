"""What templates are filled in with: plain words and numbers, never anything of Odoo's itself."""

from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_document_facts(self, lang):
        """Return {id: facts} for templates in the language `lang` (a code of Odoo's).

        Facts are nested dictionaries and lists of texts and whole numbers. A model that papers
        are made for overrides it, with the rights of the user: what they may not read is left out.
        """
        return {record.id: {} for record in self}

    def _bpm_document_held(self):
        """Return {id: sentence} of those whose papers may not go out yet: their papers say so."""
        return {}
