"""Proof of lawful sending: everything about one counterparty on one paper."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_datetime

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"


class ReportContactProof(models.AbstractModel):
    _name = "report.bpm_crm_addon.contact_proof"
    _description = "Proof of lawful sending"

    @api.model
    def _get_report_values(self, docids, data=None):
        """What the template shows, as far as the reader may see it: managers of outreach only."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("The proof is printed by an outreach manager. Ask one of them for it.")
            )
        partners = self.env["res.partner"].browse(docids)
        partners.check_access("read")
        return {
            "proofs": [(partner, partner._bpm_contact_proof()) for partner in partners],
            "moment": lambda at: format_datetime(self.env, at, dt_format="short") if at else "",
            "zone": self.env.user.tz or "UTC",
            "reader": self.env.user,
        }
