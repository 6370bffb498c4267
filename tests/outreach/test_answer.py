"""What people answer: counted for the campaign and kept on their card (issue 5, 7: "replied")."""

import hmac
import json
import time
from hashlib import sha256

from odoo.tools import mute_logger
from tests.outreach.camp_case import NOW, CampCase

KEY = "key of receipts"
NUMBER = "+79123456789"
MAIL = """\
From: {sender}
To: {to}
Subject: Re: Hello
Message-Id: <answer.{number}@clients.invalid>
In-Reply-To: {answered}
References: <elsewhere@clients.invalid> {answered}
{header}
Content-Type: text/plain

Yes, gladly.
"""


class TestAnswer(CampCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.person("seller")
        cls.camp_ann = cls.client("Camp Ann", phone=NUMBER, user_id=cls.seller.id)

    def sent(self, **values):
        campaign = self.campaign(**values)
        campaign.action_release()
        member = self.run_campaign(campaign)
        message = member.message_id
        number = f"<bpm-{message.id}@test.invalid>"
        message._move("sending", attempts=1, external_id=number)
        message._move("sent", handed_over_at=NOW)
        return campaign, member

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def mail(self, member, header="X-Test: 1", to="us@test.invalid", sender="other@home.invalid"):
        self.mails = getattr(self, "mails", 0) + 1
        text = MAIL.format(
            sender=sender, to=to, header=header, number=self.mails,
            answered=member.message_id.external_id,
        )  # fmt: skip
        self.env["mail.thread"].with_user(self.env.ref("base.user_root")).message_process(
            None, text.encode()
        )
        self.env.invalidate_all()

    def on_card(self, words):
        return self.env["mail.message"].search(
            [
                ("model", "=", "res.partner"),
                ("res_id", "=", self.camp_ann.id),
                ("body", "ilike", words),
            ]
        )

    def test_a_mail_that_answers_counts_and_stands_on_the_card(self):
        """From whatever address, though no alias of Odoo's takes it in."""
        campaign, member = self.sent()
        self.mail(member)
        self.assertTrue(member.replied_at)
        self.assertEqual(campaign.count_replied, 1)
        self.assertEqual(len(self.on_card("Yes, gladly")), 1)
        first = member.replied_at
        self.mail(member)
        self.assertEqual((member.replied_at, campaign.count_replied), (first, 1))

    def test_where_odoo_has_a_place_for_it_it_goes_there(self):
        _campaign, member = self.sent()
        domain = self.env["mail.alias.domain"].create(
            {"name": "camp.invalid", "company_ids": [(4, self.company.id)]}
        )
        self.env["mail.alias"].create(
            {
                "alias_name": "leads",
                "alias_domain_id": domain.id,
                "alias_model_id": self.env["ir.model"]._get_id("crm.lead"),
            }
        )
        self.mail(member, to="leads@camp.invalid")
        self.assertTrue(member.replied_at)
        self.assertFalse(self.on_card("Yes, gladly"))
        self.assertTrue(self.env["crm.lead"].search([("email_from", "=", "other@home.invalid")]))
        # To the address that Odoo answers to nobody from.
        self.mail(member, to=domain.catchall_email)
        self.assertEqual(len(self.on_card("Yes, gladly")), 1)

    def test_what_is_no_answer_does_not_count(self):
        """Not any mail of theirs, nor what a program says while they are away."""
        campaign, member = self.sent()
        self.camp_ann.message_post(
            body="Something else", author_id=self.camp_ann.id, message_type="email"
        )
        for header in ("Auto-Submitted: auto-replied",):
            with self.assertRaises(ValueError):
                self.mail(member, header)
        campaign.action_refresh()
        self.assertFalse(member.replied_at)
        self.assertEqual(campaign.count_replied, 0)

    def test_a_text_that_answers_counts_and_stands_on_the_card(self):
        """It was dropped unless it said STOP; who looks after them is told."""
        campaign, member = self.sent(channel="sms")
        gateway = self.env["bpm.gateway"].create(
            {"name": "Test", "kind": "odoo", "receipt_secret": KEY, "company_id": self.company.id}
        )
        self.text_said(gateway, "When does it <b>arrive</b>?")
        self.assertTrue(member.replied_at)
        self.assertEqual(campaign.count_replied, 1)
        note = self.on_card("arrive")
        self.assertIn("&lt;b&gt;", note.body)
        self.assertEqual(note.author_id, self.camp_ann)
        self.assertIn(self.seller.partner_id, note.notified_partner_ids)

    def test_stop_is_no_answer(self):
        campaign, _member = self.sent(channel="sms")
        gateway = self.env["bpm.gateway"].create(
            {"name": "Test", "kind": "odoo", "receipt_secret": KEY, "company_id": self.company.id}
        )
        self.text_said(gateway, "STOP")
        self.assertEqual(campaign.count_replied, 0)
        self.assertTrue(self.env["bpm.suppression"]._about_points([NUMBER]))

    def test_a_number_on_a_card_of_another_company(self):
        """What is said to one company does not come to another's card."""
        other = self.env["res.company"].create({"name": "Other"})
        card = self.env["res.partner"].create(
            {"name": "Theirs", "phone": "+79120000000", "company_id": other.id}
        )
        self.assertEqual(card.phone_sanitized, "+79120000000")
        before = len(card.message_ids)
        messages = self.env["bpm.message"]
        messages._text_answered("+79120000000", "sms", self.company, "Hello")
        self.assertEqual(len(card.message_ids), before)
        messages._text_answered("+79120000000", "sms", other, "Hello")
        self.assertEqual(len(card.message_ids), before + 1)

    def text_said(self, gateway, text):
        body = json.dumps({"from": NUMBER, "text": text}).encode()
        at = str(int(time.time()))
        signature = hmac.new(KEY.encode(), at.encode() + b"." + body, sha256).hexdigest()
        headers = {"X-Bpm-Timestamp": at, "X-Bpm-Signature": signature}
        self.assertTrue(gateway.sudo()._receive("answer", "", headers, body))
        self.env.invalidate_all()
