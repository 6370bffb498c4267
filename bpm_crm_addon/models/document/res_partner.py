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

    def _bpm_attribute_facts(self, lang):
        """{"attribute": {code: words}} of the company's own attributes the user may read."""
        self.ensure_one()
        found = {}
        for name, field in self._fields.items():
            if not name.startswith("x_bpm_") or field.type not in WORDED:
                continue
            if self._has_field_access(field, "read"):
                found[name.removeprefix("x_bpm_")] = self._bpm_attribute_words(field, lang)
        return {"attribute": found} if found else {}

    def _bpm_attribute_words(self, field, lang):
        value = self[field.name]
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "many2one":
            return value.display_name or ""
        if field.type in ("date", "datetime"):
            return self.env["bpm.fact.words"]._date(value, lang)["long"]
        return str(value) if value or field.type in ("integer", "float", "monetary") else ""


WORDED = (
    "boolean",
    "char",
    "text",
    "integer",
    "float",
    "monetary",
    "date",
    "datetime",
    "selection",
    "many2one",
)
