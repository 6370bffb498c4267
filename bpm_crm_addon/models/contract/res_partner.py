"""The contracts of a counterparty: how many there are, and which dates of theirs come soon."""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

SWITCH = "bpm_crm_addon.group_bpm_capability_contract"
AHEAD, MOST = 60, 3  # days, as the first reminder of an end; rows


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_contract_count = fields.Integer(
        "Contracts",
        compute="_compute_bpm_contract_count",
        groups=SWITCH,
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

    def _bpm_open_more(self):
        """Override of `partner` to tell which contracts end soon, or by when notice is possible."""
        rows = super()._bpm_open_more()
        dates = self.env["bpm.contract.date"]
        if not self.env.user.has_group(SWITCH) or not dates.has_access("read"):
            return rows
        today = fields.Date.context_today(self)
        found = dates.search(
            Domain("what", "in", ("end", "notice"))
            & Domain("contract_id.party_ids.partner_id", "=", self.id)
            & Domain("contract_id.company_id", "in", self.env.companies.ids)
            & Domain("date", ">=", today)
            & Domain("date", "<=", today + timedelta(days=AHEAD)),
            limit=MOST,
        )
        return rows + [
            {
                "key": f"contract-{one.id}",
                "title": one.contract_id.number or one.contract_id.display_name,
                "text": self._bpm_contract_soon(one, today),
                "open": {"model": one.contract_id._name, "id": one.contract_id.id},
            }
            for one in found
        ]

    def _bpm_contract_soon(self, dated, today):
        day, left = format_date(self.env, dated.date), (dated.date - today).days
        if dated.what == "notice":
            return self.env._("goes on unless notice is given by %s", day)
        if left > 1:
            return self.env._("ends in %s days", left)
        return self.env._("ends on %s", day)
