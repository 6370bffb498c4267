"""Issue 2, points 3 and 4, gate send: an unapproved quotation does not leave the house, by mail,
link, print or invoice; what is not the offer itself stays possible.
"""

from datetime import timedelta
from unittest.mock import patch

from lxml import html

from odoo import Command, fields
from odoo.exceptions import UserError
from tests.common import ApprovalCase

STAMP = "NOT APPROVED – NOT AN OFFER"


class OutCase(ApprovalCase):
    gate = "send"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "buyer@customer.invalid"
        cls.asking = cls.route(
            {"domain": "[('bpm_real_discount', '>', 10)]", "reason": "discount over 10 %"},
            gate=cls.gate,
        )
        cls.order = cls.quote(discount=20)
        cls.template = cls.env.ref("sale.email_template_edi_sale")

    def approved(self, order=None):
        order = order or self.order
        self.asked(order).with_user(self.leader).action_approve()
        order.invalidate_recordset()
        return order

    def composer(self, orders, **values):
        return (
            self.env["mail.compose.message"]
            .with_user(self.seller)
            .create(
                {
                    "model": "sale.order",
                    "res_ids": orders.ids,
                    "composition_mode": "comment",
                    "partner_ids": self.customer.ids,
                    "subject": "Your offer",
                    "body": "Here you are",
                    **values,
                }
            )
        )

    def refused(self, call, *args, **kwargs):
        with self.assertRaisesRegex(UserError, "needs an approval first"), self.env.cr.savepoint():
            call(*args, **kwargs)


class TestSending(OutCase):
    def test_the_button_and_the_composer(self):
        """No composer is opened, no text is rendered and none is sent."""
        self.refused(self.order.action_quotation_send)
        self.refused(self.order.action_quotation_sent)
        self.refused(self.composer, self.order, template_id=self.template.id)
        action = self.approved().action_quotation_send()
        self.assertEqual(action["res_model"], "mail.compose.message")

    def test_a_composer_opened_before_the_price_changed(self):
        composer = self.composer(self.approved(), template_id=self.template.id)
        self.env.flush_all()
        self.order.order_line.discount = 30
        with self.assertRaisesRegex(UserError, "changed after its approval"):
            composer.action_send_mail()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            composer.scheduled_date = fields.Datetime.now() + timedelta(hours=1)
            composer.action_schedule_message()
        self.order.order_line.discount = 5
        composer.with_context(mark_so_as_sent=True).action_send_mail()
        self.assertEqual(self.order.state, "sent")

    def test_sending_many(self):
        """From a list, those that may be sent are; one notice names the rest."""
        free = self.quote(discount=5)
        mails = (self.order | free).action_quotation_send()
        self.assertIn(self.order.name, mails["params"]["message"])
        self.assertNotIn(free.name, mails["params"]["message"])
        self.assertEqual(mails["params"]["next"]["context"]["default_res_ids"], free.ids)
        self.refused(
            lambda: self.composer(
                self.order | free, composition_mode="mass_mail", template_id=self.template.id
            ).action_send_mail()
        )

    def test_marking_many_as_sent(self):
        """Issue 2 §4: from a list, what may be marked is; one sentence names the rest."""
        free = self.quote(discount=5)
        notice = (self.order | free).action_quotation_sent()
        self.assertEqual((self.order.state, free.state), ("draft", "sent"))
        self.assertIn(self.order.name, notice["params"]["message"])
        self.assertNotIn(free.name, notice["params"]["message"])

    def test_templates_sent_by_programs(self):
        """mail.template and message_post_with_source are open to anyone's program; a copy without
        the quotation's PDF tells its total all the same."""
        by_program = self.template.with_user(self.seller)
        self.refused(by_program.send_mail, self.order.id)
        self.refused(self.order.message_post_with_source, by_program)
        self.refused(self.order.message_mail_with_source, by_program)
        copy = self.template.copy({"name": "Mine"})
        self.refused(copy.with_user(self.admin).sudo().send_mail, self.order.id)
        copy.report_template_ids = False
        self.refused(copy.with_user(self.admin).sudo().send_mail, self.order.id)
        self.refused(self.composer, self.order, template_id=copy.id)
        self.order._send_order_notification_mail(self.template)
        self.order.pending_email_template_id = self.template
        sent = self.env["mail.mail"].sudo().search_count([])
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1):
            self.env["sale.order"]._cron_send_pending_emails()
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), sent)

    def test_notes_and_words_of_ones_own_stay_possible(self):
        self.order.message_post(body="Ask finance first", subtype_xmlid="mail.mt_note")
        self.order.message_post(body="Please look", partner_ids=self.leader.partner_id.ids)
        self.composer(self.order).action_send_mail()
        self.assertEqual(self.order.state, "draft")

    def test_a_mail_in_ones_own_words_tells_no_price(self):
        """Odoo writes the total at the head of each mail, and a button to the quotation."""
        message = self.order.message_post(body="Hello", partner_ids=self.customer.ids)
        context = self.order._notify_by_email_prepare_rendering_context(message)
        self.assertEqual(context["subtitles"], [f"{self.order.name} - {self.customer.name}"])
        groups = self.order._notify_get_recipients_groups(message, "Quotation")
        self.assertFalse([g[0] for g in groups if g[0] != "user" and g[2].get("has_button_access")])
        self.approved()
        context = self.order._notify_by_email_prepare_rendering_context(message)
        self.assertEqual(len(context["subtitles"]), 2)

    def test_sharing(self):
        self.seller.group_ids |= self.env.ref("base.group_partner_manager")
        wizard = (
            self.env["portal.share"]
            .with_user(self.seller)
            .create(
                {
                    "res_model": "sale.order",
                    "res_id": self.order.id,
                    "partner_ids": self.customer.ids,
                }
            )
        )
        self.refused(wizard.action_send_mail)
        self.approved()
        wizard.action_send_mail()

    def test_colleagues_may_look(self):
        self.assertIn("/my/orders/", self.order.action_preview_sale_order()["url"])


