"""Prices before tax, so that a typed price and a list price mean the same."""


class UntaxedPrices:
    """Takes taxes that are included in a price out of it, unrounded.

    Changing a line's tax from excluded to included lowers what the company gets although the typed
    price stays: so the list price is freed of the taxes the product should have here, the asked
    price of those the line really has.
    """

    def __init__(self, lines):
        included = lines.env["account.tax"].sudo().with_context(active_test=False)
        self.needed = bool(included.search([("price_include", "=", True)], limit=1))
        self.expected = {}

    def listed(self, line, price):
        """``price``, the price list's, as Odoo would put it on this line, before tax."""
        if not self.needed or not price:
            return price
        own, expected = self._expected_taxes(line)
        price = line.product_id._get_tax_included_unit_price_from_price(
            price, product_taxes=own, product_taxes_after_fp=expected
        )
        return self._before_tax(expected, price, line)

    def asked(self, line):
        """What this line asks for one unit after its discount, before tax."""
        price = line.price_unit * (1.0 - line.discount / 100.0)
        return self._before_tax(line.tax_ids, price, line) if self.needed and price else price

    def _expected_taxes(self, line):
        order, product = line.order_id, line.product_id
        key = (product.id, order.company_id.id, order.fiscal_position_id.id)
        if key not in self.expected:
            own = product.taxes_id._filter_taxes_by_company(order.company_id)
            self.expected[key] = own, order.fiscal_position_id.map_tax(own)
        return self.expected[key]

    def _before_tax(self, taxes, price, line):
        if not any(tax.price_include for tax in taxes | taxes.children_tax_ids):
            return price
        details = taxes._get_tax_details(
            price, 1.0, rounding_method="round_globally", product=line.product_id
        )
        return details["total_excluded"]
