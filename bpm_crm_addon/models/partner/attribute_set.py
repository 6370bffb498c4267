"""Attribute sets: what belongs together in the tab Details."""

from odoo import fields, models


class BpmPartnerAttributeSet(models.Model):
    _name = "bpm.partner.attribute.set"
    _description = "Attribute set"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    own_tab = fields.Boolean(
        string="A tab of its own",
        help="Shows the set in a tab of its own. Otherwise it is a group in the tab Details.",
    )
    active = fields.Boolean(default=True)
    starter = fields.Char(string="Starter set", readonly=True, copy=False)
    attribute_ids = fields.One2many("bpm.partner.attribute", "set_id", string="Attributes")

    _starter_uniq = models.UniqueIndex("(starter) WHERE starter IS NOT NULL")

    def write(self, vals):
        """Override to have forms show the change at once."""
        result = super().write(vals)
        self.env["bpm.partner.attribute"]._forget()
        return result