class TestPrinting(OutCase):
    def printed(self, orders, report="sale.action_report_saleorder", kind="html"):
        render = getattr(self.env["ir.actions.report"], f"_render_qweb_{kind}")
        return render(report, orders.ids)[0]

    def stamps(self, content):
        page = html.fromstring(content.decode())
        return [
            (part.get("data-oe-id"), STAMP in part.text_content())
            for part in page.xpath("//div[contains(@class, 'article')]")
        ]

    def test_words_across_each_page_until_approved(self):
        fine = self.quote(discount=5)
        for report in ("sale.action_report_saleorder", "sale.action_report_pro_forma_invoice"):
            with self.subTest(report):
                parts = self.stamps(self.printed(self.order | fine, report))
                self.assertEqual(parts, [(str(self.order.id), True), (str(fine.id), False)])
        self.assertNotIn(STAMP, self.printed(self.approved()).decode())
        self.order.order_line.discount = 30
        self.assertIn(STAMP, self.printed(self.order).decode())

    def test_a_report_of_ones_own(self):
        """Also one without Odoo's page layout, and one in plain text."""
        self.env["ir.ui.view"].create(
            {
                "type": "qweb",
                "name": "own",
                "key": "bpm_crm_addon.own_report",
                "arch": "<t t-name='bpm_crm_addon.own_report'><t t-call='web.html_container'>"
                "<p>Offer</p></t></t>",
            }
        )
        report = self.env["ir.actions.report"].create(
            {
                "name": "Own",
                "model": "sale.order",
                "report_type": "qweb-html",
                "report_name": "bpm_crm_addon.own_report",
            }
        )
        self.assertIn(STAMP, self.printed(self.order, report.id).decode())
        self.assertIn(STAMP, self.printed(self.order, report.id, "text").decode())
        self.assertNotIn(STAMP, self.printed(self.approved(), report.id).decode())

    def test_enough_stripes_for_every_page(self):
        long = self.quote(discount=20)
        long.order_line = [Command.create({"product_id": self.product.id}) for _ in range(120)]
        stripes = self.printed(long).decode().count(STAMP)
        self.assertGreater(stripes * 250, 121 * 60, "a stripe every 250 px for rows of 60 px")

    def test_a_draft_invoice_of_an_order_that_was_set_back(self):
        order = self.approved(self.quote(discount=20))
        order.action_confirm()
        order.order_line.qty_delivered = 1
        invoice = order._create_invoices()
        order.sudo().action_cancel()
        order.action_draft()
        invoice.sudo().button_draft()
        self.assertIn(STAMP, self.printed(invoice, "account.account_invoices").decode())


