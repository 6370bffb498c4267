"""Choices of attributes of the type "Several of a list": one small table for all of them."""

from odoo import fields, models


class BpmPartnerAttributeTag(models.Model):
    _name = "bpm.partner.attribute.tag"
    _description = "Choice among several"
    _order = "name, id"

    attribute_id = fields.Many2one(
        "bpm.partner.attribute", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    color = fields.Integer()
