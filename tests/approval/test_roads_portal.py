"""Facts F2 and F18: the customer's pages of a quotation. With gate `send` people outside meet one
calm page until it is approved; with gate `confirm` they read, but do not sign or pay.
"""

import json

from odoo import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger
from tests.common import ApprovalCase, BpmHttpCase

SECRET = "Walnut desk of the secret offer"
CALM = "This offer is being prepared"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)


class PortalCase(ApprovalCase, BpmHttpCase):
    gate = "send"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.name = SECRET
        cls.asking = cls.route({"domain": "[('bpm_real_discount', '>', 10)]"}, gate=cls.gate)
        cls.buyer = new_test_user(
            cls.env,
            "test_buyer",
            "base.group_portal",
            partner_id=cls.customer.id,
            password="test_buyer",
        )
        cls.seller.password = "test_seller"
        cls.order = cls.quote(discount=20, require_signature=True, require_payment=True)
        cls.token = cls.order._portal_ensure_token()

    def approve(self):
        self.asked(self.order).with_user(self.leader).action_approve()
        self.order.invalidate_recordset()
        self.env.flush_all()

    def page(self, suffix="", **params):
        params = {"access_token": self.token, **params}
        query = "&".join(f"{key}={value}" for key, value in params.items())
        return self.url_open(f"/my/orders/{self.order.id}{suffix}?{query}")

    def call(self, suffix, **params):
        return self.make_jsonrpc_request(
            f"/my/orders/{self.order.id}{suffix}", {"access_token": self.token, **params}
        )

    def refusal_to_pay(self):
        """What the payment form shows; no transaction is made."""
        params = {"access_token": self.token, "amount": 80, "currency_id": 1, "partner_id": 1}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/my/orders/{self.order.id}/transaction",
                data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
                headers={"Content-Type": "application/json"},
            ).json()
        self.assertFalse(self.order.sudo().transaction_ids)
        return answer["error"]["data"]["message"]


class TestPortalBeforeSending(PortalCase):
    def outsiders(self):
        for login in (None, "test_buyer"):
            self.authenticate(login, login)
            yield login or "by link"

    def test_page_and_papers(self):
        for who in self.outsiders():
            for params in (
                {},
                {"report_type": "pdf"},
                {"report_type": "html"},
                {"report_type": "text"},
                {"payment_amount": "10"},
                {"download": "true"},
            ):
                with self.subTest(who=who, **params):
                    page = self.page(**params)
                    self.assertEqual(page.status_code, 200)
                    self.assertIn(CALM, page.text)
                    for leak in (SECRET, "80.0", self.order.name, "discount"):
                        self.assertNotIn(leak, page.text)
            for suffix in ("/download_edi", "/document/1"):
                with self.subTest(who=who, suffix=suffix):
                    self.assertNotIn(SECRET, self.page(suffix).text)

    def test_without_the_key_nobody_learns_that_it_exists(self):
        self.authenticate(None, None)
        self.token = "wrong"
        known = self.page()
        self.order.browse(10**8)
        unknown = self.url_open(f"/my/orders/{10**8}?access_token=wrong")
        self.assertNotIn(CALM, known.text)
        self.assertEqual((known.status_code, known.url), (unknown.status_code, unknown.url))

    def test_the_customers_account(self):
        """Neither the list nor a program finds it; the quotation's own page stays calm."""
        self.env.cr.execute("UPDATE sale_order SET state = 'sent' WHERE id = %s", (self.order.id,))
        self.order.invalidate_recordset()
        self.authenticate("test_buyer", "test_buyer")
        self.assertNotIn(self.order.name, self.url_open("/my/quotes").text)
        self.assertIn(CALM, self.url_open(f"/my/orders/{self.order.id}").text)
        orders = self.env["sale.order"].with_user(self.buyer)
        lines = self.env["sale.order.line"].with_user(self.buyer)
        self.assertFalse(orders.search([("id", "=", self.order.id)]))
        self.assertFalse(lines.search([("order_id", "=", self.order.id)]))
        self.assertFalse(orders.browse(self.order.id).has_access("read"))
        self.asking.action_retire()
        self.assertIn(self.order.name, self.url_open("/my/quotes").text)
        self.assertTrue(orders.search([("id", "=", self.order.id)]))
        self.assertTrue(lines.search([("order_id", "=", self.order.id)]))

    def test_colleagues_see_it_with_a_band(self):
        self.authenticate("test_seller", "test_seller")
        page = self.page()
        self.assertIn(SECRET, page.text)
        self.assertIn("The customer does not see this page yet", page.text)
        self.approve()
        self.assertNotIn("does not see this page yet", self.page().text)

    def test_no_signature_no_payment_no_options(self):
        """F18: the quotation's link and a forged signature; also of an approval that has ended."""
        for who in self.outsiders():
            with self.subTest(who):
                answer = self.call("/accept", name="Me", signature=PIXEL)
                self.assertIn("being prepared", answer["error"])
                self.assertIn("Nothing was charged", self.refusal_to_pay())
                self.call("/update_line_dict", line_id=self.order.order_line.id, input_quantity=7)
                self.url_open(
                    f"/my/orders/{self.order.id}/decline?access_token={self.token}",
                    data={"decline_message": "no"}, timeout=30,
                )  # fmt: skip
                self.order.invalidate_recordset()
                self.assertEqual(self.order.state, "draft")
                self.assertFalse(self.order.signature or self.order.signed_by)
                self.assertEqual(self.order.order_line.product_uom_qty, 1)

    def test_approved_it_opens_and_closes_again(self):
        self.authenticate(None, None)
        self.approve()
        self.assertIn(SECRET, self.page().text)
        self.assertNotIn("does not see", self.page().text)
        self.order.order_line.discount = 30
        self.assertIn(CALM, self.page().text)
        self.order.order_line.discount = 5
        self.assertIn(SECRET, self.page().text)


