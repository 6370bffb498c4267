"""Leaflets: what templates know of a product, and the way of a leaflet to customers (S3-15)."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def _bpm_document_facts(self, lang):
        """Override to tell about products."""
        words = self.env["bpm.fact.words"]
        facts = super()._bpm_document_facts(lang)
        pictures = words._pictures(self)
        for product in self.with_context(lang=lang):
            company = product.company_id or self.env.company
            currency = product.currency_id
            facts[product.id] |= {
                "product": {
                    "name": product.name or "",
                    "code": product.default_code or "",
                    "barcode": product.barcode or "",
                    "category": product.categ_id.name or "",
                    "maker": product.bpm_manufacturer_id.sudo().name or "",
                    "unit": product.uom_id.name or "",
                    "description": product.description_sale or "",
                    "notes": html2plaintext(product.description or "").strip(),
                    "price": words._money(product.list_price, currency, lang),
                    "picture": pictures.get(product.id, ""),
                },
                "variants": product._bpm_variant_facts(),
                "company": words._party(company.sudo().partner_id, lang),
                "user": words._person(self.env.user.partner_id),
                "today": words._date(fields.Date.context_today(self), lang),
            }
        return facts

    def _bpm_variant_facts(self):
        """What it can be had in: [{"attribute": "Colour", "values": "white, black"}]."""
        return [
            {
                "attribute": line.attribute_id.name or "",
                "values": ", ".join(line.value_ids.mapped("name")),
            }
            for line in self.attribute_line_ids
        ]


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    product_document_id = fields.Many2one(
        "product.document", "With Quotations as", readonly=True, copy=False, ondelete="set null",
        index="btree_not_null",
    )  # fmt: skip

    def action_give_with_quotes(self):
        """Customers find its newest version with each quotation of the product, by Odoo's own way
        of product documents. Pressed again after a change it is exchanged."""
        for paper in self:
            paper.check_access("write")
            paper._bpm_give_with_quotes()

    def _bpm_give_with_quotes(self):
        version = self.sudo().current_version_id
        if self.res_model != "product.template" or not version:
            raise UserError(
                self.env._("Only a paper of a product, with a file, goes with its quotations.")
            )
        file = version.pdf_attachment_id or version.attachment_id
        values = {"name": file.name, "raw": file.raw, "mimetype": file.mimetype}
        given = self.product_document_id
        if given:
            given.write(values)
            return
        self.sudo().product_document_id = self.env["product.document"].create(
            {
                **values,
                "res_model": self.res_model,
                "res_id": self.res_id,
                "attached_on_sale": "quotation",
            }
        )
