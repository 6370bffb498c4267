"""Choices of an attribute of the type "One of a list"."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmPartnerAttributeOption(models.Model):
    _name = "bpm.partner.attribute.option"
    _inherit = "bpm.partner.attribute.part"
    _description = "Choice of an attribute"
    _order = "attribute_id, sequence, id"

    attribute_id = fields.Many2one(
        "bpm.partner.attribute", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False, readonly=True)
    sequence = fields.Integer(default=10)

    _code_uniq = models.UniqueIndex("(attribute_id, code)", "Two choices are called the same.")

    def _show_in_forms(self):
        """Override to offer the choices in the form."""
        self.attribute_id._offer_options()

    def write(self, vals):
        """Override to show new names and order. What is stored is the code, which stays."""
        vals = {name: value for name, value in vals.items() if name not in ("code", "attribute_id")}
        result = super().write(vals)
        self.attribute_id._offer_options()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_chosen(self):
        for option in self:
            if count := option.attribute_id._count_values(option.code):
                raise UserError(
                    self.env._(
                        "%(choice)s is chosen %(count)s times and cannot be deleted. Rename it, or "
                        "choose something else there first.",
                        choice=option.name,
                        count=count,
                    )
                )

    def unlink(self):
        """Override to stop offering the choices."""
        attributes = self.attribute_id
        result = super().unlink()
        attributes._offer_options()
        return result
