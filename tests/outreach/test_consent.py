"""Consents: who, when, in which words; asked by a link; withdrawn at once (conventions 5.4)."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from tests.outreach.rules_case import NEVER, THURSDAY_NOON, RulesCase

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"


class TestConsent(RulesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person("outreach", MANAGER, "base.group_user")
        cls.seller = cls.person("seller", "sales_team.group_sale_salesman")
        cls.clerk = cls.person("clerk", "base.group_user")

    def test_it_is_about_the_normalised_address(self):
        consent = self.agrees()
        self.assertEqual((consent.address, consent.user_id), ("ann@test.invalid", self.env.user))
        self.assertEqual(self.agrees(address="Other <O@Test.invalid>").address, "o@test.invalid")
        for values in ({"address": "nobody"}, {"partner_id": self.bob.id}, {"channel": "sms"}):
            with self.assertRaises(UserError):
                self.agrees(**values)

    def test_a_proof_is_not_changed(self):
        consent = self.agrees().with_user(self.manager)
        for values in ({"given_at": "2020-01-01"}, {"state": "asked"}, {"proof": "Another"}):
            with self.assertRaises(UserError):
                consent.write(values)
        with self.assertRaises(AccessError):
            consent.unlink()
        with self.assertRaises(UserError):
            consent.sudo().unlink()
        with self.assertRaises(UserError):
            self.agrees(given_at=fields.Datetime.now() + timedelta(days=1))

    def test_whoever_reads_a_consent_reads_its_papers(self):
        paper = self.env["ir.attachment"].with_user(self.manager).create({"name": "Form 12.pdf"})
        foreign = self.env["ir.attachment"].create({"name": "Secret.pdf"})
        consents = self.env["bpm.consent"].with_user(self.manager)
        values = {"partner_id": self.ann.id, "wording_id": self.wording.id}
        consent = consents.create({**values, "attachment_ids": [(4, paper.id)]})
        self.assertEqual(paper.with_user(self.seller).res_id, consent.id)
        self.assertEqual(consent.paper_names, "Form 12.pdf")
        with self.assertRaises(AccessError):
            consents.create({**values, "attachment_ids": [(4, foreign.id)]})

    def test_nobody_enters_what_only_the_person_can_say(self):
        consent = self.env["bpm.consent"].with_user(self.manager).create(
            {
                "partner_id": self.ann.id, "wording_id": self.wording.id, "state": "asked",
                "confirmed_ip": "192.0.2.1", "user_id": self.seller.id,
            }
        )  # fmt: skip
        self.assertEqual(
            (consent.state, consent.confirmed_ip, consent.user_id), ("given", False, self.manager)
        )

    def test_words_that_somebody_agreed_to_stay(self):
        self.wording.text = "I agree to news by e-mail and post."
        consent = self.agrees()
        with self.assertRaises(UserError):
            self.wording.text = "I agree to everything."
        new = self.env["bpm.consent.wording"].browse(self.wording.action_new_version()["res_id"])
        self.assertEqual((self.wording.version, new.version), (1, 2))
        new.text = "I agree to everything."
        self.assertIn("post", consent.wording_text)

    def test_a_withdrawal_holds_for_what_waits(self):
        """Case 37: opt-out between queue and send; re-consent later does not release it."""
        consent = self.agrees()
        waiting = self.advert(1)
        self.release(waiting)
        self.assertEqual(self.verdict(waiting).action, "send")
        consent.with_user(self.seller).action_withdraw()
        verdict = self.verdict(waiting)
        self.assertEqual((verdict.action, verdict.reason), ("drop", "withdrawn"))
        self.agrees(given_at=fields.Datetime.now())
        self.assertEqual(self.verdict(waiting).reason, "withdrawn")
        # What is written after the new consent goes.
        later = self.advert(2)
        self.env.cr.execute(
            "UPDATE bpm_message SET create_date = create_date + interval '1 hour' WHERE id = %s",
            [later.id],
        )
        later.invalidate_recordset()
        self.release(later)
        self.assertEqual(self.verdict(later).action, "send")

    def test_withdrawing_needs_the_card(self):
        consent = self.agrees()
        with self.assertRaises(AccessError):
            consent.with_user(self.clerk).action_withdraw()
        consent.with_user(self.seller).action_withdraw()
        self.assertIn(self.seller.name, consent.withdrawn_how)
        journal = self.env["bpm.journal"].search(
            [("res_model", "=", "bpm.consent"), ("res_id", "=", consent.id)], order="number"
        )
        self.assertEqual(journal.mapped("event"), ["consent_entered", "consent_withdrawn"])

    def test_consent_is_for_advertising(self):
        with self.assertRaises(UserError):
            self.agrees(purpose_id=self.env.ref("bpm_crm_addon.purpose_payment_reminder").id)

    # === THE QUESTION === #

    def ask(self, partners, **values):
        dialog = self.env["bpm.consent.ask"].with_user(self.manager)
        dialog = dialog.with_context(active_ids=partners.ids).create(
            {"wording_id": self.wording.id, "company_id": self.company.id, **values}
        )
        return self.env["bpm.consent"].search(dialog.action_ask()["domain"])

    def test_the_question_goes_by_the_outbox_and_is_asked_once(self):
        consent = self.ask(self.ann + self.bob)
        self.assertEqual((consent.address, consent.state), ("ann@test.invalid", "asked"))
        message = self.messages.search([("res_model", "=", "bpm.consent")])
        self.assertEqual(message.res_id, consent.id)
        self.assertIn("I agree to news by e-mail.", message.body)
        self.assertIn("/bpm/consent/", message.body)
        self.assertEqual(self.verdict(message).action, "send")
        self.assertEqual(self.verdict(self.advert()).reason, "consent_asked")
        with self.assertRaises(UserError):
            self.ask(self.ann)
        with self.assertRaises(UserError):
            self.ask(self.bob)

    def test_each_is_asked_in_their_language(self):
        """Issue item 4: "language per recipient"; who has none is spoken to in the company's."""
        for lang in ("ru_RU", "uk_UA"):
            self.env["res.lang"]._activate_lang(lang)
        russian = self.wording.copy({"lang": "ru_RU", "text": "Согласен на новости"})
        self.company.partner_id.lang = "uk_UA"
        self.ann.lang = "ru_RU"
        carl = self.partner("Carl", email="carl@test.invalid", lang="en_US")
        dora = self.partner("Dora", email="dora@test.invalid", lang=False)
        asked = self.ask(self.ann + carl + dora)
        by_name = {one.partner_id.name: one for one in asked}
        self.assertEqual(by_name["Test Ann"].wording_id, russian)
        self.assertEqual(by_name["Carl"].wording_id, self.wording)
        messages = {one.partner_id.name: one for one in self.messages.search(
            [("res_model", "=", "bpm.consent"), ("res_id", "in", asked.ids)])}  # fmt: skip
        self.assertIn("Согласен на новости", messages["Test Ann"].body)
        self.assertEqual(messages["Carl"].subject, "May Test sender write to you?")
        subjects = {one.subject for one in messages.values()}
        self.assertEqual(len(subjects), 3, subjects)
        self.assertEqual(messages["Dora"].lang, "uk_UA")

    def test_phones_are_asked_in_plain_words(self):
        """Issue item 3: "consent by purpose × channel × contact point", double opt-in; a consent
        for e-mail says nothing of a phone."""
        self.ann.phone = "+79161234567"
        self.agrees()
        consent = self.ask(self.ann, channel="sms")
        self.assertEqual((consent.address, consent.channel), ("+79161234567", "sms"))
        message = self.messages.search(
            [("res_model", "=", "bpm.consent"), ("res_id", "=", consent.id)]
        )
        self.assertNotIn("<", message.body)
        self.assertRegex(message.body, r"https?://\S+/bpm/c/\S+ If you do nothing")
        with self.assertRaisesRegex(UserError, "phone number"):
            self.ask(self.bob, channel="sms")

    def test_one_that_has_run_out_may_be_asked_for_again(self):
        self.agrees(until=datetime(2026, 2, 1))
        self.assertEqual(self.ask(self.ann).state, "asked")
        self.agrees(partner=self.bob, address="bob@test.invalid", until=NEVER)
        self.bob.email = "bob@test.invalid"
        with self.assertRaises(UserError):
            self.ask(self.bob)

    def test_a_question_that_was_answered_is_not_sent(self):
        consent = self.ask(self.ann)
        message = self.messages.search([("res_id", "=", consent.id)])
        self.assertEqual(consent._bpm_still_wanted(message), {message.id: None})
        consent._give()
        self.assertTrue(consent._bpm_still_wanted(message)[message.id])
        given = consent.given_at
        consent._withdraw("test")
        consent._give()
        self.assertEqual((consent.state, consent.given_at), ("withdrawn", given))

    def test_salespeople_do_not_ask(self):
        with self.assertRaises(AccessError):
            self.env["bpm.consent.ask"].with_user(self.seller).create(
                {"partner_ids": self.ann.ids, "wording_id": self.wording.id}
            )

    def test_the_list_of_a_counterparty_holds_what_its_address_agreed_to(self):
        consent = self.agrees()
        stray = self.agrees(partner_id=False, address="ann@test.invalid")
        action = self.ann.action_bpm_consents()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, consent + stray)
        self.assertEqual(self.verdict(self.advert(), THURSDAY_NOON).action, "hold")
