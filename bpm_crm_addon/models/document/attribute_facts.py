"""What templates know of the company's own attributes."""

from odoo import models

WORDED = (
    *("boolean", "char", "text", "integer", "float", "monetary", "date", "datetime"),
    *("selection", "many2one", "many2many"),
)


class BpmPartnerAttributeHolder(models.AbstractModel):
    _inherit = "bpm.partner.attribute.holder"

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
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type in ("date", "datetime"):
            return self.env["bpm.fact.words"]._date(value, lang)["long"]
        return str(value) if value or field.type in ("integer", "float", "monetary") else ""