class TestConfirming(OutCase):
    gate = "confirm"

    def test_sending_stays_free(self):
        """Gate confirm leaves sending free."""
        self.assertEqual(self.order.action_quotation_send()["res_model"], "mail.compose.message")
        self.template.with_user(self.seller).send_mail(self.order.id)
        self.order.action_quotation_sent()
        self.assertEqual(self.order.state, "sent")
        self.assertFalse(self.order._bpm_held("send"))

    def test_one_is_refused_and_many_are_sorted_out(self):
        free, other = self.quote(discount=5), self.quote()
        self.refused(self.order.action_confirm)
        result = (free | self.order | other).action_confirm()
        self.assertEqual((free | self.order | other).mapped("state"), ["sale", "draft", "sale"])
        self.assertEqual(result["tag"], "display_notification")
        self.assertIn(f"“{self.order.name}” needs an approval first", result["params"]["message"])
        self.refused((self.order | self.quote(discount=30)).action_confirm)

    def test_what_follows_confirming_does_not_run_alone(self):
        self.refused(self.order._action_confirm)
        self.approved()._action_confirm()
        self.quote(discount=5)._action_confirm()

    def test_no_invoice_from_a_draft(self):
        """heart.md 1: the down-payment wizard makes an invoice of a draft."""
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": self.order.ids,
                "advance_payment_method": "percentage",
                "amount": 30,
            }
        )
        self.refused(wizard.create_invoices)
        self.refused(self.order._create_invoices)
        self.refused(self.order._generate_downpayment_invoices)
        self.approved()
        wizard.create_invoices()
        self.assertTrue(self.order.sudo().invoice_ids)

    def test_the_customer_is_asked_for_nothing(self):
        """No signature, payment or option is offered while the quotation may not be confirmed."""
        self.order.write({"require_signature": True, "require_payment": True})
        order = self.order
        doors = (order._has_to_be_signed, order._has_to_be_paid, order._can_be_edited_on_portal)
        self.assertEqual([door() for door in doors], [False, False, False])
        self.asked(self.order)
        self.assertEqual([door() for door in doors], [False, False, False])
        self.order.bpm_approval_request_id.with_user(self.leader).action_approve()
        self.order.invalidate_recordset()
        # approved: may be signed and paid; choosing an option would undo the approval
        self.assertEqual([door() for door in doors], [True, True, False])
        free = self.quote(discount=5)
        self.assertTrue(free._can_be_edited_on_portal())

    def test_a_copy_starts_anew(self):
        """Issue 2, point 4: copying an approved quotation gives a draft without an approval."""
        copy = self.approved().copy()
        self.assertEqual((copy.state, copy.bpm_approval_state), ("draft", "required"))
        self.assertFalse(copy.bpm_approval_request_id)
        self.assertEqual(copy.order_line.discount, 20)
        self.refused(copy.action_confirm)
        self.order.action_confirm()
        confirmed = self.order.copy()
        self.assertEqual((confirmed.state, confirmed.bpm_approval_state), ("draft", "required"))

    def test_nothing_is_left_out_without_a_web_shop(self):
        if "website_id" not in self.order._fields:
            self.assertFalse(self.order._bpm_left_out())

    def test_a_colleagues_price_in_a_web_shop_is_not_forgotten(self):
        """Issue 2, point 3: quotations of a web shop are left out; those a colleague wrote are not,
        whoever writes them afterwards."""
        values = {"product_id": self.product.id, "price_unit": 100.0}
        carts = self.env["sale.order"].with_user(self.env.ref("base.public_user")).sudo()
        with patch.object(self.registry["sale.order"], "_bpm_of_web_shop", lambda self: self):
            for written in ("line", "quotation"):
                cart = carts.create(
                    {"partner_id": self.customer.id, "order_line": [Command.create(values)]}
                )
                cart.order_line.write({"product_uom_qty": 2, "price_unit": 10.0})
                self.assertEqual(cart.bpm_approval_state, "none", "the shop's own price")
                theirs = cart.with_user(self.admin)
                if written == "line":
                    theirs.order_line.price_unit = 20.0
                else:
                    theirs.order_line = [Command.update(cart.order_line.id, {"price_unit": 20.0})]
                cart.order_line.product_uom_qty = 3
                cart.write({"note": "Leave it at the door", "bpm_by_colleague": False})
                cart.invalidate_recordset()
                with self.subTest(written):
                    self.assertEqual(cart.write_uid | cart.order_line.write_uid, carts.env.user)
                    self.assertEqual(cart.bpm_approval_state, "required")
                    self.refused(cart.action_confirm)


