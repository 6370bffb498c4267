"""Requirement (issue 2, point 3): `bpm_real_discount` on line and quote, against the price list,
negative lines included; ux.md 1: a rule on the discount field is walked around by typing a price.
"""

from odoo import Command
from tests.approval.pricing import DiscountCase


class TestRealDiscount(DiscountCase):
    def test_however_the_price_came_down(self):
        """A discount, a lower price and a discount line are the same to the company."""
        self.assertDiscount(self.quote(self.desk, self.chair), 0.0, 0.0, [0.0, 0.0])
        self.assertDiscount(self.quote((self.desk, {"discount": 20})), 20.0, 20.0)
        self.assertDiscount(self.quote((self.desk, {"price_unit": 80})), 20.0, 20.0)
        self.assertDiscount(self.quote((self.desk, {"price_unit": 90, "discount": 10})), 19.0)
        self.assertDiscount(self.quote((self.desk, {"price_unit": 200, "discount": 60})), 20.0)
        self.assertDiscount(self.quote((self.desk, {"price_unit": 150})), 0.0, 0.0)
        mixed = self.quote((self.desk, {"price_unit": 150}), (self.chair, {"price_unit": 25}))
        self.assertDiscount(mixed, 50.0, 0.0, [0.0, 50.0])

    def test_the_discount_wizard(self):
        order = self.quote((self.desk, {"product_uom_qty": 2}), self.chair)
        wizard = self.env["sale.order.discount"].create(
            {
                "sale_order_id": order.id,
                "discount_type": "so_discount",
                "discount_percentage": 0.2,
            }
        )
        wizard.action_apply_discount()
        self.assertEqual(len(order.order_line), 3)
        self.assertDiscount(order, 20.0, 20.0, [20.0, 20.0, 0.0])
        fixed = self.quote(self.desk)
        wizard = self.env["sale.order.discount"].create(
            {
                "sale_order_id": fixed.id,
                "discount_type": "amount",
                "discount_amount": 15,
            }
        )
        wizard.action_apply_discount()
        self.assertDiscount(fixed, 15.0, 15.0)

    def test_a_negative_line_lowers_the_worst_line_too(self):
        less = self._product("Less", 0.0, type="service")
        order = self.quote((self.desk, {"discount": 5}), (less, {"price_unit": -4.75}))
        self.assertDiscount(order, 9.75, 9.75, [9.75, 0.0])
        back = self.quote(self.desk, (self.chair, {"product_uom_qty": -1}))
        self.assertDiscount(back, 50.0, 50.0)

    def test_lines_that_cost_nothing_or_say_nothing(self):
        unlisted = self._product("Made to measure", 0.0)
        gift = (self.chair, {"price_unit": 0})
        order = self.quote(self.desk, gift, (unlisted, {"price_unit": 70}))
        order.order_line = [
            Command.create({"display_type": "line_section", "name": "Options"}),
            Command.create({"display_type": "line_note", "name": "Assembly is ours"}),
        ]
        self.assertDiscount(order, 100.0, 22.73, [0.0, 100.0, 0.0, 0.0, 0.0])
        self.assertDiscount(self.quote(unlisted), 0.0, 0.0)
        option = self.quote(self.desk, (self.chair, {"product_uom_qty": 0, "discount": 40}))
        self.assertDiscount(option, 40.0, 0.0)
        self.assertDiscount(self.quote(), 0.0, 0.0)

    def test_lines_odoo_adds_are_left_out_but_their_flags_are_not_believed(self):
        order = self.quote(self.desk)
        order.order_line = [
            Command.create(
                {
                    "is_downpayment": True,
                    "name": "Down payment",
                    "price_unit": 30,
                    "product_uom_qty": 0,
                }
            )
        ]
        self.assertDiscount(order, 0.0, 0.0)
        for flag in ("is_expense", "is_downpayment"):
            cheap = self.quote((self.desk, {"price_unit": 1, flag: True}))
            self.assertDiscount(cheap, 99.0)
        self.desk.expense_policy = "cost"
        expense = self.quote((self.desk, {"price_unit": 1, "is_expense": True}))
        self.assertDiscount(expense, 99.0)
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        expense.action_confirm()
        expense.invalidate_recordset()
        self.assertDiscount(expense, 0.0)
