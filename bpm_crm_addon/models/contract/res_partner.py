"""The contracts of a counterparty."""

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_contract_count = fields.Integer(
        "Contracts",
        compute="_compute_bpm_contract_count",
        groups="bpm_crm_addon.group_bpm_capability_contract",
    )

    def _compute_bpm_contract_count(self):
        """Those the reader may see; one query."""
        self.bpm_contract_count = 0
        parties = self.commercial_partner_id._origin
        groups = self.env["bpm.contract"]._read_group(
            [("partner_id", "in", parties.ids), ("state", "!=", "cancelled")],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.bpm_contract_count = counts.get(partner.commercial_partner_id._origin.id, 0)

    def action_bpm_contracts(self):
        """The contracts with this counterparty."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bpm_crm_addon.action_bpm_contract")
        party = self.commercial_partner_id
        return {
            **action,
            "domain": [("party_ids.partner_id", "=", party.id)],
            "context": {"default_partner_id": party.id},
        }
