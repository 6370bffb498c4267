"""The review of payment reminders: who gets one, who gets none and why, and what a person decides.

Issue item 6 "review screen: one by one or all, with what will be said"; ux.md 2.2 and 3.6.
"""

import re
from datetime import datetime, time, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.bpm_crm_addon.engine.local_time import in_universal_time
from odoo.addons.bpm_crm_addon.models.audit.signed_link import sign
from odoo.exceptions import AccessError
from odoo.fields import Command
from tests.outreach.payment_case import TODAY, PaymentCase


class TestReview(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.big = cls.client("Test Big", email="big@firm.invalid")
        cls.invoices = cls.invoice(8, 100) | cls.invoice(20, 900, partner=cls.big)
        cls.review = cls.reminders.with_user(cls.collector)

    def prepare(self):
        return self.review.bpm_review_prepare()

    def held(self, review=None):
        """{reason: [who]}"""
        groups = (review or self.review.bpm_review())["held"]
        return {group["key"]: [row["partner"] for row in group["rows"]] for group in groups}

    def test_the_largest_first_with_sums_and_what_is_said(self):
        review = self.prepare()
        self.assertEqual([item["partner"] for item in review["items"]], ["Test Big", "Test Firm"])
        self.assertEqual((review["total"], review["may_send"], review["notice"]), (2, True, None))
        self.assertIn("1,000.00", review["sums"])
        [big, _small] = review["items"]
        self.assertEqual((big["late"], big["level"]), ("20 days late", "14 days overdue"))
        text = self.review.browse(big["id"]).bpm_review_text()
        self.assertIn("Test Big", text["body"])
        self.assertEqual((text["trouble"], text["papers"]), ("", 0))

    def test_it_is_prepared_on_the_companys_day_whoever_looks(self):
        """Where it is tomorrow already, today's are those of the company."""
        self.prepare()
        for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
            self.assertTrue(self.review.with_context(tz=zone).bpm_review()["prepared"], zone)

    def test_the_cockpit_tells_of_them_and_opens_the_review(self):
        """ux.md 3.6: “tonight 18:00: 214 reminders, 61 400 [Review]”."""
        outbox = self.env["bpm.message"].with_user(self.collector)
        self.assertEqual(outbox.bpm_outbox()["ahead"], [])
        self.prepare()
        [ahead] = outbox.bpm_outbox()["ahead"]
        self.assertIn("Reminders to review: 2", ahead["text"])
        self.assertIn("1,000.00", ahead["text"])
        self.assertTrue(self.env.ref(ahead["action"]))
        self.assertIn("ready to try: 2 clients would get one", ahead["ready"])
        self.assertIsNone(outbox.bpm_outbox(ahead=False)["ahead"])

    def test_the_cockpit_says_at_what_hour(self):
        """Where it has not come yet; ux.md 3.6, “tonight 18:00”."""
        self.prepare()
        zone = self.company._bpm_zone()
        outbox = self.env["bpm.message"].with_user(self.collector)
        self.company.bpm_reminder_hour = 18.0
        for clock, told in ((time(12), "6:00"), (time(20), None)):
            now = in_universal_time(datetime.combine(self.company._bpm_today(), clock), zone)
            with patch.object(fields.Datetime, "now", lambda now=now: now):
                [ahead] = outbox._outbox_ahead()
            for text in (ahead["text"], ahead["ready"]):
                self.assertEqual("6:00" in text, bool(told), text)

    def test_a_sum_per_currency(self):
        self.invoice(8, 7, currency_id=self.dollar.id)
        sums = self.prepare()["sums"].replace("\N{NO-BREAK SPACE}", " ")
        self.assertEqual(sums, "1,000.00 € + $ 7.00")

    def test_send_this_and_send_all(self):
        first = self.prepare()["items"][0]
        review = self.review.browse(first["id"]).bpm_review_act("send")
        self.assertEqual([item["partner"] for item in review["items"]], ["Test Firm"])
        self.assertEqual(self.review.bpm_review_all()["total"], 0)
        sent = self.reminders.search([("company_id", "=", self.company.id)])
        self.assertEqual(sent.mapped("state"), ["queued", "queued"])
        self.assertEqual(sent.reviewer_id, self.collector)
        self.assertEqual(len(sent.message_id), 2)

    def test_pressing_twice_sends_once(self):
        first = self.review.browse(self.prepare()["items"][0]["id"])
        first.bpm_review_act("send")
        message = first.sudo().message_id
        first.bpm_review_act("send")
        self.assertEqual(first.sudo().message_id, message)

    def test_skip_once_passes_the_level_over(self):
        items = self.prepare()["items"]
        self.review.browse([item["id"] for item in items]).bpm_review_act("skip")
        self.assertEqual(self.held(), {"skipped": ["Test Big", "Test Firm"]})
        self.assertEqual(self.prepared(TODAY + timedelta(days=1)), {})
        self.assertEqual(
            self.prepared(TODAY + timedelta(days=10))["Test Big"],
            (30, {self.invoices[1].name: 900}),
        )

    def test_who_gets_none_and_why(self):
        clients = {
            name: self.client(name, email=f"{name}@firm.invalid")
            for name in ("nobody", "disputed", "promised", "blocked", "said")
        }
        clients["nobody"].email = False
        moves = {name: self.invoice(8, partner=firm) for name, firm in clients.items()}
        self.env["bpm.payment.dispute"].create({"move_id": moves["disputed"].id})
        self.env["bpm.payment.promise"].create(
            {
                "partner_id": clients["promised"].id,
                "date": TODAY,
                "amount": 5,
                "currency_id": self.euro.id,
            }
        )
        moves["blocked"].no_followup = True
        self.reminders._prepare(self.company, TODAY - timedelta(days=1)).filtered(
            lambda one: one.partner_id == clients["said"]
        )._said()
        review = self.prepare()
        self.assertEqual(review["total"], 2)
        self.assertEqual(
            self.held(review),
            {
                "no_address": ["nobody"],
                "disputed": ["disputed"],
                "promised": ["promised"],
                "blocked": ["blocked"],
                "said": ["said"],
            },
        )
        [promised] = [one for one in review["held"] if one["key"] == "promised"]
        self.assertEqual(promised["rows"][0]["text"], "promised for 03/18/2026")

    def test_paid_since_it_was_prepared(self):
        self.prepare()
        self.pay(900, self.invoices[1], self.big)
        review = self.review.bpm_review()
        self.assertEqual([item["partner"] for item in review["items"]], ["Test Firm"])
        self.assertEqual((review["total"], self.held(review)), (1, {"changed": ["Test Big"]}))
        self.assertIn("100.00", review["sums"])
        self.assertNotIn("1,000.00", review["sums"])
        self.assertIn("reasons stand below", self.review.bpm_review_all()["said"])
        self.assertEqual(self.held()["not_sent"], ["Test Big"])

    def test_a_dispute_about_one_invoice_leaves_the_others(self):
        other = self.invoice(20, 300, partner=self.big)
        first = self.review.browse(self.prepare()["items"][0]["id"])
        action = first.bpm_review_note("dispute")
        self.env["bpm.payment.dispute"].with_context(**action["context"]).create({})
        [item] = [one for one in self.prepare()["items"] if one["partner"] == "Test Big"]
        self.assertEqual([line["number"] for line in item["lines"]], [other.name])

    def test_preparing_again_keeps_what_was_decided(self):
        first = self.review.browse(self.prepare()["items"][0]["id"])
        first.bpm_review_act("send")
        review = self.prepare()
        self.assertEqual([item["partner"] for item in review["items"]], ["Test Firm"])
        self.assertEqual(first.sudo().state, "queued")

    def test_after_the_rehearsal_the_day_can_be_prepared_for_real(self):
        self.company.bpm_outreach_live_since = False
        self.assertEqual(self.prepare()["notice"]["tone"], "info")
        self.review.bpm_review_all()
        messages = self.reminders.search([("company_id", "=", self.company.id)]).message_id
        messages.write({"reason": "rehearsal"})
        self.handed_over(messages, "suppressed")
        self.assertEqual(self.prepare()["total"], 0)
        self.company.bpm_outreach_live_since = "2026-03-18 09:00:00"
        self.assertEqual(self.prepare()["total"], 2)
        self.review.bpm_review_all()
        real = self.env["bpm.message"].search(
            [("company_id", "=", self.company.id), ("rehearsal", "=", False)]
        )
        self.assertEqual(len(real), 2)

    def test_an_auditor_reads_and_a_salesperson_does_not(self):
        auditor = self.person("auditor", "account.group_account_readonly")
        seller = self.person("seller", "sales_team.group_sale_salesman")
        first = self.prepare()["items"][0]["id"]
        theirs = self.reminders.with_user(auditor)
        self.assertFalse(theirs.bpm_review()["may_send"])
        self.assertTrue(theirs.browse(first).bpm_review_text()["body"])
        with self.assertRaises(AccessError):
            theirs.browse(first).bpm_review_act("send")
        for call in (
            lambda one: one.bpm_review(),
            lambda one: one.browse(first).bpm_review_text(),
            lambda one: one.bpm_review_all(),
            lambda one: one.bpm_review_prepare(),
        ):
            with self.assertRaises(AccessError):
                call(self.reminders.with_user(seller))

    def test_an_outreach_manager_needs_no_rights_in_accounting(self):
        manager = self.person("manager", "bpm_crm_addon.group_bpm_outreach_manager")
        self.prepare()
        self.assertEqual(self.reminders.with_user(manager).bpm_review_all()["total"], 0)

    def test_reminders_of_another_company_are_not_touched(self):
        other = self.env["res.company"].create({"name": "Test other"})
        first = self.review.browse(self.prepare()["items"][0]["id"])
        stranger = self.person(
            "stranger", "bpm_crm_addon.group_bpm_outreach_manager",
            company_id=other.id, company_ids=[(6, 0, other.ids)],
        )  # fmt: skip
        theirs = self.reminders.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertEqual(theirs.bpm_review()["total"], 0)
        with self.assertRaises(AccessError):
            theirs.browse(first.id).bpm_review_act("send")

    def test_the_hour_the_rules_allow_and_the_rule_are_shown(self):
        """journeys.md 3.4, 3: "12 night – moved to 09:00"; before anything is in the outbox."""
        self.firm.country_id = self.company.country_id = self.env.ref("base.be")
        self.env["bpm.contact.policy"].create(
            {
                "name": "Afternoons only",
                "company_id": self.company.id,
                "message_class": "debt",
                "hours_ids": [
                    Command.create({"first_day": "0", "last_day": "6", "opens": 15, "closes": 16})
                ],
            }
        )
        self.company.partner_id.tz = "Europe/Brussels"
        self.env["bpm.suppression"].create({"partner_id": self.big.id, "reason": "asked"})
        goes = {item["partner"]: (item["goes"], item["rule"]) for item in self.prepare()["items"]}
        when, rule = goes["Test Firm"]
        self.assertRegex(when, "goes out at 3:00", rule)
        self.assertIn("Afternoons only", rule)
        when, rule = goes["Test Big"]
        self.assertEqual(when, "will not go out")
        self.assertIn("stop list", rule)

    def test_each_invoice_leads_to_its_customers_page(self):
        """Issue item 6 "with invoice PDFs or a payment link": made for whoever follows it, so that
        sending writes no invoice."""
        self.prepare()
        self.review.bpm_review_all()
        self.assertFalse(any(self.invoices.mapped("access_token")))
        messages = self.env["bpm.message"].search([("company_id", "=", self.company.id)])
        bodies = "".join(str(message.body) for message in messages)
        links = re.findall(r"/bpm/invoice/([\w-]+)", bodies)
        self.assertEqual(len(links), len(self.invoices))
        moves = self.env["account.move"]
        pages = [moves._bpm_customer_page(link) for link in links]
        for invoice in self.invoices:
            token = invoice.access_token
            self.assertTrue(token)
            self.assertIn(f"/my/invoices/{invoice.id}?access_token={token}", pages)
        self.assertIsNone(moves._bpm_customer_page(f"{links[0]}x"))
        self.assertIsNone(
            moves._bpm_customer_page(sign(self.env, "bpm-papers", self.invoices[0].id))
        )
        self.invoices[0].button_draft()
        self.assertNotIn(
            f"/my/invoices/{self.invoices[0].id}", str([moves._bpm_customer_page(x) for x in links])
        )
