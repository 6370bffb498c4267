"""What the parts of an attribute (choices, columns) have in common: names, and codes that stay."""

from odoo import api, models

from ...engine.attribute_code import code_of, is_code


class BpmPartnerAttributePart(models.AbstractModel):
    """To be inherited together with a field ``attribute_id``."""

    _name = "bpm.partner.attribute.part"
    _description = "Part of an attribute"

    @api.model_create_multi
    def create(self, vals_list):
        """Override to give codes; one that is given (by a file of sets) stays if it may be one."""
        taken = self._codes_of([vals["attribute_id"] for vals in vals_list])
        for vals in vals_list:
            used = taken.setdefault(vals["attribute_id"], set())
            if not is_code(vals.get("code") or "") or vals["code"] in used:
                vals["code"] = code_of(vals["name"], used)
            used.add(vals["code"])
        parts = super().create(vals_list)
        parts._show_in_forms()
        return parts

    def _codes_of(self, attribute_ids):
        """{id of an attribute: codes its parts have}."""
        parts = self.search([("attribute_id", "in", attribute_ids)])
        return {
            attribute.id: set(mine.mapped("code"))
            for attribute, mine in parts.grouped("attribute_id").items()
        }

    def _show_in_forms(self):
        """Hook: carry new parts over to the columns of their attributes."""

    def update_field_translations(self, field_name, translations, source_lang=""):
        """Override to have forms follow a translated name."""
        result = super().update_field_translations(field_name, translations, source_lang)
        self.attribute_id._label()
        return result
