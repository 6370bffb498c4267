"""Who makes a product: one of the three things asked about purchases, beside item and category."""

from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    bpm_manufacturer_id = fields.Many2one(
        "res.partner",
        string="Manufacturer",
        index="btree_not_null",
        help="Whose make it is, whoever you buy it from. The Portrait of a customer tells whose "
        "products they buy.",
    )
