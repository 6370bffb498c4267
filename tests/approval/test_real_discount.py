"""Requirement (issue 2, point 3): `bpm_real_discount` on line and quote, against the price list,
negative lines included; ux.md 1: a rule on the discount field is walked around by typing a price.
"""

from datetime import timedelta

from odoo import Command, fields
from tests.common import BpmCase


class DiscountCase(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"tracking_disable": True, "no_reset_password": True})
        cls.company = cls.env["res.company"].create({"name": "Vector Trade"})
        cls.company.currency_id = cls.env.ref("base.USD")
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.pricelist = cls.env["product.pricelist"].create({
            "name": "List", "company_id": cls.company.id, "currency_id": cls.env.ref("base.USD").id,
        })
        cls.customer = cls.env["res.partner"].create({"name": "Deco"})
        cls.desk = cls._product("Desk", 100.0)
        cls.chair = cls._product("Chair", 50.0)

    @classmethod
    def _product(cls, name, price, **values):
        return cls.env["product.product"].create({
            "name": name, "list_price": price, "taxes_id": False, "type": "consu", **values,
        })

    @classmethod
    def _show_discounts(cls):
        group = cls.env.ref("sale.group_discount_per_so_line")
        cls.env.ref("base.group_user").write({"implied_ids": [Command.link(group.id)]})
        cls.env.registry.clear_cache("groups")

    def quote(self, *lines, **values):
        """A quotation; each line: product, or (product, values)."""
        pairs = [line if isinstance(line, tuple) else (line, {}) for line in lines]
        return self.env["sale.order"].create({
            "partner_id": self.customer.id,
            "company_id": self.company.id,
            "pricelist_id": self.pricelist.id,
            "order_line": [
                Command.create({"product_id": product.id, **vals}) for product, vals in pairs
            ],
            **values,
        })

    def rule(self, **values):
        return self.env["product.pricelist.item"].create({
            "pricelist_id": self.pricelist.id, **values,
        })

    def assertDiscount(self, order, worst, whole=None, lines=None):
        order.invalidate_recordset()
        self.assertAlmostEqual(order.bpm_real_discount, worst, 2)
        if whole is not None:
            self.assertAlmostEqual(order.bpm_whole_discount, whole, 2)
        if lines is not None:
            self.assertEqual([round(line.bpm_real_discount, 2) for line in order.order_line], lines)


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
        wizard = self.env["sale.order.discount"].create({
            "sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.2,
        })
        wizard.action_apply_discount()
        self.assertEqual(len(order.order_line), 3)
        self.assertDiscount(order, 20.0, 20.0, [20.0, 20.0, 0.0])
        fixed = self.quote(self.desk)
        wizard = self.env["sale.order.discount"].create({
            "sale_order_id": fixed.id, "discount_type": "amount", "discount_amount": 15,
        })
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
        order = self.quote(self.desk, (self.chair, {"price_unit": 0}), (unlisted, {"price_unit": 70}))
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
        order.order_line = [Command.create({
            "is_downpayment": True, "name": "Down payment", "price_unit": 30, "product_uom_qty": 0,
        })]
        self.assertDiscount(order, 0.0, 0.0)
        for flag in ("is_expense", "is_downpayment"):
            cheap = self.quote((self.desk, {"price_unit": 1, flag: True}))
            self.assertDiscount(cheap, 99.0)
        self.desk.expense_policy = "cost"
        expense = self.quote((self.desk, {"price_unit": 1, "is_expense": True}))
        self.assertDiscount(expense, 0.0)


