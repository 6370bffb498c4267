"""Prices before tax, so that a typed price and a list price mean the same."""

from odoo.tools import SQL


class UntaxedPrices:
    """Takes taxes that are included in a price out of it, unrounded.

    Changing a line's tax from excluded to included lowers what the company gets although the typed
    price stays: so the list price is freed of the taxes the product should have here, the asked
    price of those the line really has.
    """

    def __init__(self, orders, lines):
        taxes = orders.env["account.tax"].with_context(active_test=False)
        self.needed = bool(taxes.search([("price_include", "=", True)], limit=1))
        self.orders, self.env = orders, orders.env
        self.included, self.expected = {}, {}
        self.by_line = self._taxes_by_line(orders, lines) if self.needed else {}

    def _taxes_by_line(self, orders, lines):
        """{line id: its taxes}: in one query for saved lines, from the form for others."""
        if not all(isinstance(line.id, int) for line in lines):
            return {line.id: line.tax_ids._origin for line in orders.order_line}
        field = orders.order_line._fields["tax_ids"]
        orders.env["sale.order.line"].flush_model(["tax_ids"])
        rows = self.env.execute_query(SQL(
            """SELECT %(line)s, array_agg(%(tax)s) FROM %(table)s
                WHERE %(line)s = ANY(%(ids)s) GROUP BY 1""",
            line=SQL.identifier(field.column1), tax=SQL.identifier(field.column2),
            table=SQL.identifier(field.relation), ids=[line.id for line in lines],
        ))  # fmt: skip
        return {line: self.env["account.tax"].browse(sorted(taxes)) for line, taxes in rows}

    def listed(self, line, price):
        """``price``, the price list's, as Odoo would put it on this line, before tax."""
        if not self.needed or not price:
            return price
        own, expected, product = self._expected_taxes(line)
        price = product._get_tax_included_unit_price_from_price(
            price, product_taxes=own, product_taxes_after_fp=expected
        )
        return self._before_tax(expected, price, product)

    def asked(self, line):
        """What this line asks for one unit after its discount, before tax."""
        price = line.price_unit * (1.0 - line.discount / 100.0)
        if not self.needed or not price:
            return price
        taxes = self.by_line.get(line.id, self.env["account.tax"])
        product = self.env["product.product"].browse(line.product or ())
        return self._before_tax(taxes, price, product)

    def _expected_taxes(self, line):
        position = self.orders.browse([line.order_id]).fiscal_position_id._origin
        key = (line.product, line.company, position.id)
        if key not in self.expected:
            product = self.env["product.product"].browse(line.product)
            company = self.env["res.company"].browse(line.company or ())
            own = product.taxes_id._filter_taxes_by_company(company)
            self.expected[key] = own, position.map_tax(own), product
        return self.expected[key]

    def _before_tax(self, taxes, price, product):
        key = taxes._ids
        if key not in self.included:
            self.included[key] = any(tax.price_include for tax in taxes | taxes.children_tax_ids)
        if not self.included[key]:
            return price
        details = taxes._get_tax_details(
            price, 1.0, rounding_method="round_globally", product=product
        )
        return details["total_excluded"]
