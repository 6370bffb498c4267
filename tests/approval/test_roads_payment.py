"""Issue 2, point 4: an online payment of an unapproved quotation is never an error to the payer:
the money is booked, the quotation stays, the salesperson is told. Fact F2.
"""

from unittest.mock import patch

from odoo import Command
from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing
from odoo.exceptions import UserError
from tests.common import ApprovalCase


class PaymentCase(ApprovalCase):
    gate = "confirm"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "buyer@customer.invalid"
        cls.asking = cls.route({"domain": "[('bpm_real_discount', '>', 10)]"}, gate=cls.gate)
        cls.order = cls.quote(discount=20, require_payment=True, prepayment_percent=1.0)
        method = cls.env.ref("payment.payment_method_unknown")
        cls.provider = cls.env["payment.provider"].create(
            {
                "name": "Test provider",
                "code": "none",
                "state": "test",
                "is_published": True,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        method.active = True
        bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.env["account.payment.method.line"].create(
            {
                "payment_method_id": cls.env.ref("account.account_payment_method_manual_in").id,
                "journal_id": bank.id,
                "payment_provider_id": cls.provider.id,
            }
        )

    def payment(self, order, state="done", share=1.0):
        """A payment of ``order`` by somebody from outside that has reached ``state``."""
        payer = self.env(user=self.env.ref("base.public_user").id, su=True)
        transaction = payer["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "amount": order.amount_total * share,
                "payment_method_id": self.provider.payment_method_ids[0].id,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "operation": "online_direct",
                "reference": f"{order.name}-{share}-{state}",
                "sale_order_ids": [Command.set(order.ids)],
            }
        )
        # The provider may not be able to authorize; what is tested is what follows.
        transaction.flush_recordset()
        payer.cr.execute(
            "UPDATE payment_transaction SET state = %s WHERE id = %s", (state, transaction.id)
        )
        transaction.invalidate_recordset()
        return transaction

    def pay(self, order=None, state="done", share=1.0):
        """A payment, processed as Odoo does when the payer comes back."""
        order = order or self.order
        transaction = self.payment(order, state, share)
        transaction._post_process()
        order.invalidate_recordset()
        return transaction

    def problems(self, order=None):
        return (
            self.env["bpm.incident"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "sale.order"),
                    ("res_id", "=", (order or self.order).id),
                ]
            )
        )


class TestPaying(PaymentCase):
    def test_paid_but_not_approved(self):
        payment = self.pay()
        self.assertTrue(payment.is_post_processed)
        self.assertTrue(payment.payment_id, "the money is booked")
        self.assertEqual(self.order.state, "draft")
        problem = self.problems()
        self.assertEqual(problem.owner_id, self.seller)
        self.assertIn(self.order.name, problem.name)
        self.assertIn("needs an approval first", problem.reason)
        notes = self.order.sudo().message_ids.filtered(
            lambda note: "could not be confirmed" in (note.body or "")
        )
        self.assertEqual(len(notes), 1)
        self.assertFalse(notes.notified_partner_ids, "the payer hears nothing of it")

    def test_it_is_told_once_per_payment(self):
        payment = self.pay()
        payment._post_process()
        self.assertEqual(len(self.problems()), 1)

    def test_approved_afterwards_it_is_confirmed_by_hand(self):
        self.pay()
        self.asked(self.order).with_user(self.leader).action_approve()
        self.order.action_confirm()
        self.assertEqual(self.order.state, "sale")

    def test_approved_before_it_confirms_by_itself(self):
        self.asked(self.order).with_user(self.leader).action_approve()
        self.pay()
        self.assertEqual(self.order.state, "sale")
        self.assertFalse(self.problems())

    def test_what_needs_nobody_confirms_by_itself(self):
        order = self.quote(discount=5, require_payment=True, prepayment_percent=1.0)
        self.pay(order)
        self.assertEqual(order.state, "sale")

    def test_authorized_pending_and_partial(self):
        for state, share, told in (("authorized", 1.0, 1), ("pending", 1.0, 0), ("done", 0.3, 0)):
            with self.subTest(state=state, share=share):
                order = self.quote(discount=20, require_payment=True, prepayment_percent=1.0)
                self.assertTrue(self.pay(order, state, share).is_post_processed)
                self.assertIn(order.state, ("draft", "sent"))
                self.assertEqual(len(self.problems(order)), told, "what would have confirmed")

    def refusing(self, sentence):
        """Confirming refuses in the very moment, whatever was looked at before."""

        def refuse(orders):
            if orders:
                raise UserError(sentence)

        return patch.object(type(self.order), "action_confirm", refuse)

    def test_whatever_refuses_the_payment_stands(self):
        """Somebody changed it meanwhile: no error to the payer either."""
        self.asked(self.order).with_user(self.leader).action_approve()
        with self.refusing("Just changed"):
            payment = self.pay()
        self.assertTrue(payment.payment_id)
        self.assertEqual(self.order.state, "draft")
        self.assertEqual(len(self.problems()), 1)

    def test_without_routes_odoos_own_refusals_are_as_ever(self):
        self.asking.action_retire()
        with self.refusing("Odoo's own"), self.assertRaises(UserError):
            self.pay()

    def test_other_apps_that_confirm_while_a_payment_is_processed(self):
        """Cash on delivery confirms at once when the payment is pending, as the system."""
        payer = self.env.ref("base.public_user")
        for state, told in (("pending", 1), ("draft", 0)):
            order = self.quote(discount=20)
            self.payment(order, state)
            confirm = order.with_user(payer).sudo().action_confirm
            with self.subTest(state):
                if told:
                    self.assertTrue(confirm())
                else:
                    self.assertRaises(UserError, confirm)
                self.assertEqual(order.state, "draft")
                self.assertEqual(len(self.problems(order)), told)
                self.assertRaises(UserError, order.with_user(self.seller).action_confirm)

    def test_automatic_invoices_only_for_confirmed_orders(self):
        self.env["ir.config_parameter"].set_param("sale.automatic_invoice", "True")
        self.pay()
        self.assertFalse(self.order.sudo().invoice_ids)


class TestPayingUnsent(PaymentCase):
    gate = "send"

    def test_a_pending_payment_does_not_mark_as_sent(self):
        """heart.md 1: payment pending → action_quotation_sent; and no PDF goes with the receipt."""
        reports = self.env.registry["ir.actions.report"]
        with patch.object(reports, "_render_qweb_pdf", side_effect=AssertionError("printed")):
            self.pay(state="pending")
        self.assertEqual(self.order.state, "draft")
        messages = self.order.sudo().message_ids
        receipts = messages.filtered(lambda one: one.partner_ids == self.customer)
        self.assertTrue(receipts, "the payer gets a receipt")
        self.assertFalse(receipts.attachment_ids)

    def test_the_payer_polls_until_done(self):
        """The page the payer waits on processes the payment: no exception reaches it."""
        payment = self.pay(state="done")
        self.assertTrue(payment.is_post_processed)
        self.assertTrue(PaymentPostProcessing.poll_status.original_routing)
        self.assertEqual(self.order.state, "draft")
