"""Offers: what templates know of a quotation, and when an offer may not go out yet."""

from odoo import fields, models
from odoo.tools import float_repr, html2plaintext


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _bpm_document_held(self):
        """Override: a quotation that needs an approval first; as for its print."""
        return {**super()._bpm_document_held(), **self._bpm_held("send")}

    def _bpm_document_facts(self, lang):
        """Override to tell about quotations."""
        words = self.env["bpm.fact.words"]
        facts = super()._bpm_document_facts(lang)
        pictures = words._pictures(self.order_line.product_id.product_tmpl_id)
        for order in self.with_context(lang=lang):
            firm = order.partner_id.commercial_partner_id
            facts[order.id] |= {
                "document": {
                    "number": order.name,
                    "date": words._date(order.date_order, lang),
                    "valid_until": words._date(order.validity_date, lang),
                    "their_number": order.client_order_ref or "",
                },
                "partner": {
                    **words._party(firm, lang),
                    **firm._bpm_attribute_facts(lang),
                },
                "contact": words._person(order.partner_id),
                "company": words._party(order.company_id.sudo().partner_id, lang),
                "user": words._person(order.user_id.sudo().partner_id),
                "amount": {
                    "untaxed": words._money(order.amount_untaxed, order.currency_id, lang),
                    "tax": words._money(order.amount_tax, order.currency_id, lang),
                    "total": words._money(order.amount_total, order.currency_id, lang),
                },
                "terms": {
                    "payment": order.payment_term_id.name or "",
                    "note": order._bpm_plain_note(),
                },
                "lines": order._bpm_line_facts(lang, pictures),
                "today": words._date(fields.Date.context_today(self), lang),
            }
        return facts

    def _bpm_plain_note(self):
        return html2plaintext(self.note or "").strip()

    def _bpm_line_facts(self, lang, pictures):
        """The products of one quotation, in order; its headings go with the lines below them.

        `pictures`: names of pictures by the id of the product template.
        """
        words, rows, heading = self.env["bpm.fact.words"], [], ""
        for line in self.order_line:
            if line.display_type == "line_section":
                heading = line.name or ""
            if line.display_type:
                continue
            rows.append(
                {
                    "number": len(rows) + 1,
                    "heading": heading,
                    "name": line.name or "",
                    "product": line.product_id.display_name or "",
                    "about": line.product_id.description_sale or "",
                    "picture": pictures.get(line.product_id.product_tmpl_id.id, ""),
                    "quantity": _figures(line.product_uom_qty),
                    "unit": line.product_uom_id.name or "",
                    "price": words._money(line.price_unit, self.currency_id, lang)["figures"],
                    "discount": f"{_figures(line.discount)} %" if line.discount else "",
                    "amount": words._money(line.price_subtotal, self.currency_id, lang)["figures"],
                }
            )
        return rows


def _figures(number):
    """A number without zeros nobody needs."""
    text = float_repr(number, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text
