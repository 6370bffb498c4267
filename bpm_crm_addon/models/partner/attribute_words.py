"""Names of attributes, choices and columns, in every language, carried over to Odoo's catalogue.

Writing one of Odoo's rows reloads the registry each time; names are copied with their
translations in three statements instead, for any number of attributes.
"""

from odoo import SUPERUSER_ID, models
from odoo.tools import SQL


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    def _label(self):
        """Give columns and choices the names of their attributes and options."""
        for model in (self, self.option_ids, self.column_ids):
            model.flush_model()
        self.env["ir.model.fields"].flush_model()
        carrying = self._carrying()
        names, kinds = list(carrying), list(carrying.values())
        ids = list(self.ids)
        self.env.cr.execute(
            SQL(
                """UPDATE ir_model_fields f SET field_description = a.name, help = a.help
                     FROM bpm_partner_attribute a
                     JOIN unnest(%s, %s) AS carrying (model, applies_to) USING (applies_to)
                    WHERE a.id = ANY(%s) AND f.name = 'x_bpm_' || a.code AND f.state = 'manual'
                      AND f.model = carrying.model""",
                names,
                kinds,
                ids,
            )
        )
        self.env.cr.execute(
            SQL(
                """UPDATE ir_model_fields f SET field_description = c.name
                     FROM bpm_partner_attribute_column c
                     JOIN bpm_partner_attribute a ON a.id = c.attribute_id
                    WHERE a.id = ANY(%s) AND f.name = 'x_' || c.code AND f.state = 'manual'
                      AND f.model = 'x_bpm_' || a.applies_to || '_' || a.code""",
                ids,
            )
        )
        self.env.cr.execute(
            SQL(
                """UPDATE ir_model_fields_selection s SET name = o.name, sequence = o.sequence
                     FROM bpm_partner_attribute_option o
                     JOIN bpm_partner_attribute a ON a.id = o.attribute_id
                     JOIN unnest(%s, %s) AS carrying (model, applies_to) USING (applies_to)
                     JOIN ir_model_fields f ON f.name = 'x_bpm_' || a.code
                                           AND f.model = carrying.model
                    WHERE a.id = ANY(%s) AND s.field_id = f.id AND s.value = o.code""",
                names,
                kinds,
                ids,
            )
        )
        self.env["ir.model.fields"].invalidate_model(["field_description", "help"])
        self.env["ir.model.fields.selection"].invalidate_model(["name", "sequence"])
        self._forget()

    def _carrying(self):
        """{model whose fields bear these names: what the attributes belong to}."""
        models_ = {
            name: kind
            for kind, holder in self._holders().items()
            for name in (holder, *self.pool.descendants([holder], "_inherits"))
        }
        return models_ | {one._keeper(): one.applies_to for one in self if one.place}

    def _offer_options(self):
        """Make the choices of built attributes those of their options, in their order."""
        superuser = self.env(user=SUPERUSER_ID)
        new, gone = [], superuser["ir.model.fields.selection"]
        for attribute in self.filtered(lambda one: one.type == "selection"):
            field = attribute._kept_field()
            there = {choice.value: choice for choice in field.selection_ids}
            for option in attribute.option_ids if field else ():
                if not there.pop(option.code, None):
                    new.append({"field_id": field.id, "value": option.code, "name": option.name})
            for choice in there.values():
                gone |= choice
        if new:
            gone.create(new)
        if gone:
            gone.unlink()
        self._label()

    def update_field_translations(self, field_name, translations, source_lang=""):
        """Override to have forms follow a translated name."""
        result = super().update_field_translations(field_name, translations, source_lang)
        self._label()
        return result
