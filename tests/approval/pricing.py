"""A company with a price list of its own, and makers of quotations and rules on it."""

from odoo import Command
from tests.common import BpmCase


class DiscountCase(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"tracking_disable": True, "no_reset_password": True})
        cls.company = cls.env["res.company"].create({"name": "Price tests"})
        cls.company.currency_id = cls.env.ref("base.USD")
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.pricelist = cls.env["product.pricelist"].create(
            {
                "name": "List",
                "company_id": cls.company.id,
                "currency_id": cls.env.ref("base.USD").id,
            }
        )
        cls.customer = cls.env["res.partner"].create({"name": "Deco"})
        cls.desk = cls._product("Desk", 100.0)
        cls.chair = cls._product("Chair", 50.0)

    @classmethod
    def _product(cls, name, price, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "taxes_id": False,
                "type": "consu",
                **values,
            }
        )

    @classmethod
    def _hide_discounts(cls):
        """As on a new database; the demo company has switched them on."""
        group = cls.env.ref("sale.group_discount_per_so_line")
        cls.env.ref("base.group_user").write({"implied_ids": [Command.unlink(group.id)]})
        group.write({"user_ids": [Command.clear()]})
        cls.env.registry.clear_cache("groups")

    @classmethod
    def _show_discounts(cls):
        group = cls.env.ref("sale.group_discount_per_so_line")
        cls.env.ref("base.group_user").write({"implied_ids": [Command.link(group.id)]})
        cls.env.registry.clear_cache("groups")

    def quote(self, *lines, **values):
        """A quotation; each line: product, or (product, values)."""
        pairs = [line if isinstance(line, tuple) else (line, {}) for line in lines]
        return self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "pricelist_id": self.pricelist.id,
                "order_line": [
                    Command.create({"product_id": product.id, **vals}) for product, vals in pairs
                ],
                **values,
            }
        )

    def euros(self, rate):
        """A price list in euros; ``rate``: how many of them the company's currency buys."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        rate = self.env["res.currency.rate"].create(
            {
                "currency_id": euro.id,
                "rate": rate,
                "company_id": self.company.id,
                "name": "2020-01-01",
            }
        )
        return self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": euro.id}
        ), rate

    def rule(self, **values):
        return self.env["product.pricelist.item"].create(
            {
                "pricelist_id": self.pricelist.id,
                **values,
            }
        )

    def assertDiscount(self, order, worst, whole=None, lines=None):
        order.invalidate_recordset()
        self.assertAlmostEqual(order.bpm_real_discount, worst, 2)
        if whole is not None:
            self.assertAlmostEqual(order.bpm_whole_discount, whole, 2)
        if lines is not None:
            self.assertEqual([round(line.bpm_real_discount, 2) for line in order.order_line], lines)