class TestAgainstThePriceList(DiscountCase):
    def test_a_price_list_is_no_discount_shown_or_not(self):
        self.rule(compute_price="percentage", percent_price=25, applied_on="3_global")
        hidden = self.quote(self.desk)
        self.assertEqual(hidden.order_line.price_unit, 75)
        self.assertDiscount(hidden, 0.0, 0.0)
        hidden.order_line.discount = 10
        self.assertDiscount(hidden, 10.0)
        self._show_discounts()
        shown = self.quote(self.desk)
        self.assertEqual((shown.order_line.price_unit, shown.order_line.discount), (100, 25))
        self.assertDiscount(shown, 0.0, 0.0)
        shown.order_line.discount = 32.5
        self.assertDiscount(shown, 10.0)

    def test_odoos_own_rounding_is_no_discount(self):
        self._show_discounts()
        self.rule(compute_price="percentage", percent_price=66.666, applied_on="3_global")
        self.assertDiscount(self.quote(self.desk, self.chair), 0.0, 0.0)

    def test_the_rule_for_quantity_category_variant_and_day(self):
        later = fields.Datetime.now() + timedelta(days=30)
        category = self.env["product.category"].create({
            "name": "Seats", "parent_id": self.desk.categ_id.id,
        })
        self.chair.categ_id = category
        self.rule(compute_price="fixed", fixed_price=80, min_quantity=10, applied_on="1_product",
                  product_tmpl_id=self.desk.product_tmpl_id.id)
        self.rule(compute_price="fixed", fixed_price=40, applied_on="2_product_category",
                  categ_id=(category.parent_id or category).id)
        self.rule(compute_price="fixed", fixed_price=30, applied_on="0_product_variant",
                  product_id=self.chair.id, date_start=later)
        few, many = self.quote((self.chair, {})), self.quote((self.desk, {"product_uom_qty": 12}))
        self.assertEqual((few.order_line.price_unit, many.order_line.price_unit), (40, 80))
        self.assertDiscount(few, 0.0)
        self.assertDiscount(many, 0.0)
        less = self.quote((self.desk, {"product_uom_qty": 9, "price_unit": 80}))
        asked = less.order_line._get_pricelist_price()
        self.assertNotEqual(asked, 80)
        self.assertDiscount(less, max(0.0, 100 - 8000 / asked))
        coming = self.quote((self.chair, {"price_unit": 30}))
        self.assertDiscount(coming, 25.0)
        coming.date_order = later + timedelta(days=1)
        self.assertDiscount(coming, 0.0)

    def test_every_kind_of_rule_as_odoo_itself_computes_it(self):
        """For all of them: what Odoo puts on an untouched line is no discount."""
        base = self.env["product.pricelist"].create({
            "name": "Base", "company_id": self.company.id, "currency_id": self.env.ref("base.EUR").id,
            "item_ids": [Command.create({"compute_price": "percentage", "percent_price": 10})],
        })
        self.env["res.currency.rate"].create({
            "currency_id": self.env.ref("base.EUR").id, "rate": 0.8, "company_id": self.company.id,
            "name": "2020-01-01",
        })
        self.desk.with_company(self.company).standard_price = 40
        kinds = [
            {"compute_price": "formula", "price_discount": 15, "price_surcharge": 2, "price_round": 5},
            {"compute_price": "formula", "base": "standard_price", "price_markup": 50},
            {"compute_price": "formula", "base": "pricelist", "base_pricelist_id": base.id},
            {"compute_price": "percentage", "base": "pricelist", "base_pricelist_id": base.id,
             "percent_price": 5},
            {"compute_price": "formula", "price_discount": -20},
        ]
        for values in kinds:
            with self.subTest(**values):
                rule = self.rule(**values)
                order = self.quote((self.desk, {"product_uom_qty": 3}))
                listed = order.order_line.price_unit
                self.assertTrue(listed)
                self.assertDiscount(order, 0.0, 0.0)
                order.order_line.price_unit = listed * 0.9
                self.assertDiscount(order, 10.0, 10.0)
                rule.unlink()

    def test_units_currencies_and_extra_prices(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.desk.uom_ids = dozen
        order = self.quote((self.desk, {"product_uom_id": dozen.id}))
        self.assertAlmostEqual(order.order_line.price_unit, 1200)
        self.assertDiscount(order, 0.0)
        order.order_line.price_unit = 900
        self.assertDiscount(order, 25.0)
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create({
            "currency_id": euro.id, "rate": 0.5, "company_id": self.company.id, "name": "2020-01-01",
        })
        abroad = self.env["product.pricelist"].create({"name": "Abroad", "currency_id": euro.id})
        foreign = self.quote(self.desk, pricelist_id=abroad.id)
        self.assertAlmostEqual(foreign.order_line.price_unit, 50)
        self.assertDiscount(foreign, 0.0)
        foreign.order_line.price_unit = 40
        self.assertDiscount(foreign, 20.0)

    def test_taxes_in_the_price(self):
        """The same typed price with a tax included instead of added is less for the company."""
        tax = {"amount": 25, "type_tax_use": "sale", "company_id": self.company.id,
               "country_id": self.env.ref("base.us").id}
        self.env["account.tax.group"].create({
            "name": "VAT", "company_id": self.company.id, "country_id": tax["country_id"],
        })
        added = self.env["account.tax"].create({**tax, "name": "added"})
        included = self.env["account.tax"].create({
            **tax, "name": "included", "price_include_override": "tax_included",
        })
        self.desk.taxes_id, self.chair.taxes_id = added, included
        order = self.quote(self.desk, self.chair)
        self.assertEqual(order.order_line.tax_ids, added | included)
        self.assertDiscount(order, 0.0, 0.0)
        order.order_line[0].tax_ids = included
        self.assertDiscount(order, 20.0)
        order.order_line[0].tax_ids = added
        order.order_line[1].tax_ids = added
        self.assertDiscount(order, 0.0, 0.0)
        order.order_line[1].write({"tax_ids": included.ids, "price_unit": 40})
        self.assertDiscount(order, 20.0)

    def test_combos(self):
        self._show_discounts()
        combos = self.env["product.combo"].create([
            {"name": "Top", "combo_item_ids": [Command.create({"product_id": self.desk.id})]},
            {"name": "Seat", "combo_item_ids": [
                Command.create({"product_id": self.chair.id, "extra_price": 7})]},
        ])
        workplace = self._product("Workplace", 120.0, type="combo", combo_ids=combos.ids)
        self.rule(compute_price="percentage", percent_price=10, applied_on="3_global")
        order = self.quote(workplace)
        for item in combos.combo_item_ids:
            order.order_line = [Command.create({
                "product_id": item.product_id.id, "combo_item_id": item.id,
                "linked_line_id": order.order_line[0].id,
            })]
        self.assertAlmostEqual(order.amount_untaxed, 127 * 0.9, 1)
        self.assertDiscount(order, 0.0)
        order.order_line[1].discount = 55
        self.assertDiscount(order, 50.0)

    def test_a_callers_context_changes_nothing(self):
        order = self.quote((self.desk, {"price_unit": 80})).with_context(
            no_variant_attributes_price_extra=-20, pricelist=0, active_test=False, uom=1, date="1999-01-01",
        )
        self.assertDiscount(order, 20.0, 20.0)

    def test_while_typing(self):
        """The form shows the discount of lines that are not saved yet."""
        order = self.env["sale.order"].new({
            "partner_id": self.customer.id,
            "pricelist_id": self.pricelist.id,
            "order_line": [Command.create({
                "product_id": self.desk.id, "price_unit": 70, "product_uom_qty": 1,
            })],
        })
        self.assertEqual((order.bpm_real_discount, order.order_line.bpm_real_discount), (30.0, 30.0))
        order.order_line.price_unit = 60
        self.assertEqual((order.bpm_real_discount, order.order_line.bpm_real_discount), (40.0, 40.0))


class TestFacts(DiscountCase):
    def test_searching_is_filtering(self):
        """heart.md 5: filtered_domain and SQL must mean the same."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create({
            "currency_id": euro.id, "rate": 0.5, "company_id": self.company.id, "name": "2020-01-01",
        })
        abroad = self.env["product.pricelist"].create({"name": "Abroad", "currency_id": euro.id})
        terms = self.env["account.payment.term"].create({
            "name": "60", "line_ids": [Command.create({"value_amount": 100, "nb_days": 60})],
        })
        orders = self.quote((self.desk, {"price_unit": 80})) | self.quote(self.desk)
        orders |= self.quote(self.desk, pricelist_id=abroad.id, payment_term_id=terms.id)
        orders |= self.quote((self.desk, {"price_unit": 100.004}))
        own = [("id", "in", orders.ids)]
        for domain in [
            [("bpm_real_discount", ">", 10)], [("bpm_real_discount", "<=", 10)],
            [("bpm_real_discount", "=", 20)], [("bpm_whole_discount", "!=", 0)],
            [("bpm_company_amount", ">", 80)], [("bpm_company_amount", ">=", 100)],
            [("bpm_company_amount", ">", 99.995)], [("bpm_company_amount", "<", 100)],
            [("bpm_company_amount", "<=", 100)], [("bpm_company_amount", "=", 100)],
            [("bpm_company_amount", "!=", 100)], [("bpm_terms_differ", "=", True)],
            [("bpm_terms_differ", "=", False)],
        ]:
            with self.subTest(domain=domain):
                found = self.env["sale.order"].search(own + domain)
                self.assertEqual(found, orders.filtered_domain(domain))

    def test_terms_other_or_longer_than_the_customers_own(self):
        month, two = self.env["account.payment.term"].create([
            {"name": name, "line_ids": [Command.create({"value_amount": 100, "nb_days": days})]}
            for name, days in (("30", 30), ("60", 60))
        ])
        same = month.copy({"name": "thirty"})
        now = self.env["account.payment.term"].create({
            "name": "now", "line_ids": [Command.create({"value_amount": 100, "nb_days": 0})],
        })
        empty = self.env["account.payment.term"]
        for own, given, expected in [
            (month, month, False), (month, same, False), (month, two, True), (two, month, True),
            (empty, empty, False), (empty, now, False), (empty, month, True), (now, empty, False),
        ]:
            with self.subTest(own=own.name, given=given.name):
                self.customer.property_payment_term_id = own
                order = self.quote(self.desk, payment_term_id=given.id)
                self.assertEqual(order.bpm_terms_differ, expected)

    def test_the_total_in_the_companys_currency_at_todays_rate(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        rate = self.env["res.currency.rate"].create({
            "currency_id": euro.id, "rate": 0.5, "company_id": self.company.id, "name": "2020-01-01",
        })
        abroad = self.env["product.pricelist"].create({"name": "Abroad", "currency_id": euro.id})
        order = self.quote(self.desk, pricelist_id=abroad.id)
        self.assertEqual((order.amount_total, order.bpm_company_amount), (50, 100))
        rate.rate = 0.25
        order.invalidate_recordset()
        self.assertEqual(order.bpm_company_amount, 200)
        self.assertEqual(self.quote(self.desk).bpm_company_amount, 100)

    def test_people_outside_cannot_read_them(self):
        """A discount tells the price list: no field of ours is open to customers' accounts."""
        portal = self.env["res.users"].create({
            "name": "Customer", "login": "customer_d", "partner_id": self.customer.id,
            "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
        })
        visible = self.env["sale.order"].with_user(portal).fields_get()
        lines = self.env["sale.order.line"].with_user(portal).fields_get()
        for name in ("bpm_real_discount", "bpm_whole_discount", "bpm_company_amount", "bpm_terms_differ"):
            self.assertNotIn(name, visible)
        self.assertNotIn("bpm_real_discount", lines)

    def test_queries_do_not_grow_with_lines(self):
        products = self.env["product.product"].concat(*(
            self._product(f"P{number}", 10.0 + number) for number in range(20)
        ))
        self.rule(compute_price="fixed", fixed_price=9, applied_on="1_product",
                  product_tmpl_id=products[0].product_tmpl_id.id)

        def queries(count):
            orders = self.env["sale.order"]
            for number in range(count):
                orders |= self.quote(*(
                    (product, {"product_uom_qty": 1 + number}) for product in products[:5]
                ))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            orders.filtered_domain([("bpm_real_discount", ">", 10)])
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(2), queries(20))
