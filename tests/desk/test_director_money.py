"""The sentences about money of the director's page: discounts, and what customers owe."""

from datetime import timedelta

from freezegun import freeze_time

from tests.approval.past import PastCase
from tests.desk.reading import DirectorCase


@freeze_time(PastCase.NOW)  # a Wednesday: last week is 8 to 14 June
class TestDiscounts(DirectorCase):
    LIMIT = {"domain": "[('bpm_real_discount', '>', 10.0)]", "reason": "discount over 10 %"}

    def test_given_and_its_share_whatever_way_it_was_given(self):
        """Real discount: the column, a typed price and a negative line alike."""
        self.sent(5, discount=10, quantity=10)
        self.sent(5, price=90, quantity=10)
        minus = self.sent(5, quantity=10)
        minus.order_line = [
            (0, 0, {"name": "Less", "product_uom_qty": 1, "price_unit": -100, "tax_ids": [(5,)]})
        ]
        self.sent(2, discount=50)  # this week
        self.sent(10, discount=50)  # the week before
        self.quote(50).date_order = self.now - timedelta(days=5)  # a draft
        given, share = self.figures("discounts")
        self.assertIn("300", given)
        self.assertEqual(share, "10.0 %")

    def test_above_a_limit_and_not_approved(self):
        """ux.md 3.7: "18 400 (6.1 %), 5 200 above list limits, all approved"."""
        self.route(self.LIMIT)
        quote, _fine = self.sent(5, discount=20, quantity=10), self.sent(5, discount=5)
        self.assertIn("not approved: 1", self.text("discounts"))
        self.assertEqual(self.opened("discounts"), quote)
        self.env["bpm.approval.request"].sudo().create(
            {
                "name": quote.name, "res_model": "sale.order", "res_id": quote.id,
                "route_id": self.big.id, "state": "approved", "requester_id": self.seller.id,
                "version_id": self.env["bpm.approval.version"].search([], limit=1).id,
            }
        )  # fmt: skip
        self.assertIn("all approved", self.text("discounts"))
        self.assertEqual(self.opened("discounts"), quote)

    def test_what_was_there_before_the_rule_is_no_fault(self):
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        self.sent(5, discount=20)
        self.route(self.LIMIT)
        self.assertIn("from before the rule: 1", self.text("discounts"))

    def test_a_limit_of_another_company_is_none_here(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self.route(self.LIMIT, company_id=other.id)
        self.sent(5, discount=20)
        self.assertIn("None above a limit", self.text("discounts"))

    def test_a_week_is_the_readers_week(self):
        """Monday begins at midnight of the reader's clock."""
        quote = self.sent(0, discount=10)
        quote.sudo().date_order = "2026-06-14 23:30:00"
        self.assertIn("10.0 %", self.text("discounts"))
        self.boss.tz = "Europe/Kyiv"  # there it is Monday already
        self.assertIn("No quotation", self.text("discounts"))


@freeze_time(PastCase.NOW)
class TestMoney(DirectorCase):
    def invoice(self, due, amount=100.0, customer=None):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (customer or self.customer).id,
                "invoice_date": due,
                "invoice_date_due": due,
                "invoice_line_ids": [
                    (0, 0, {"name": "x", "quantity": 1, "price_unit": amount, "tax_ids": [(5,)]})
                ],
            }
        )
        invoice.action_post()
        return invoice

    def pay(self, invoice, day, amount=None):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        values = {"payment_date": day, **({"amount": amount} if amount else {})}
        register.create(values).action_create_payments()

    def test_overdue_and_due_until_sunday(self):
        """ux.md 3.7: "Overdue 84 000"; what falls due this week."""
        late, paid = self.invoice("2026-06-16", 500), self.invoice("2026-06-01", 700)
        self.pay(paid, "2026-06-10")
        due = self.invoice("2026-06-21", 200) | self.invoice("2026-06-17", 50)
        self.invoice("2026-06-22", 900)
        overdue, customers, this_week = self.figures("overdue")
        self.assertIn("500", overdue)
        self.assertEqual(customers, "1")
        self.assertIn("250", this_week)
        self.assertEqual(self.opened("overdue"), late)
        self.assertEqual(self.opened("overdue", "due"), due)

    def test_part_of_an_invoice_that_is_paid_is_not_overdue(self):
        invoice = self.invoice("2026-06-01", 500)
        self.pay(invoice, "2026-06-10", amount=300)
        self.assertIn("200", self.figures("overdue")[0])

    def test_who_pays_later_than_before(self):
        """conventions 5.6: days late by amount, last 3 months against the 9 before."""
        worse, steady = (self.env["res.partner"].create({"name": name}) for name in ("W", "S"))
        for customer, recently in ((worse, 20), (steady, 2)):
            self.pay(self.invoice("2025-12-01", 1000, customer), "2025-12-03")
            day = self.now.replace(month=5, day=1) + timedelta(days=recently)
            self.pay(self.invoice("2026-05-01", 1000, customer), day.date())
        self.assertIn("Pay later than before: W (18 days)", self.page_text())
        self.assertEqual(self.opened("overdue", "worse"), worse)

    def test_what_is_still_open_counts_by_the_days_so_far(self):
        self.pay(self.invoice("2025-12-01", 100), "2025-12-01")
        self.invoice("2026-06-07", 100)
        self.assertIn("Test customer (10 days)", self.page_text())

    def page_text(self):
        self.invoice("2026-06-16", 1)
        return self.text("overdue")

    def test_nothing_overdue_is_a_sentence(self):
        self.invoice("2026-06-30")
        self.assertIn("Nothing is overdue", self.text("overdue"))
