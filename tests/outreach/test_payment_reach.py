"""By which way a debtor is reached: "e-mail, else SMS" (issue 5, 5 and 6; decision 035)."""

import re

from odoo.addons.bpm_crm_addon.models.outreach.audience import Addressee
from tests.outreach.payment_case import TODAY, PaymentCase


class TestReach(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.be")
        cls.firm.write({"phone": "+32 470 12 34 56", "country_id": cls.company.country_id.id})

    def way(self):
        reminder = self.reminders._prepare(self.company, TODAY)
        return reminder and (reminder.channel, reminder.address)

    def stop(self, **values):
        return self.env["bpm.suppression"].create(
            {"address": "pay@firm.invalid", "channel": "email", "reason": "wrong",
             "since": "2026-01-01", **values}
        )  # fmt: skip

    def unreached(self):
        """As the review finds it, and as the desk counts it: they agree."""
        review = self.reminders.with_user(self.collector).bpm_review()
        held = sum(one["count"] for one in review["held"] if one["key"] == "no_address")
        counted = len(self.reminders._unreached(self.company, TODAY))
        self.assertEqual(held, counted)
        return counted

    def test_a_mailbox_that_is_none_does_not_keep_the_phone_from_being_used(self):
        self.invoice(8)
        self.assertEqual(self.way(), ("email", "pay@firm.invalid"))
        self.firm.email = "n/a"
        self.assertEqual(self.way(), ("sms", "+32470123456"))

    def test_a_dead_mailbox_is_passed_over_as_long_as_it_is_dead(self):
        self.invoice(8)
        entry = self.stop()
        self.assertEqual(self.way(), ("sms", "+32470123456"))
        self.assertEqual(self.unreached(), 0)
        entry.action_end()
        self.assertEqual(self.way(), ("email", "pay@firm.invalid"))

    def test_of_another_company_it_is_not(self):
        other = self.env["res.company"].create({"name": "Test other"})
        self.invoice(8)
        self.stop(company_id=other.id)
        self.assertEqual(self.way(), ("email", "pay@firm.invalid"))

    def test_whoever_wants_no_mails_gets_no_sms_instead(self):
        """Decision 035."""
        self.invoice(8)
        self.stop(reason="asked")
        self.assertEqual(self.way(), ("email", "pay@firm.invalid"))

    def test_the_firms_own_mailbox_where_that_for_invoices_is_dead(self):
        self.env["res.partner"].create(
            {"name": "Books", "parent_id": self.firm.id, "type": "invoice",
             "email": "books@firm.invalid"}
        )  # fmt: skip
        self.invoice(8)
        self.assertEqual(self.way()[1], "books@firm.invalid")
        self.stop(address="books@firm.invalid")
        self.assertEqual(self.way()[1], "pay@firm.invalid")

    def test_nothing_left_is_no_usable_address(self):
        """An entry about the counterparty is about all its mailboxes."""
        self.invoice(8)
        self.firm.phone = False
        self.stop(address=False, partner_id=self.firm.id)
        self.assertFalse(self.way())
        self.assertEqual(self.unreached(), 1)

    def test_an_sms_leads_to_the_invoice(self):
        """Issue 5, 6: "with invoice PDFs or a payment link", also on a phone; in every level."""
        self.firm.email = False
        move = self.invoice(31)
        self.invoice(-2)
        reminder = self.reminders._prepare(self.company, TODAY)
        for level in self.env["bpm.reminder.level"].search([("company_id", "=", False)]):
            reminder.level_id = level
            text = reminder._texts()[reminder.id]
            [link] = re.findall(r"https?://\S+/bpm/i/([\w-]+)$", text.body)
            page = move._bpm_customer_page(link)
            self.assertTrue(page.startswith(f"/my/invoices/{move.id}?"), level.name)

    def test_reminders_about_anything_and_campaigns_pass_it_over_too(self):
        campaign = self.env["bpm.campaign"].new({"company_id": self.company.id})
        template = self.env.ref("bpm_crm_addon.template_payment_late").copy(
            {"model_name": "res.partner", "subject": "Hello", "body": "<p>Hello</p>",
             "sms_text": "Hello"}
        )  # fmt: skip
        to = Addressee(self.firm, self.firm, "test")

        def way(channel):
            [letter] = campaign._letters([to], template, channel, "bpm.campaign.member")
            return letter.item["channel"]

        self.assertEqual(way("email_sms"), "email")
        self.stop()
        self.assertEqual(way("email_sms"), "sms")
        self.assertEqual(way("email"), "email", "the outbox says why it is not sent")
