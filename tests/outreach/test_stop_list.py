"""The stop list: at once, for everything that waits, and proven (S0-16, T9; journey 3.4.8)."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from tests.outreach.rules_case import THURSDAY_NOON, RulesCase

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"


class StopCase(RulesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person("outreach", MANAGER, "base.group_user")
        cls.seller = cls.person("seller", "sales_team.group_sale_salesman")
        cls.clerk = cls.person("clerk", "base.group_user")

    def press(self, partners, user, **values):
        """What the dialog "Do Not Contact" does."""
        dialog = self.env["bpm.contact.stop"].with_user(user)
        dialog.with_context(active_ids=partners.ids).create(values).action_stop()
        return self.env["bpm.suppression"].search([("partner_id", "in", partners.ids)])

    def soon(self):
        """A moment after what was just written, at noon in Moscow so that no hours interfere."""
        day = fields.Datetime.now() + timedelta(days=1)
        return day.replace(hour=9, minute=0, second=0)


class TestStopList(StopCase):
    def test_one_press_stops_everything_but_legal_notices(self):
        legal = self.env["bpm.contact.purpose"].create(
            {"name": "Legal notice", "code": "test_legal", "message_class": "legal"}
        )
        waiting = self.debt(1)
        self.press(self.ann, self.seller, reason="complaint", note="Wrote to the director")
        verdict = self.verdict(waiting, self.soon())
        self.assertEqual((verdict.action, verdict.reason), ("drop", "stop_list"))
        self.assertIn("Complaint", verdict.text)
        self.assertFalse(verdict.policy_id)
        notice = self.debt(2, purpose=legal.code)
        self.assertEqual(self.verdict(notice, self.soon()).action, "send")
        self.press(self.ann, self.seller, what="legal")
        self.assertEqual(self.verdict(notice, self.soon()).action, "drop")

    def test_advertising_alone_can_be_stopped(self):
        self.press(self.ann, self.seller, what="advertising")
        self.assertEqual(self.verdict(self.debt(), self.soon()).action, "send")
        self.assertEqual(self.verdict(self.advert(), self.soon()).reason, "stop_list")

    def test_one_channel_alone_can_be_stopped(self):
        self.press(self.ann, self.seller, channel="sms")
        self.assertEqual(self.verdict(self.debt(), self.soon()).action, "send")

    def test_a_firm_s_contacts_are_stopped_with_it(self):
        firm = self.partner("Firm", is_company=True, tz="Europe/Moscow")
        clerk = self.partner("Clerk", parent_id=firm.id, email="clerk@test.invalid")
        self.press(firm, self.seller)
        message = self.debt(partner_id=clerk.id)
        self.assertEqual(self.verdict(message, self.soon()).action, "drop")

    def test_another_card_with_the_same_address_is_stopped_too(self):
        double = self.partner("Anna", email="ann@test.invalid", tz="Europe/Moscow")
        message = self.debt(partner_id=double.id)
        self.press(self.ann, self.seller)
        self.assertEqual(self.verdict(message, self.soon()).action, "drop")

    def test_an_entry_outlives_the_card(self):
        gone = self.partner("Gone", email="gone@test.invalid")
        entry = self.stop(gone)
        gone.unlink()
        self.assertEqual(entry.address, "gone@test.invalid")
        again = self.partner("Back", email="Gone@test.invalid", tz="Europe/Moscow")
        self.assertEqual(self.verdict(self.debt(partner_id=again.id)).action, "drop")

    def test_odoo_s_own_blacklist_counts(self):
        self.env["mail.blacklist"]._add("ann@test.invalid")
        verdict = self.verdict(self.debt())
        self.assertEqual((verdict.action, verdict.reason), ("drop", "stop_list"))
        self.assertIn("blacklist", verdict.text)

    def test_what_was_queued_while_odoo_s_blacklist_held_is_not_sent_afterwards(self):
        """Case 37, of Odoo's own lists: taken off, only what is written from then on goes."""
        mails, phones = self.env["mail.blacklist"], self.env["phone.blacklist"]
        for channel, address, add, remove in (
            ("email", "ann@test.invalid", mails._add, mails._remove),
            ("sms", "+74951234567", phones.add, phones.remove),
        ):
            with self.subTest(channel):
                to = {"channel": channel, "address": address}
                before = self.debt(f"before {channel}", **to)
                entry = add(address)
                held = self.debt(f"held {channel}", **to)
                remove(address)
                after = self.debt(f"after {channel}", **to)
                self.past(entry, "create_date", 3)
                self.past(entry, "write_date", 1)
                self.past(before | held, "create_date", 2)
                for message in (before, held):
                    verdict = self.verdict(message)
                    self.assertEqual((verdict.action, verdict.reason), ("drop", "stop_list"))
                    self.assertIn("was on", verdict.text)
                self.assertEqual(self.verdict(after).action, "send")

    def past(self, records, name, minutes):
        """Let a moment that Odoo keeps be so long ago: all is one transaction here."""
        self.env.flush_all()
        moment = fields.Datetime.now() - timedelta(minutes=minutes)
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                SQL.identifier(name),
                moment,
                records.ids,
            )
        )
        records.invalidate_recordset()

    def test_what_was_queued_while_it_held_is_not_sent_afterwards(self):
        """Case 37: "re-consent later doesn't release it"."""
        entry = self.stop()
        message = self.debt(1)
        entry.until = fields.Datetime.now() + timedelta(minutes=1)
        self.assertEqual(self.verdict(message, self.soon()).action, "drop")
        entry.until = datetime(2026, 2, 1)
        self.assertEqual(self.verdict(message, self.soon()).action, "send")

    def test_until_a_date_it_says_so(self):
        self.stop(until=datetime(2099, 1, 31), reason="dispute")
        text = self.verdict(self.debt()).text
        self.assertIn("2099", text)
        self.assertIn("Dispute", text)

    def test_entries_are_proofs(self):
        entry = self.stop().with_user(self.manager)
        with self.assertRaises(AccessError):
            entry.unlink()
        with self.assertRaises(UserError):
            entry.sudo().unlink()
        for values in ({"partner_id": self.bob.id}, {"points": []}, {"message_class": "debt"}):
            with self.assertRaises(UserError):
                entry.write(values)
        entry.action_end()
        self.assertFalse(entry.is_on)
        self.assertEqual(self.events(entry), ["contact_stopped", "contact_stop_ended"])

    def events(self, record):
        journal = self.env["bpm.journal"].sudo()
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        return journal.search(domain, order="number").mapped("event")

    def test_whoever_may_not_change_the_card_stops_nothing(self):
        with self.assertRaises(AccessError):
            self.press(self.ann, self.clerk)
        with self.assertRaises(AccessError):
            self.env["bpm.suppression"].with_user(self.seller).create({"partner_id": self.ann.id})

    def test_an_address_is_written_as_people_write_it(self):
        entry = self.env["bpm.suppression"].create(
            {"address": "Some <SOME@Test.invalid>, +7 495 123-45-67"}
        )
        self.assertEqual(entry.points, ["some@test.invalid", "+74951234567"])
        found = self.env["bpm.suppression"].search([("address", "ilike", "SOME@")])
        self.assertIn(entry, found)
        with self.assertRaises(UserError):
            self.env["bpm.suppression"].create({"address": "nobody"})
        with self.assertRaises(UserError):
            self.env["bpm.suppression"].create({"reason": "asked"})


