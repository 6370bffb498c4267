"""Pages behind links in messages: opening changes nothing, one POST is enough (case 28, T6, T7)."""

import re
from datetime import timedelta

from odoo import fields
from odoo.addons.bpm_crm_addon.models.audit.signed_link import sign
from odoo.tools.misc import hash_sign
from tests.books import Books
from tests.common import BpmHttpCase

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


class TestUnsubscribe(BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.ann = cls.env["res.partner"].create({"name": "Test Ann", "email": "ann@test.invalid"})
        cls.stops = cls.env["bpm.suppression"]
        cls.message = cls.enqueue("greeting")
        cls.url = cls.path(cls.message._bpm_unsubscribe_url())

    @classmethod
    def enqueue(cls, purpose):
        return cls.env["bpm.message"]._enqueue(
            [
                {
                    "purpose": purpose, "partner_id": cls.ann.id, "channel": "email",
                    "occurrence": "test", "subject": "Hello", "body": "<p>Hello</p>",
                }
            ]
        )  # fmt: skip

    @classmethod
    def path(cls, url):
        return url[url.index("/bpm/") :]

    def found(self):
        return self.stops.search([]).filtered(lambda one: one.points == ["ann@test.invalid"])

    def get(self, url, **kwargs):
        return self.url_open(url, **kwargs)

    def test_opening_the_page_changes_nothing(self):
        for _time in range(3):
            answer = self.get(self.url)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("Stop all advertising", answer.text)
            self.assertIn("ann@test.invalid", answer.text)
        self.assertFalse(self.found())
        for header, value in (
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex"),
        ):
            self.assertEqual(answer.headers[header], value)
        self.assertNotIn("ann", self.url)
        for outside in ("<script", "src=", "http://", "https://"):
            self.assertNotIn(outside, answer.text)

    def test_one_click_works_without_login_and_twice(self):
        """RFC 8058: a POST by a mail program, without session or cookie."""
        consent = self.env["bpm.consent"].create(
            {
                "partner_id": self.ann.id,
                "wording_id": self.env["bpm.consent.wording"]
                .create({"name": "News", "text": "Yes"})
                .id,
            }
        )
        first = self.url_open(self.url, data=ONE_CLICK)
        self.assertEqual(first.status_code, 200)
        entry = self.found()
        self.assertEqual(
            (entry.message_class, entry.reason, entry.company_id, entry.purpose_id.id),
            ("advertising", "unsubscribed", self.company, False),
        )
        consent.invalidate_recordset()
        self.assertEqual(consent.state, "withdrawn")
        second = self.url_open(self.url, data=ONE_CLICK)
        self.assertEqual((second.status_code, second.text), (200, first.text))
        self.assertEqual(self.found(), entry)

    def test_single_purposes_can_be_stopped(self):
        greeting = self.env.ref("bpm_crm_addon.purpose_greeting")
        reminder = self.env.ref("bpm_crm_addon.purpose_payment_reminder")
        nothing = self.url_open(self.url, data={"purpose": str(reminder.id)})
        self.assertEqual(nothing.status_code, 200)
        self.assertFalse(self.found())
        answer = self.url_open(self.url, data={"purpose": str(greeting.id)})
        self.assertIn("is stopped", answer.text)
        self.assertEqual(self.found().purpose_id, greeting)
        self.url_open(self.url, data={"all": "1"})
        self.assertEqual(len(self.found()), 2)
        self.assertIn("No advertising is sent", self.get(self.url).text)

    def test_wrong_links_are_all_alike(self):
        signed = self.url.rpartition("/")[2]
        elsewhere = hash_sign(self.env(su=True), "bpm-consent", [self.message.id])
        gone = hash_sign(self.env(su=True), "bpm-unsubscribe", [2**31 - 1])
        answers = {
            (answer.status_code, answer.text)
            for wrong in (signed[:-3], "B" + signed[1:], signed.swapcase(), "x", elsewhere, gone)
            for answer in (
                self.url_open(f"/bpm/unsubscribe/{wrong}"),
                self.url_open(f"/bpm/unsubscribe/{wrong}", data=ONE_CLICK),
            )
        }
        self.assertEqual([status for status, _text in answers], [404])
        self.assertFalse(self.found())

    def test_only_advertising_carries_the_headers(self):
        headers = self.message._bpm_unsubscribe_headers()
        self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertTrue(headers["List-Unsubscribe"].startswith("<http"))
        self.assertTrue(headers["List-Unsubscribe"].endswith(self.url + ">"))
        self.assertEqual(self.enqueue("payment_reminder")._bpm_unsubscribe_headers(), {})

    # === CONSENT === #

    def asked(self):
        wording = self.env["bpm.consent.wording"].create({"name": "News", "text": "Yes, write me"})
        return self.env["bpm.consent"]._ask(
            [
                {
                    "partner_id": self.ann.id,
                    "address": "ann@test.invalid",
                    "channel": "email",
                    "wording_id": wording.id,
                    "company_id": self.company.id,
                }
            ]
        )

    def test_consent_is_given_on_the_page_behind_the_link(self):
        consent = self.asked()
        url = self.path(consent._answer_url())
        self.assertIn("Yes, write me", self.get(url).text)
        self.env.invalidate_all()
        self.assertEqual(consent.state, "asked")
        for _time in range(2):
            self.assertIn("Thank you", self.url_open(url, data={"x": "1"}).text)
        self.env.invalidate_all()
        self.assertEqual((consent.state, consent.confirmed_ip), ("given", "127.0.0.1"))
        self.assertLessEqual(consent.given_at, fields.Datetime.now())

    def test_the_short_link_of_a_phone_is_good_for_two_weeks(self):
        """Double opt-in for phones: the same page behind a link a text has room for."""
        consent = self.asked()
        url = self.path(re.search(r"http\S+", consent._as_text()["body"])[0])
        self.assertLess(len(url), 32)
        self.assertIn("Yes, write me", self.get(url).text)
        self.assertEqual(self.get(f"{url[:-1]}_").status_code, 404)
        consent.asked_at = fields.Datetime.now() - timedelta(days=15)
        self.env.flush_all()
        self.assertEqual(self.url_open(url, data={"x": "1"}).status_code, 404)
        consent.asked_at = fields.Datetime.now()
        self.env.flush_all()
        self.assertIn("Thank you", self.url_open(url, data={"x": "1"}).text)

    def test_a_link_for_one_thing_opens_nothing_else(self):
        consent = self.asked()
        payload = consent._answer_url().rpartition("/")[2]
        self.assertEqual(self.get(f"/bpm/unsubscribe/{payload}").status_code, 404)
        old = hash_sign(self.env(su=True), "bpm-consent", [consent.id], expiration_hours=-1)
        self.assertEqual(self.url_open(f"/bpm/consent/{old}", data={"x": "1"}).status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(consent.state, "asked")


class TestInvoiceLink(BpmHttpCase):
    def test_a_reminder_leads_to_the_page_of_the_invoice(self):
        """Issue 5, point 6 "a payment link"; a wrong link says nothing about why."""
        books = Books(self.env)
        invoice = books.invoice(books.client("Test payer"), fields.Date.today())
        link = sign(self.env, "bpm-invoice", invoice.id)
        answer = self.url_open(f"/bpm/invoice/{link}", allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303))
        self.assertIn(f"/my/invoices/{invoice.id}?access_token=", answer.headers["Location"])
        self.assertEqual(self.url_open(f"/bpm/invoice/{link}x").status_code, 404)
        page = self.url_open(f"/bpm/i/{link}")
        self.assertEqual(page.status_code, 200)
        self.assertIn(invoice.name, page.text)
