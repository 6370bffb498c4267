"""The report on data quality as people read it: the last rows, and the cards behind a figure."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .quality import MISSING, NUMBERED, PLACED, REACHED

READERS = ("bpm_crm_addon.group_bpm_steward", "bpm_crm_addon.group_bpm_director")


class BpmPartnerQuality(models.Model):
    _inherit = "bpm.partner.quality"

    @api.model
    def action_today(self):
        """Open the report; what has changed since the night is counted first."""
        if not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._("Data quality is for data stewards and directors. Ask one of them.")
            )
        self.sudo()._note_today()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_quality"
        )

    def _trend(self):
        """By how many percentage points more are verified than eight weeks ago, here."""
        last = self.search(
            [("company_id", "=", self.env.company.id), ("role_id", "=", False)], limit=1
        )
        return round(last.verified_change)

    # === THE CARDS BEHIND A FIGURE === #

    def action_incomplete(self):
        """Open the counterparties of this row that something is missing of."""
        whole = REACHED & PLACED & NUMBERED & ~MISSING
        return self._counterparties(~whole, self.env._("%s: not complete", self.about))

    def action_not_verified(self):
        """Open the counterparties of this row that nobody has verified, or not lately."""
        open_ones = Domain("bpm_verification_state", "!=", "verified")
        return self._counterparties(open_ones, self.env._("%s: not verified", self.about))

    def _counterparties(self, domain, title):
        self.ensure_one()
        self.check_access("read")
        # The same counterparties as were counted: firms and people, not their contacts.
        counted = Domain("parent_id", "=", False) | Domain("is_company", "=", True)
        counted &= Domain("partner_share", "=", True)
        counted &= Domain("company_id", "in", [False, self.company_id.id])
        if self.role_id:
            counted &= Domain("bpm_role_ids", "in", self.role_id.ids)
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": list(counted & domain),
        }
