"""The words of merging in the audit trail."""

from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add merging."""
        return {
            **super()._event_words(),
            "merged": _lt("Counterparties merged"),
            "merge_undone": _lt("Merge undone"),
        }

    @api.model
    def _fact_words(self):
        """Override to name the cards of a merge."""
        return {
            **super()._fact_words(),
            "kept": (_lt("Stays (number of the card)"), "plain"),
            "merged": (_lt("Merged (numbers of the cards)"), "plain"),
        }
