"""What people did with campaigns and reminders, in the words of the audit trail; short reasons."""

from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

EVENTS = {
    "campaign_released": _lt("Campaign released"),
    "campaign_cancelled": _lt("Campaign cancelled"),
    "reminder_on": _lt("Reminder switched on"),
    "reminder_off": _lt("Reminder switched off"),
}
REASONS = {
    "no_partner": _lt("nobody named"),
    "no_text": _lt("no text for this channel"),
    "missing": _lt("something to say is missing"),
    "known": _lt("meet the condition already"),
    "double": _lt("said already by a colleague"),
    "twice": _lt("same address on another card"),
    "budget": _lt("budget used up"),
}


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override of `audit` to add what happens to campaigns and reminders."""
        return super()._event_words() | EVENTS


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _reason_names(self):
        """Override to add why a letter was not even written."""
        return super()._reason_names() | REASONS