class TestPortalBeforeConfirming(PortalCase):
    gate = "confirm"

    def test_it_may_be_read(self):
        self.authenticate(None, None)
        page = self.page(payment_amount="80").text
        self.assertIn(SECRET, page)
        for button in ('data-bs-target="#modalaccept"', "o_sale_portal_paynow", "o_payment_form"):
            self.assertNotIn(button, page)
        self.approve()
        self.assertIn('data-bs-target="#modalaccept"', self.page().text)

    def test_it_may_not_be_signed_or_paid(self):
        self.authenticate(None, None)
        self.assertIn("being prepared", self.call("/accept", name="Me", signature=PIXEL)["error"])
        self.assertIn("Nothing was charged", self.refusal_to_pay())
        self.order.invalidate_recordset()
        self.assertEqual((self.order.state, self.order.signed_by), ("draft", False))

    def test_approved_the_customers_signature_confirms_it(self):
        self.order.require_payment = False
        self.approve()
        self.authenticate(None, None)
        answer = self.call("/accept", name="The customer", signature=PIXEL)
        self.assertTrue(answer.get("force_refresh"), json.dumps(answer))
        self.order.invalidate_recordset()
        self.assertEqual((self.order.state, self.order.signed_by), ("sale", "The customer"))

    def test_options_until_somebody_is_asked(self):
        """The customer's own choice must not undo an approval, nor slip below a request."""
        order = self.quote()
        order.order_line = [
            Command.create(
                {
                    "display_type": "line_section",
                    "name": "More",
                    "is_optional": True,
                    "sequence": 90,
                }
            ),
            Command.create({"product_id": self.product.id, "product_uom_qty": 0, "sequence": 91}),
        ]
        option = order.order_line[-1]
        self.order, self.token = order, order._portal_ensure_token()
        self.authenticate(None, None)
        self.call("/update_line_dict", line_id=option.id, input_quantity=2)
        option.invalidate_recordset()
        self.assertEqual(option.product_uom_qty, 2)
        option.discount = 20
        self.call("/update_line_dict", line_id=option.id, input_quantity=3)
        self.approve()
        self.call("/update_line_dict", line_id=option.id, input_quantity=4)
        option.invalidate_recordset()
        self.assertEqual(option.product_uom_qty, 2)
        self.assertEqual(order.bpm_approval_state, "approved")
