"""Doubts about leads: above the lead, in the Data Queue, and where its quotation is confirmed."""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_amount


class CrmLead(models.Model):
    _inherit = "crm.lead"

    bpm_lead_warning = fields.Char(
        compute="_compute_bpm_lead_warning", export_string_translation=False
    )

    def _compute_bpm_lead_warning(self):
        """What is doubtful of a lead, for whoever works on it: by the company's strictness."""
        self.bpm_lead_warning = False
        for company, leads in self.grouped("company_id").items():
            told = leads._origin._bpm_doubts_told(company or self.env.company, fresh=False)
            for lead in leads:
                mine = told.get(lead._origin.id, [])
                doubts = "; ".join(sentence for _what, sentence in mine)
                if any(what == "block" for what, _sentence in mine):
                    lead.bpm_lead_warning = self.env._(
                        "To be put right before a quotation is confirmed: %s", doubts
                    )
                elif mine:
                    lead.bpm_lead_warning = self.env._("Doubtful: %s", doubts)

    def _bpm_doubts_told(self, company, fresh=True):
        """What stands against committing the company with what came of these leads.

        :param fresh: look at the data first instead of relying on what is known
        :return: {id: [(effect, sentence)]}, effects "warn" and "block" only
        """
        findings_sudo = self.env["bpm.partner.finding"].sudo()
        if company.bpm_strictness == "soft" or not self:
            return {}
        if fresh:
            findings_sudo._look(self.sudo(), self.env["bpm.partner.attribute"]._watched(self._name))
        return findings_sudo._told(Domain("lead_id", "in", self.ids), company)

    def _bpm_told_in_queue(self):
        """What the Data Queue says of a lead beside its name; as `_stake_told`."""
        self.ensure_one()
        kind = dict(self._fields["type"]._description_selection(self.env))[self.type]
        currency = self.company_currency or self.env.company.currency_id
        amount = self.expected_revenue and format_amount(self.env, self.expected_revenue, currency)
        return {"level": 0, "lines": [kind, amount] if amount else [kind]}