class TestCard(StopCase):
    def chip(self):
        return next(
            (chip for chip in self.ann.bpm_chips() if chip["name"] == "do_not_contact"), None
        )

    def test_the_chip_says_who_is_not_contacted(self):
        """ux.md 2.2: "do-not-contact. Click = act"."""
        self.assertIsNone(self.chip())
        entry = self.stop(message_class="advertising")
        self.assertEqual(self.chip()["text"], "Do not contact: Advertising")
        self.stop()
        self.assertEqual(self.chip()["text"], "Do not contact")
        self.assertEqual(self.chip()["tone"], "danger")
        action = self.ann.with_user(self.clerk).action_bpm_stop_list()
        self.assertIn(entry, self.env[action["res_model"]].search(action["domain"]))

    def test_the_proof_is_one_press(self):
        """Journey 3.4.9: "Prove lawful sending: 1 click: consent, wording, time, IP, log"."""
        consent = self.agrees()
        consent.sudo().write({"confirmed_ip": "192.0.2.7"})
        self.debt()
        self.stop(note="Asked on the phone")
        ann = self.ann.with_user(self.manager)
        self.assertEqual(ann.action_bpm_contact_proof()["type"], "ir.actions.report")
        report = self.env["ir.actions.report"].with_user(self.manager)
        html = report._render_qweb_html("bpm_crm_addon.contact_proof", self.ann.ids)[0].decode()
        for text in (
            "I agree to news by e-mail.",
            "192.0.2.7",
            "Asked on the phone",
            "Happy new year",
            "ann@test.invalid",
        ):
            self.assertIn(text, html)
        with self.assertRaises(AccessError):
            self.ann.with_user(self.seller).action_bpm_contact_proof()
        with self.assertRaises(AccessError):
            self.env["report.bpm_crm_addon.contact_proof"].with_user(
                self.seller
            )._get_report_values(self.ann.ids)


class TestCompanies(StopCase):
    def test_consents_of_another_company_are_not_seen(self):
        """Threat T16, static bar 5.4."""
        other = self.env["res.company"].create({"name": "Other sender"})
        wording = self.env["bpm.consent.wording"].create(
            {"name": "Theirs", "text": "…", "company_id": other.id}
        )
        theirs = self.agrees(company_id=other.id, wording_id=wording.id)
        stop = self.stop(company_id=other.id)
        for record in (theirs, wording, stop):
            mine = self.env[record._name].with_user(self.manager)
            self.assertNotIn(record.id, mine.search([]).ids)
        self.assertEqual(self.verdict(self.debt(), THURSDAY_NOON).action, "send")
        self.assertEqual(self.verdict(self.advert(), THURSDAY_NOON).reason, "no_consent")
