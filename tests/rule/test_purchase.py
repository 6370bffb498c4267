"""What is bought: S3-03 "what is bought: item, group, manufacturer", for conditions, lists and the
analyses of Odoo."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from tests.desk.xray_world import TODAY, days_ago
from tests.rule.metric_case import MetricCase


class TestPurchase(MetricCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls.client("Ikex")
        cls.chairs, cls.desks = cls.env["product.category"].create(
            [{"name": "Chairs"}, {"name": "Desks"}]
        )
        cls.chair, cls.desk = cls.env["product.product"].create(
            [
                {"name": "Chair", "categ_id": cls.chairs.id, "bpm_manufacturer_id": cls.maker.id},
                {"name": "Desk", "categ_id": cls.desks.id},
            ]
        )
        cls.firm = cls.client("Firm")
        cls.contact = cls.client("Ann", parent_id=cls.firm.id, is_company=False)

    def invoice(self, partner, sums, day=None, move_type="out_invoice"):
        """Posted, of twenty days ago unless said otherwise; ``sums``: {product: amount}."""
        day = day or days_ago(20)
        lines = [
            Command.create(
                {
                    "product_id": product.id,
                    "price_unit": amount,
                    "account_id": self.books.income.id,
                    "tax_ids": [Command.clear()],
                }
            )
            for product, amount in sums.items()
        ]
        return self.books.invoice(
            partner, day + timedelta(days=30), day=day, move_type=move_type, invoice_line_ids=lines
        )

    def rows(self):
        """{product: sum} of the firm."""
        self.refresh()
        found = self.env["bpm.partner.purchase"].search([("partner_id", "=", self.firm.id)])
        return {row.product_id: row.amount_year for row in found}

    def test_documents_of_contacts_are_their_firms_and_returns_are_taken_off(self):
        self.invoice(self.firm, {self.chair: 100.0, self.desk: 50.0})
        self.invoice(self.contact, {self.chair: 30.0})
        self.assertEqual(self.rows(), {self.chair: 130.0, self.desk: 50.0})
        self.invoice(
            self.firm, {self.desk: 50.0, self.chair: 10.0}, day=days_ago(10), move_type="out_refund"
        )
        self.assertEqual(self.rows(), {self.chair: 120.0})

    def test_what_is_older_than_a_year_is_no_habit(self):
        self.invoice(self.firm, {self.desk: 50.0}, day=days_ago(400))
        self.invoice(self.firm, {self.chair: 10.0})
        self.assertEqual(self.rows(), {self.chair: 10.0})

    def test_what_did_not_change_is_not_written(self):
        self.invoice(self.firm, {self.chair: 10.0})
        self.rows()
        self.env.cr.execute("SELECT id, xmin::text FROM bpm_partner_purchase ORDER BY id")
        before = self.env.cr.fetchall()
        self.metric._refresh(self.firm.ids)
        self.env.cr.execute("SELECT id, xmin::text FROM bpm_partner_purchase ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_a_condition_by_category_and_by_manufacturer(self):
        """S3-10 "selection for actions": a segment of those who buy chairs of a maker."""
        self.invoice(self.firm, {self.chair: 10.0})
        other = self.client("Other")
        self.invoice(other, {self.desk: 10.0})
        self.refresh()
        clients, of_company = self.env["res.partner"], [("company_id", "=", self.company.id)]
        for condition in (
            ("bpm_purchase_ids.categ_id", "child_of", self.chairs.id),
            ("bpm_purchase_ids.manufacturer_id", "=", self.maker.id),
            ("bpm_purchase_ids.product_id", "=", self.chair.id),
        ):
            with self.subTest(condition[0]):
                self.assertEqual(clients.search([condition, *of_company]), self.firm)

    def test_sums_are_for_those_who_may_see_sums(self):
        self.invoice(self.firm, {self.chair: 10.0})
        self.refresh()
        rows = self.env["bpm.partner.purchase"].search([("partner_id", "=", self.firm.id)])
        self.assertEqual(rows.with_user(self.keeper).amount_year, 10.0)
        seen = rows.with_user(self.seller)
        self.assertEqual(seen.product_id, self.chair)
        with self.assertRaises(AccessError):
            seen.read(["amount_year"])

    def test_odoo_analyses_know_the_manufacturer(self):
        """S3-03: in the analyses of sales and of invoices."""
        self.invoice(self.firm, {self.chair: 10.0, self.desk: 5.0})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.firm.id,
                "order_line": [Command.create({"product_id": self.chair.id, "price_unit": 40.0})],
            }
        )
        order.action_confirm()
        self.env.flush_all()
        of_firm = [("partner_id", "=", self.firm.id)]
        invoices = self.env["account.invoice.report"]._read_group(
            of_firm, ["bpm_manufacturer_id"], ["price_subtotal:sum"]
        )
        self.assertEqual(dict(invoices), {self.maker: 10.0, self.env["res.partner"]: 5.0})
        sales = self.env["sale.report"]._read_group(
            of_firm, ["bpm_manufacturer_id"], ["price_subtotal:sum"]
        )
        self.assertEqual(dict(sales), {self.maker: 40.0})

    def test_the_portrait_says_what_is_bought(self):
        """ux.md 3.3: "desks 61 % · chairs 22 % · maker IKEX 40 %"; each figure opens its lines."""
        self.invoice(self.firm, {self.chair: 75.0, self.desk: 25.0})
        line = self.portrait(self.keeper)
        self.assertEqual(line["text"], "Chairs 75 % · Desks 25 % · made by Ikex 75 %")
        self.assertTrue(line["open"])
        opened = self.firm.with_user(self.keeper).bpm_portrait_open("bought")
        lines = self.env["account.move.line"].search(opened["domain"])
        self.assertEqual(lines.product_id, self.chair + self.desk)

    def test_of_one_category_products_are_told(self):
        stool = self.env["product.product"].create({"name": "Stool", "categ_id": self.chairs.id})
        self.invoice(self.firm, {self.chair: 60.0, stool: 40.0})
        self.assertIn("Chair 60 % · Stool 40 %", self.portrait(self.keeper)["text"])

    def portrait(self, user):
        """The line "Buys" somebody sees: its text and whether it opens."""
        found = self.firm.with_user(user).bpm_portrait()["lines"]
        line = next(line for line in found if line["name"] == "bought")
        return {"text": "".join(part["text"] for part in line["parts"]), "open": line["open"]}


class TestToday(MetricCase):
    def test_the_future_is_not_bought_yet(self):
        firm = self.client("Firm")
        product = self.env["product.product"].create({"name": "Lamp"})
        move = self.books.invoice(firm, TODAY + timedelta(days=40), day=TODAY + timedelta(days=10))
        move.button_draft()
        move.invoice_line_ids.product_id = product
        move.action_post()
        self.refresh()
        self.assertFalse(self.env["bpm.partner.purchase"].search([("partner_id", "=", firm.id)]))
