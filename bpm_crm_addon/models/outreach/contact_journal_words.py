"""The words of consents, the stop list and departments in the audit trail."""

from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add contact rules, consents and the stop list."""
        return {
            **super()._event_words(),
            "contact_rule_made": _lt("Contact rule made"),
            "contact_rule_changed": _lt("Contact rule changed"),
            "contact_stopped": _lt("Put on the stop list"),
            "contact_stop_ended": _lt("Taken off the stop list"),
            "call_released": _lt("Call released"),
            "call_against_rule": _lt("Called though a contact rule was against it"),
            "consent_entered": _lt("Consent entered"),
            "consent_given": _lt("Consent given by a link"),
            "consent_withdrawn": _lt("Consent withdrawn"),
            "department_changed": _lt("Department changed"),
            "purpose_made": _lt("Purpose of messages made"),
            "purpose_changed": _lt("Kind in law changed"),
        }

    @api.model
    def _fact_words(self):
        """Override to name what they are about."""
        return {
            **super()._fact_words(),
            "partner": (_lt("Counterparty (number of the card)"), "plain"),
            "what": (_lt("What"), "plain"),
            "wording": (_lt("Wording"), "plain"),
            "until": (_lt("Until"), "plain"),
        }
