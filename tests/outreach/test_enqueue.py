"""The one door of the outbox: keys, addresses, and any number of messages at once."""

from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged
from tests.outreach.outbox_case import OutboxCase


@tagged("bpm_outbox")
class TestEnqueue(OutboxCase):
    def test_a_message_is_complete_and_waits(self):
        """S1-01: recipient normalised, purpose, department, body rendered, key unique."""
        message = self.enqueue(department="marketing", res_model="res.partner", res_id=self.ann.id)
        self.assertEqual(
            (message.address, message.state, message.key, message.company_id),
            ("ann@test.invalid", "queued", "ann@test.invalid|greeting|new year", self.company),
        )
        self.assertEqual(message.department_id, self.env.ref("bpm_crm_addon.department_marketing"))
        self.assertFalse(message.rehearsal)
        hours = message.purpose_id.stale_hours
        self.assertAlmostEqual(
            message.expires_at, datetime.now() + timedelta(hours=hours), delta=timedelta(hours=1)
        )

    def test_the_same_is_said_once(self):
        """I6: per recipient, purpose and occurrence there is one message, however written."""
        first = self.enqueue()
        again = self.enqueue(subject="Another text", address="ANN@test.invalid ", partner_id=False)
        self.assertEqual(again, first)
        self.assertEqual(first.subject, "Happy new year")
        self.assertNotEqual(self.enqueue(occurrence="birthday"), first)
        self.assertNotEqual(self.enqueue(purpose="offer"), first)

    def test_twins_in_one_call(self):
        """S1-23: three departments greet one client: one message, in the order of the items."""
        items = [self.item(), self.item(partner_id=self.bob.id), self.item(department="sales")]
        first, second, third = (
            self.messages.browse(id_) for id_ in self.messages._enqueue(items)._ids
        )
        self.assertEqual(first, third)
        self.assertNotEqual(first, second)

    def test_without_address(self):
        """Nothing is dropped: a message nobody can get says so, and leaves the real key free."""
        message = self.enqueue(partner_id=self.bob.id)
        self.assertEqual((message.state, message.reason), ("suppressed", "no_address"))
        self.assertIn("e-mail address", message.reason_told)
        self.bob.email = "bob@test.invalid"
        self.assertEqual(self.enqueue(partner_id=self.bob.id).state, "queued")
        self.assertEqual(self.enqueue(partner_id=False, address="no address").state, "suppressed")

    def test_an_address_is_one_of_its_channel(self):
        """The card's mail address is no phone number, though it is well written."""
        self.ann.phone = "+380671234567"
        wrong = self.enqueue(channel="sms", address=self.ann.email_normalized)
        self.assertEqual((wrong.state, wrong.reason), ("suppressed", "no_phone"))
        wrong = self.enqueue(address=self.ann.phone_sanitized, occurrence="by mail")
        self.assertEqual((wrong.state, wrong.reason), ("suppressed", "no_address"))

    def test_a_rehearsal_has_keys_of_its_own(self):
        """UX 3.6: what was rehearsed can go once the company is live."""
        self.rehearse()
        rehearsed = self.enqueue()
        self.assertTrue(rehearsed.rehearsal)
        self.live()
        real = self.enqueue()
        self.assertNotEqual(real, rehearsed)
        self.assertFalse(real.rehearsal)

    def test_attachments_go_with_new_messages_only(self):
        files = self.env["ir.attachment"].create([{"name": "a.txt"}, {"name": "b.txt"}])
        message = self.enqueue(attachment_ids=files.ids)
        self.assertEqual(message.attachment_ids, files)
        self.enqueue(attachment_ids=files[0].ids)
        message.invalidate_recordset()
        self.assertEqual(message.attachment_ids, files)

    def test_a_misspelt_item_is_refused(self):
        with self.assertRaises(ValueError):
            self.enqueue(adress="ann@test.invalid")
        with self.assertRaises(ValueError):
            self.enqueue(purpose="no such purpose")

    def test_queries_do_not_grow(self):
        """Design: reminders for 5 000 instalments: queries do not grow with rows."""
        partners = self.env["res.partner"].create(
            [{"name": f"Test {n}", "email": f"n{n}@test.invalid"} for n in range(200)]
        )
        # Of advertising it is asked besides who writes from where, and what rules want said.
        for purpose, most in (("statement", 8), ("greeting", 16)):
            items = [
                self.item(partner_id=partner.id, occurrence="few", purpose=purpose)
                for partner in partners
            ]
            self._count(items[:2])
            few = self._count([dict(item, occurrence="few again") for item in items[:2]])
            self.assertLessEqual(
                self._count([dict(item, occurrence="many") for item in items]), few
            )
            self.assertLessEqual(few, most)

    def _count(self, items):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.messages._enqueue(items)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_nobody_writes_messages(self):
        """Rules of the house: one door; a person with all rights of outreach cannot write."""
        message = self.enqueue()
        manager = self.person("outreach", "bpm_crm_addon.group_bpm_outreach_manager")
        seller = self.person("seller", "sales_team.group_sale_salesman")
        self.assertEqual(message.with_user(manager).subject, "Happy new year")
        for act in (
            lambda: message.with_user(manager).write({"state": "sent"}),
            lambda: message.with_user(manager).unlink(),
            lambda: message.with_user(manager).create({"subject": "mine"}),
            lambda: message.with_user(seller).read(["subject"]),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_messages_of_another_company_are_not_seen(self):
        """I14: no read across companies."""
        other = self.env["res.company"].create({"name": "Test other"})
        message = self.enqueue(company_id=other.id)
        self.assertEqual(message.company_id, other)
        manager = self.person("outreach", "bpm_crm_addon.group_bpm_outreach_manager")
        self.assertFalse(self.messages.with_user(manager).search([("id", "=", message.id)]))

    def test_the_screen_shows_a_harmless_text(self):
        message = self.enqueue(body="<p onclick='x()'>Hello<script>x()</script></p>")
        self.assertIn("Hello", message.body_shown)
        self.assertNotIn("x()", message.body_shown)
