"""Issue 2, point 3: the real discount is measured against what Odoo's own price list asks: rules,
units, currencies, taxes, combos.
"""

from datetime import timedelta

from odoo import Command, fields
from tests.approval.pricing import DiscountCase


class TestAgainstThePriceList(DiscountCase):
    def test_a_price_list_is_no_discount_shown_or_not(self):
        self._hide_discounts()
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
        category = self.env["product.category"].create(
            {
                "name": "Seats",
                "parent_id": self.desk.categ_id.id,
            }
        )
        self.chair.categ_id = category
        self.rule(
            compute_price="fixed",
            fixed_price=80,
            min_quantity=10,
            applied_on="1_product",
            product_tmpl_id=self.desk.product_tmpl_id.id,
        )
        self.rule(
            compute_price="fixed",
            fixed_price=40,
            applied_on="2_product_category",
            categ_id=(category.parent_id or category).id,
        )
        self.rule(
            compute_price="fixed",
            fixed_price=30,
            applied_on="0_product_variant",
            product_id=self.chair.id,
            date_start=later,
        )
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

    def test_confirming_later_under_a_price_list_that_has_ended(self):
        """Confirming moves the quotation's date; what was promised before stays no discount."""
        self._hide_discounts()
        ended = fields.Datetime.now() - timedelta(days=10)
        self.rule(compute_price="percentage", percent_price=25, date_end=ended)
        made = ended - timedelta(days=10)
        order = self.quote(self.desk, date_order=made)
        self.assertEqual(order.order_line.price_unit, 75)
        # A date written by hand does not help; the day it was made cannot be written.
        order.date_order = fields.Datetime.now()
        self.assertDiscount(order, 25.0)
        self.env.cr.execute(
            "UPDATE sale_order SET create_date = %s WHERE id = %s", (made, order.id)
        )
        self.assertDiscount(order, 0.0)
        order.order_line.price_unit = 60
        self.assertDiscount(order, 20.0)

    def test_dating_back_brings_no_old_price_list_back(self):
        """ux 1: a discount is measured against the price list, of no day before the quotation."""
        years = {"date_start": "2020-01-01", "date_end": "2020-12-31"}
        self.rule(compute_price="percentage", percent_price=40, **years)
        order = self.quote((self.desk, {"price_unit": 60}))
        self.assertDiscount(order, 40.0)
        order.date_order = "2020-06-01"
        order.order_line.price_unit = 60
        self.assertDiscount(order, 40.0)
        line = {"price_unit": 60, "discount": 0}
        born_so = self.quote((self.desk, line), date_order="2020-06-01")
        self.assertDiscount(born_so, 40.0)

    def test_every_kind_of_rule_as_odoo_itself_computes_it(self):
        """For all of them: what Odoo puts on an untouched line is no discount."""
        base = self.env["product.pricelist"].create(
            {
                "name": "Base",
                "company_id": self.company.id,
                "currency_id": self.env.ref("base.EUR").id,
                "item_ids": [Command.create({"compute_price": "percentage", "percent_price": 10})],
            }
        )
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.env.ref("base.EUR").id,
                "rate": 0.8,
                "company_id": self.company.id,
                "name": "2020-01-01",
            }
        )
        self.desk.with_company(self.company).standard_price = 40
        kinds = [
            {
                "compute_price": "formula",
                "price_discount": 15,
                "price_surcharge": 2,
                "price_round": 5,
            },
            {"compute_price": "formula", "base": "standard_price", "price_markup": 50},
            {"compute_price": "formula", "base": "pricelist", "base_pricelist_id": base.id},
            {
                "compute_price": "percentage",
                "base": "pricelist",
                "base_pricelist_id": base.id,
                "percent_price": 5,
            },
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
        abroad, _rate = self.euros(0.5)
        foreign = self.quote(self.desk, pricelist_id=abroad.id)
        self.assertAlmostEqual(foreign.order_line.price_unit, 50)
        self.assertDiscount(foreign, 0.0)
        foreign.order_line.price_unit = 40
        self.assertDiscount(foreign, 20.0)

    def test_taxes_in_the_price(self):
        """The same typed price with a tax included instead of added is less for the company."""
        tax = {
            "amount": 25,
            "type_tax_use": "sale",
            "company_id": self.company.id,
            "country_id": self.env.ref("base.us").id,
        }
        self.env["account.tax.group"].create(
            {
                "name": "VAT",
                "company_id": self.company.id,
                "country_id": tax["country_id"],
            }
        )
        added = self.env["account.tax"].create({**tax, "name": "added"})
        included = self.env["account.tax"].create(
            {
                **tax,
                "name": "included",
                "price_include_override": "tax_included",
            }
        )
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
        combos = self.env["product.combo"].create(
            [
                {"name": "Top", "combo_item_ids": [Command.create({"product_id": self.desk.id})]},
                {
                    "name": "Seat",
                    "combo_item_ids": [
                        Command.create({"product_id": self.chair.id, "extra_price": 7})
                    ],
                },
            ]
        )
        workplace = self._product("Workplace", 120.0, type="combo", combo_ids=combos.ids)
        self.rule(compute_price="percentage", percent_price=10, applied_on="3_global")
        order = self.quote(workplace)
        for item in combos.combo_item_ids:
            order.order_line = [
                Command.create(
                    {
                        "product_id": item.product_id.id,
                        "combo_item_id": item.id,
                        "linked_line_id": order.order_line[0].id,
                    }
                )
            ]
        self.assertAlmostEqual(order.amount_untaxed, 127 * 0.9, 1)
        self.assertDiscount(order, 0.0)
        order.order_line[1].discount = 55
        self.assertDiscount(order, 50.0)

    def test_a_callers_context_changes_nothing(self):
        order = self.quote((self.desk, {"price_unit": 80})).with_context(
            no_variant_attributes_price_extra=-20,
            pricelist=0,
            active_test=False,
            uom=1,
            date="1999-01-01",
        )
        self.assertDiscount(order, 20.0, 20.0)

    def test_while_typing(self):
        """The form shows the discount of lines that are not saved yet."""
        order = self.env["sale.order"].new(
            {
                "partner_id": self.customer.id,
                "pricelist_id": self.pricelist.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.desk.id,
                            "price_unit": 70,
                            "product_uom_qty": 1,
                        }
                    )
                ],
            }
        )
        line = order.order_line
        self.assertEqual((order.bpm_real_discount, line.bpm_real_discount), (30.0, 30.0))
        line.price_unit = 60
        self.assertEqual((order.bpm_real_discount, line.bpm_real_discount), (40.0, 40.0))
