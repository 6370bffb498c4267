"""Issue 2, point 3: what routes ask about a quotation: total in the company's currency, payment
terms, and the same answer from a search as from the record. Reliability case 15 (rates).
"""

from odoo import Command
from tests.approval.pricing import DiscountCase


class TestFacts(DiscountCase):
    def test_searching_is_filtering(self):
        """heart.md 5: filtered_domain and SQL must mean the same."""
        abroad, _rate = self.euros(0.5)
        terms = self.env["account.payment.term"].create(
            {
                "name": "60",
                "line_ids": [Command.create({"value_amount": 100, "nb_days": 60})],
            }
        )
        orders = self.quote((self.desk, {"price_unit": 80})) | self.quote(self.desk)
        orders |= self.quote(self.desk, pricelist_id=abroad.id, payment_term_id=terms.id)
        orders |= self.quote((self.desk, {"price_unit": 100.004}))
        own = [("id", "in", orders.ids)]
        for domain in [
            [("bpm_real_discount", ">", 10)],
            [("bpm_real_discount", "<=", 10)],
            [("bpm_real_discount", "=", 20)],
            [("bpm_whole_discount", "!=", 0)],
            [("bpm_company_amount", ">", 80)],
            [("bpm_company_amount", ">=", 100)],
            [("bpm_company_amount", ">", 99.995)],
            [("bpm_company_amount", "<", 100)],
            [("bpm_company_amount", "<=", 100)],
            [("bpm_company_amount", "=", 100)],
            [("bpm_company_amount", "!=", 100)],
            [("bpm_terms_differ", "=", True)],
            [("bpm_terms_differ", "=", False)],
        ]:
            with self.subTest(domain=domain):
                found = self.env["sale.order"].search(own + domain)
                self.assertEqual(found, orders.filtered_domain(domain))

    def test_terms_other_or_longer_than_the_customers_own(self):
        month, two = self.env["account.payment.term"].create(
            [
                {"name": name, "line_ids": [Command.create({"value_amount": 100, "nb_days": days})]}
                for name, days in (("30", 30), ("60", 60))
            ]
        )
        same = month.copy({"name": "thirty"})
        now = self.env["account.payment.term"].create(
            {
                "name": "now",
                "line_ids": [Command.create({"value_amount": 100, "nb_days": 0})],
            }
        )
        empty = self.env["account.payment.term"]
        for own, given, expected in [
            (month, month, False),
            (month, same, False),
            (month, two, True),
            (two, month, True),
            (empty, empty, False),
            (empty, now, False),
            (empty, month, True),
            (now, empty, False),
        ]:
            with self.subTest(own=own.name, given=given.name):
                self.customer.property_payment_term_id = own
                order = self.quote(self.desk, payment_term_id=given.id)
                self.assertEqual(order.bpm_terms_differ, expected)

    def test_the_total_in_the_companys_currency_at_todays_rate(self):
        abroad, rate = self.euros(0.5)
        order = self.quote(self.desk, pricelist_id=abroad.id)
        self.assertEqual((order.amount_total, order.bpm_company_amount), (50, 100))
        rate.rate = 0.25
        order.invalidate_recordset()
        self.assertEqual(order.bpm_company_amount, 200)
        self.assertEqual(self.quote(self.desk).bpm_company_amount, 100)

    def test_people_outside_cannot_read_them(self):
        """A discount tells the price list: no field of ours is open to customers' accounts."""
        portal = self.env["res.users"].create(
            {
                "name": "Customer",
                "login": "customer_d",
                "partner_id": self.customer.id,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        visible = self.env["sale.order"].with_user(portal).fields_get()
        lines = self.env["sale.order.line"].with_user(portal).fields_get()
        for name in ("real_discount", "whole_discount", "company_amount", "terms_differ"):
            self.assertNotIn(f"bpm_{name}", visible)
        self.assertNotIn("bpm_real_discount", lines)

    def test_queries_do_not_grow_with_lines(self):
        products = self.env["product.product"].concat(
            *(self._product(f"P{number}", 10.0 + number) for number in range(20))
        )
        self.rule(
            compute_price="fixed",
            fixed_price=9,
            applied_on="1_product",
            product_tmpl_id=products[0].product_tmpl_id.id,
        )

        def queries(count):
            orders = self.env["sale.order"]
            for number in range(count):
                orders |= self.quote(
                    *((product, {"product_uom_qty": 1 + number}) for product in products[:5])
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            orders.filtered_domain([("bpm_real_discount", ">", 10)])
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(2), queries(20))
