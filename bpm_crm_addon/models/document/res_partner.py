"""Papers of a counterparty, and what templates know of one."""

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_document_facts(self, lang):
        """Override to tell about counterparties: letters, powers of attorney, leaflets."""
        words = self.env["bpm.fact.words"]
        facts = super()._bpm_document_facts(lang)
        for partner in self:
            firm = partner.commercial_partner_id
            company = partner.company_id or self.env.company
            facts[partner.id] |= {
                "partner": {
                    **words._party(firm, lang),
                    **partner.with_context(lang=lang)._bpm_attribute_facts(lang),
                },
                "contact": words._person(partner),
                "company": words._party(company.sudo().partner_id, lang),
                "user": words._person(self.env.user.partner_id),
                "today": words._date(fields.Date.context_today(self), lang),
            }
        return facts
