"""ux.md 2.2: a mark on the lines that make somebody be asked, with the limit in words."""

from odoo import Command
from tests.common import ApprovalCase


class TestDiscountFlag(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.limit = cls.route({"domain": "[('bpm_real_discount', '>', 10)]"})

    def flags(self, order):
        order.order_line.invalidate_recordset()
        return order.order_line.mapped("bpm_discount_flag")

    def test_the_line_above_the_limit(self):
        order = self.quote(discount=12.5)
        order.order_line = [Command.create({"product_id": self.product.id, "price_unit": 95})]
        self.assertEqual(self.flags(order), ["12.50 % real discount, limit 10 %", False])

    def test_a_discount_on_the_whole(self):
        order = self.quote()
        less = self.env["product.product"].create({"name": "Less", "list_price": 0})
        order.order_line = [Command.create({"product_id": less.id, "price_unit": -20})]
        own, whole = self.flags(order)
        self.assertEqual(own, "20 % real discount, limit 10 %")
        self.assertEqual(whole, "20 % real discount on the whole quotation, limit 10 %")

    def test_nothing_where_no_limit_is(self):
        order = self.quote(discount=50)
        self.limit.action_retire()
        self.assertEqual(self.flags(order), [False])
        self.route({"domain": "[('amount_total', '>', 1)]"})
        self.assertEqual(self.flags(order), [False])
