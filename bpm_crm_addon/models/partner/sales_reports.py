"""The manufacturer in Odoo's own analyses of sales and invoices, beside the product category."""

from odoo import api, fields, models
from odoo.tools import SQL


class SaleReport(models.Model):
    _inherit = "sale.report"

    bpm_manufacturer_id = fields.Many2one("res.partner", string="Manufacturer", readonly=True)

    def _select_additional_fields(self):
        """Override of `sale`."""
        return super()._select_additional_fields() | {
            "bpm_manufacturer_id": "t.bpm_manufacturer_id"
        }

    def _group_by_sale(self):
        """Override of `sale`."""
        return f"{super()._group_by_sale()}, t.bpm_manufacturer_id"


class AccountInvoiceReport(models.Model):
    _inherit = "account.invoice.report"

    bpm_manufacturer_id = fields.Many2one("res.partner", string="Manufacturer", readonly=True)

    @api.model
    def _select(self):
        """Override of `account`."""
        return SQL("%s, template.bpm_manufacturer_id", super()._select())
