"""The outbox obeys the contact rules at the moment of the claim (I7, T9, case 37).

The rules here hold at any hour: the worker looks at the real clock.
"""

from datetime import datetime, timedelta

from odoo import fields
from odoo.addons.bpm_crm_addon.models.outreach.email_gateway import EmailGateway
from odoo.tools import SQL
from tests.outreach.rules_case import RulesCase


class TestRulesInOutbox(RulesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        cls.place(cls.company, None)
        cls.place(cls.ann, None)
        cls.policies.create(
            {"name": "Asked first", "message_class": "advertising", "consent": "prior"}
        )

    def run_worker(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("bpm_crm_addon.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()

    def became(self, message):
        self.run_worker()
        return message.state, message.reason

    def test_a_stop_between_queue_and_sending_holds(self):
        message = self.debt()
        self.stop()
        self.assertEqual(self.became(message), ("suppressed", "stop_list"))
        self.assertIn("stop list", message.reason_text)

    def test_everybody_reads_why_in_their_language(self):
        """Issue 5, 3: every message not sent says which rule and until when; the schedule that
        writes it down has no language. So do what keeps watch over it, and the cockpit."""
        langs = self.env["res.lang"].with_context(active_test=False)
        langs.search([("code", "in", ("ru_RU", "uk_UA"))]).action_unarchive()
        rule = self.policies.create({"name": "One a day", "limit_day": 1})
        rule.with_context(lang="ru_RU").name = "Одно в день"
        first, second, stopped = self.debt(1), self.debt(2), self.debt(3, partner_id=self.bob.id)
        self.assertEqual(stopped.reason, "no_address")
        self.run_worker()
        self.assertEqual((first.state, second.reason), ("sent", "limit_day"))
        english, russian = (
            second.with_context(lang=code).reason_told for code in ("en_US", "ru_RU")
        )
        self.assertIn("Rule: One a day.", english)
        self.assertIn("Одно в день", russian)
        self.assertNotIn("Limit per person", russian)
        self.assertIn("Вкажіть", stopped.with_context(lang="uk_UA").reason_text)
        rule.write({"limit_day": 0, "release": True})
        third = self.debt(4)
        self.assertTrue(self.became(third) and third.held)
        page = self.messages.sudo().with_context(lang="ru_RU")._needs_held()
        self.assertIn("Одно в день", page[0]["text"])

    def test_consent_withdrawn_between_queue_and_sending_holds(self):
        consent = self.agrees()
        first = self.advert(1)
        self.assertEqual(self.became(first)[0], "sent")
        second = self.advert(2)
        consent._withdraw("test")
        self.agrees()
        self.assertEqual(self.became(second), ("suppressed", "withdrawn"))

    def test_what_left_is_counted_and_the_next_one_waits(self):
        self.policies.create({"name": "One a day", "limit_day": 1})
        first, second = self.debt(1), self.debt(2)
        self.run_worker()
        self.assertEqual((first.state, second.state), ("sent", "queued"))
        self.assertEqual(second.reason, "limit_day")
        self.assertGreater(second.next_attempt_at, first.handed_over_at)
        self.assertIn("One a day", second.reason_text)

    def attempt(self, message, days_ago, state):
        """A hand-over that was booked, and what came of it."""
        at = fields.Datetime.now() - timedelta(days=days_ago)
        self.policies._count(message, at)
        message._move("sending")
        message._move(state, handed_over_at=at if state == "sent" else None)

    def test_a_message_counts_once_however_often_it_was_tried(self):
        """Issue 5, 3: asked to come back later, then accepted: one of the two a week."""
        self.policies.create({"name": "Two a week", "limit_week": 2})
        first, second, third = self.debt(1), self.debt(2), self.debt(3)
        self.attempt(first, 3, "queued")
        self.attempt(first, 2, "queued")
        self.attempt(first, 1, "sent")
        self.assertEqual(self.became(second)[0], "sent")
        self.assertEqual(self.became(third), ("queued", "limit_week"))
        waits = third.next_attempt_at - fields.Datetime.now()
        self.assertAlmostEqual(waits / timedelta(days=1), 6, 1, "from when it was accepted")

    def test_what_was_surely_not_accepted_does_not_count(self):
        """Issue 5, 3: refused for good, or waiting for its next attempt."""
        self.policies.create({"name": "One a week", "limit_week": 1})
        first, second, third = self.debt(1), self.debt(2), self.debt(3)
        self.attempt(first, 1, "failed")
        self.attempt(second, 1, "queued")
        second.next_attempt_at = fields.Datetime.now() + timedelta(days=1)
        self.assertEqual(self.became(third)[0], "sent")

    def test_what_a_person_has_to_release_is_held_until_they_do(self):
        self.policies.create({"name": "Released", "release": True})
        message = self.debt()
        self.run_worker()
        self.assertTrue(message.held)
        manager = self.person(
            "outreach", "bpm_crm_addon.group_bpm_outreach_manager", "base.group_user"
        )
        message.with_user(manager).action_release()
        self.assertEqual(self.became(message)[0], "sent")

    def test_advertising_says_who_writes_and_from_where(self):
        """conventions.md 5.4: "sender identity, valid address"."""
        self.place(self.company, "ru", street="Tverskaya 1", city="Moscow", zip="125009")
        body = str(self.advert().body)
        self.assertRegex(body, "Test sender writes to you. Tverskaya 1, .*Moscow.*, Russia")
        self.assertNotIn("Advertisement", body)
        self.assertNotIn("Tverskaya", str(self.debt().body))

    def test_an_ad_says_that_it_is_one_where_the_law_wants_it(self):
        """conventions.md 5.4, "ad mark"; the shipped rule of the USA."""
        eve = self.partner("Eve", "us", email="eve@test.invalid")
        self.assertIn("Advertisement. Test sender", str(self.advert(partner_id=eve.id).body))
        rule = self.env.ref("bpm_crm_addon.contact_policy_us_mail")
        self.assertIn("an e-mail says that it is advertising", rule.sentence)
        rule.active = False
        self.assertNotIn("Advertisement", str(self.advert(2, partner_id=eve.id).body))

    def test_advertising_leaves_with_a_way_out(self):
        """RFC 8058."""
        self.agrees()
        mail = EmailGateway().build(self.advert()).mail
        self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIn("/bpm/unsubscribe/", mail["List-Unsubscribe"])
        self.assertIsNone(EmailGateway().build(self.debt()).mail["List-Unsubscribe"])

    def test_who_doubts_it_is_told_what_left_against_the_rules(self):
        """I7: stops, consents and limits are looked at in the database itself, as of the claim."""
        rule = self.policies.create({"name": "One a day"})
        debts, mail = self.debt(1) | self.debt(2), self.advert(1, address="other@test.invalid")
        self.agrees(address="other@test.invalid")
        self.run_worker()
        self.assertEqual(set((debts | mail).mapped("state")), {"sent"})
        self.assertEqual(self.told(), [])
        stop = self.stop(address="other@test.invalid", partner_id=False)
        listed = self.env["mail.blacklist"]._add("ann@test.invalid")
        rule.limit_day = 1
        said = stop, listed, self.policies.search([])
        self.dated(said, datetime.now() + timedelta(days=1))
        self.assertEqual(self.told(), [], "what was said later is no fault")
        self.dated(said, datetime(2026, 1, 2))
        names = {
            "handed over though on the stop list",
            "handed over though on Odoo's blacklist",
            "handed over above the limit of a day",
        }
        self.assertEqual({line.split(":")[0] for line in self.told()}, names)
        consent = self.env["bpm.consent"].search([("address", "=", mail.address)])
        consent.sudo()._withdraw("test")
        consent.flush_recordset()
        self.env.cr.execute(
            SQL("UPDATE bpm_consent SET withdrawn_at = given_at WHERE id = %s", consent.id)
        )
        names |= {
            "handed over without consent",
            "handed over after consent was withdrawn",
        }
        self.assertEqual({line.split(":")[0] for line in self.told()}, names)

    def dated(self, recordsets, moment):
        """Let them have been made and changed then: all is one transaction here."""
        self.env.flush_all()
        for records in recordsets:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET create_date = %s, write_date = %s WHERE id = ANY(%s)",
                    SQL.identifier(records._table),
                    moment,
                    moment,
                    records.ids,
                )
            )

    def told(self):
        """What the invariants say about messages of this company."""
        own = [("company_id", "=", self.company.id)]
        ours = {f": message {id_}" for id_ in self.messages.search(own).ids}
        lines = self.messages._bpm_check_invariants()
        return [line for line in lines if line[line.index(": message") :] in ours]
