"""The words of papers in the audit trail."""

from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add papers and dossiers."""
        return {
            **super()._event_words(),
            "paper_registered": _lt("Paper registered"),
            "paper_signed": _lt("Paper signed"),
            "paper_held": _lt("Paper put on hold"),
            "paper_released": _lt("Hold of the paper ended"),
            "paper_disposed": _lt("Paper disposed of"),
            "paper_waived": _lt("Paper not asked for"),
            "paper_asked_again": _lt("Paper asked for again"),
            "papers_link_made": _lt("Link for bringing papers made"),
            "papers_link_ended": _lt("Link for bringing papers ended"),
            "papers_exported": _lt("Dossier downloaded"),
        }

    @api.model
    def _fact_words(self):
        """Override to name what they are about."""
        return {
            **super()._fact_words(),
            "number": (_lt("Number"), "plain"),
            "paper": (_lt("Paper"), "plain"),
            "paper_version": (_lt("Version"), "plain"),
            "sha256": (_lt("Fingerprint of the file"), "fingerprint"),
            "keep_until": (_lt("Kept until"), "plain"),
        }
