"""What people did with messages, in the words of the audit trail."""

from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

EVENTS = {
    "message_released": _lt("Message released"),
    "message_cancelled": _lt("Message cancelled"),
    "message_arrived": _lt("Message noted as arrived"),
    "message_sent_anew": _lt("Message sent anew"),
    "outreach_paused": _lt("Sending paused"),
    "outreach_resumed": _lt("Sending resumed"),
    "outreach_live": _lt("Gone live with outreach"),
}


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override of `audit` to add what happens to messages."""
        return super()._event_words() | EVENTS