class TestLinesThatOdooAdds(OutCase):
    gate = "confirm"

    def test_a_flag_smuggles_nothing_past_an_approval(self):
        """Lines Odoo itself adds are not controlled; anyone may write the flag that says so."""
        for flag in ("is_expense", "is_downpayment"):
            gift = [
                Command.create(
                    {
                        "product_id": self.product.id,
                        flag: True,
                        "price_unit": 0,
                        "product_uom_qty": 50,
                    }
                )
            ]
            with self.subTest(flag, moment="before"):
                order = self.approved(self.quote(discount=20))
                order.order_line = gift
                with self.assertRaisesRegex(UserError, "changed after its approval"):
                    order.action_confirm()
            with self.subTest(flag, moment="after"):
                order = self.approved(self.quote(discount=20))
                order.action_confirm()
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    order.order_line = gift
                self.assertEqual(len(order.order_line), 1)

    def added(self):
        """What Odoo adds to an order: a down payment and a re-invoiced cost."""
        hotel = self.env["product.product"].create({"name": "Hotel", "expense_policy": "cost"})
        return [
            Command.create({"is_downpayment": True, "name": "Down payment", "product_uom_qty": 0}),
            Command.create({"product_id": hotel.id, "is_expense": True, "price_unit": 30}),
        ]

    def test_a_real_down_payment_and_a_re_invoiced_cost_change_nothing(self):
        order = self.approved(self.quote(discount=20))
        order.action_confirm()
        order.sudo().order_line = self.added()
        self.assertEqual(order.bpm_approval_request_id.state, "approved")
        self.assertEqual(order.state, "sale")
        self.now()

    def test_odoo_adds_nothing_to_a_draft(self):
        """Issue 2 §4: a cost or a down payment on an approved draft is written there by hand."""
        for number in (0, 1):
            with self.subTest(number):
                order = self.approved(self.quote(discount=20))
                order.sudo().order_line = self.added()[number : number + 1]
                with self.assertRaisesRegex(UserError, "changed after its approval"):
                    order.action_confirm()

    def test_set_back_with_what_odoo_added_it_is_approved_and_confirmed_again(self):
        """Cancelled and set back, an order keeps its down payment: approved with it, it passes,
        and the next one changes nothing."""
        order = self.approved(self.quote(discount=20))
        order.action_confirm()
        order.sudo().order_line = self.added()
        order._action_cancel()
        order.action_draft()
        self.approved(order)
        order.action_confirm()
        self.now()
        order.sudo().order_line = self.added()
        self.assertEqual(order.bpm_approval_request_id.state, "approved")
        below = self.quote(discount=0)
        below.action_confirm()
        below.sudo().order_line = self.added()
        below._action_cancel()
        below.action_draft()
        below.action_confirm()
        self.now()

    def now(self):
        """Let the database's own last line look."""
        self.env.flush_all()
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.env.cr.execute("SET CONSTRAINTS ALL DEFERRED")
