"""Doubts about the parties of a contract, before it goes out to be signed: by the company's
strictness, as for quotations (party_gate.py)."""

from odoo import models


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _sign_findings(self):
        """Override: what is doubtful about the data of those on the other side."""
        result = super()._sign_findings()
        for company, contracts in self.sudo().grouped("company_id").items():
            theirs = contracts.party_ids.filtered(lambda party: party.role == "theirs")
            firms = theirs.partner_id.commercial_partner_id
            told = firms._bpm_doubts_told(company, fresh=False)
            for party in theirs:
                firm = party.partner_id.commercial_partner_id
                result[party.contract_id.id] += [
                    (what, f"{firm.display_name}: {sentence}")
                    for what, sentence in told.get(firm.id, ())
                ]
        return result

    def _refuse_unready(self):
        """Override to look at the data anew before anything is refused, or let through."""
        for company, contracts in self.sudo().grouped("company_id").items():
            if company.bpm_strictness != "soft":
                firms = contracts.party_ids.partner_id.commercial_partner_id
                firms.with_company(company)._bpm_look_at_all()
        return super()._refuse_unready()
