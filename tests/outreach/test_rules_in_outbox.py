"""The outbox obeys the contact rules at the moment of the claim (I7, T9, case 37).

The rules here hold at any hour: the worker looks at the real clock.
"""

from datetime import timedelta

from odoo import fields
from odoo.addons.bpm_crm_addon.models.outreach.email_gateway import EmailGateway
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

    def test_advertising_leaves_with_a_way_out(self):
        """RFC 8058."""
        self.agrees()
        mail = EmailGateway().build(self.advert()).mail
        self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIn("/bpm/unsubscribe/", mail["List-Unsubscribe"])
        self.assertIsNone(EmailGateway().build(self.debt()).mail["List-Unsubscribe"])
