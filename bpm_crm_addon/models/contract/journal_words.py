"""What people did with contracts, in the words of the audit trail."""

from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

EVENTS = {
    "contract_reopened": _lt("Contract taken back to draft"),
    "contract_cancelled": _lt("Contract cancelled"),
    "contract_sent_to_sign": _lt("Contract sent for signature"),
    "contract_signed_by": _lt("Signed by a party"),
    "contract_active": _lt("Contract signed by all"),
    "contract_taken_over": _lt("Contract taken over as signed before"),
    "contract_suspended": _lt("Contract suspended"),
    "contract_resumed": _lt("Contract resumed"),
    "contract_fulfilled": _lt("Contract fulfilled"),
    "contract_terminated": _lt("Contract terminated"),
    "contract_expired": _lt("Contract expired"),
    "contract_prolonged": _lt("Contract prolonged"),
    "contract_notice_given": _lt("Notice given"),
}


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override of `audit` to add what happens to contracts."""
        return super()._event_words() | EVENTS
