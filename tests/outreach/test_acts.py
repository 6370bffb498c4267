"""What people may do with messages, and with the whole outbox."""

from odoo.exceptions import AccessError, UserError
from tests.outreach.outbox_case import OutboxCase


class TestActs(OutboxCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person("outreach", "bpm_crm_addon.group_bpm_outreach_manager")
        cls.clerk = cls.person("clerk", "account.group_account_invoice")

    def events(self, record):
        entries = self.env["bpm.journal"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)], order="number"
        )
        return entries.mapped(lambda entry: (entry.event, entry.user_id))

    def test_release(self):
        """UX 3.6: a person must release it; who did stands in the trail."""
        message = self.enqueue(held=True)
        message.write({"reason": "release", "reason_text": "A person must release it."})
        message.with_user(self.manager).action_release()
        self.assertEqual((message.held, message.released_by_id), (False, self.manager))
        self.assertTrue(message.released_at)
        self.assertFalse(message.reason_told)
        self.assertEqual(self.events(message), [("message_released", self.manager.id)])
        with self.assertRaises(UserError):
            message.with_user(self.manager).action_release()

    def test_cancel(self):
        first, second = self.enqueue(), self.enqueue(occurrence="two")
        second._move("sending")
        (first | second).with_user(self.manager).action_cancel()
        self.assertEqual((first.state, second.state), ("cancelled", "sending"))
        self.assertEqual(self.events(first), [("message_cancelled", self.manager.id)])
        self.assertFalse(self.events(second))
        with self.assertRaises(UserError):
            first.with_user(self.manager).action_cancel()

    def unknown(self, **values):
        message = self.enqueue(**values)
        message._move("sending")
        return message._move("unknown", "no_answer")

    def test_send_anew(self):
        """Reliability: operator resend makes a new key and an entry; each only once."""
        old = self.unknown(department="sales", res_model="res.partner", res_id=self.ann.id)
        old._raise_no_answer("Timed out")
        old.with_user(self.manager).action_send_anew()
        new = old.resent_ids
        self.assertEqual((new.state, new.resent_from_id), ("queued", old))
        link, own = old._bpm_unsubscribe_url(), new._bpm_unsubscribe_url()
        self.assertIn(link, old.body)
        self.assertEqual(new.body, old.body.replace(link, own), "its way out is its own")
        self.assertEqual((new.department_id, new.res_id), (old.department_id, self.ann.id))
        self.assertNotEqual(new.key, old.key)
        self.assertEqual(old.state, "unknown")
        self.assertEqual(self.events(old), [("message_sent_anew", self.manager.id)])
        self.assertFalse(old._troubles([("key", "=", f"outbox.unknown.{self.company.id}")]))
        with self.assertRaises(UserError):
            old.with_user(self.manager).action_send_anew()

    def test_send_anew_to_the_address_put_right(self):
        """UX 3.6: [Fix in card], then send anew: to the new address."""
        old = self.enqueue()
        old._move("sending")
        old._move("failed", "refused", "550 no such user")
        self.ann.email = "ann.new@test.invalid"
        old.with_user(self.manager).action_send_anew()
        self.assertEqual(old.resent_ids.address, "ann.new@test.invalid")

    def test_it_arrived(self):
        message = self.unknown()
        message._raise_no_answer("Timed out")
        message.with_user(self.manager).action_arrived()
        self.assertEqual(message.state, "delivered")
        self.assertEqual(self.events(message), [("message_arrived", self.manager.id)])
        self.assertFalse(message._troubles([("key", "=", f"outbox.unknown.{self.company.id}")]))

    def test_pause_resume_live(self):
        """UX 3.6: [Pause all], [Go live]; a pause remembers where it was."""
        outbox = self.messages.with_user(self.manager).with_context(
            allowed_company_ids=self.company.ids
        )
        self.rehearse()
        outbox.bpm_outbox_pause()
        self.assertEqual(self.company.bpm_outreach_mode, "paused")
        outbox.bpm_outbox_resume()
        self.assertEqual(self.company.bpm_outreach_mode, "rehearsal")
        outbox.bpm_outbox_go_live()
        self.assertFalse(self.enqueue().rehearsal)
        outbox.bpm_outbox_pause()
        outbox.bpm_outbox_resume()
        self.assertEqual(self.company.bpm_outreach_mode, "live")
        events = [event for event, _who in self.events(self.company)]
        self.assertEqual(
            events,
            [
                *("outreach_paused", "outreach_resumed", "outreach_live"),
                *("outreach_paused", "outreach_resumed"),
            ],
        )
        with self.assertRaises(UserError):
            outbox.bpm_outbox_go_live()

    def test_others_may_not(self):
        """Rules of the house: public methods check access."""
        message = self.enqueue(held=True)
        for name in ("action_release", "action_cancel", "action_send_anew", "action_arrived"):
            with self.subTest(name), self.assertRaises(AccessError):
                getattr(message.with_user(self.clerk), name)()
        for name in ("bpm_outbox_pause", "bpm_outbox_resume", "bpm_outbox_go_live"):
            with self.subTest(name), self.assertRaises(AccessError):
                getattr(self.messages.with_user(self.clerk), name)()
        other = self.env["res.company"].create({"name": "Test other"})
        foreign = self.enqueue(company_id=other.id, held=True)
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).action_release()
        self.assertTrue(foreign.held)
