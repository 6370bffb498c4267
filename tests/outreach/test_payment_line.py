"""The invoice's line of ux.md 2.2: what is said next, what stops it, skipping, what was said."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from tests.outreach.payment_case import TODAY, PaymentCase


class TestLine(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user")._apply_group(
            cls.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        )

    def line(self, move, user=None):
        return move.with_user(user or self.collector).bpm_payment_line()

    def buttons(self, line):
        return [button.get("name", "open") for button in line["buttons"]]

    def test_only_when_there_is_something_to_say(self):
        """ux.md 2.2: overdue, promised, disputed or a reminder is due within three days."""
        self.assertIsNone(self.line(self.invoice(-7)))
        self.assertEqual(self.line(self.invoice(-6))["tone"], "info")
        self.assertIn("“3 days before due”, Fri 20 Mar", self.line(self.invoice(-5))["sentence"])
        late = self.invoice(8)
        self.assertEqual(self.line(late)["tone"], "warning")
        self.pay(100, late)
        self.assertIsNone(self.line(late))

    def test_what_is_next_and_when(self):
        move = self.invoice(8)
        self.assertIn("“7 days overdue”, Wed 18 Mar", self.line(move)["sentence"])
        reminder = self.reminders._prepare(self.company, TODAY)
        self.assertIn("“7 days overdue”, waits for review", self.line(move)["sentence"])
        reminder._send()
        self.assertIn("In the outbox", self.line(move)["sentence"])
        self.handed_over(reminder.message_id)
        line = self.line(move)
        self.assertIn("“14 days overdue”, Tue 24 Mar", line["sentence"])
        self.assertEqual(line["why"][0], "03/18/2026: “7 days overdue” was sent")
        self.assertEqual(move.bpm_reminder_count, 1)

    def test_by_which_way_and_at_which_hour(self):
        """ux.md 2.2: “Next: e-mail, level 1, Tue 09:00”; an SMS is called one."""
        move = self.invoice(6)
        move.with_user(self.collector).bpm_payment_skip()  # “On the due day”
        told = self.line(move)["sentence"].replace("\N{NARROW NO-BREAK SPACE}", " ")
        self.assertEqual(told, "Next: e-mail, “7 days overdue”, Thu 19 Mar 9:00 AM.")
        self.firm.write(
            {"email": False, "phone": "+32 470 12 34 56", "country_id": self.env.ref("base.be").id}
        )
        self.assertIn("Next: SMS, “7 days overdue”", self.line(move)["sentence"])
        late = self.invoice(8)
        reminder = self.reminders._prepare(self.company, TODAY)
        self.assertIn("Next: SMS, “7 days overdue”, waits", self.line(late)["sentence"])
        reminder._send()
        self.assertIn("In the outbox: SMS, “7 days overdue”, goes", self.line(late)["sentence"])

    def test_what_is_only_mentioned_is_told_at_its_own_level(self):
        """Not that an invoice to come is demanded, nor that an old one is announced."""
        old = self.invoice(8)
        self.reminders._prepare(self.company, TODAY)._said()
        self.reminders.search([]).day = TODAY - timedelta(days=1)
        late, soon = self.invoice(15), self.invoice(-2)
        self.reminders._prepare(self.company, TODAY)
        self.assertIn("“14 days overdue”, waits", self.line(late)["sentence"])
        self.assertIn("“14 days overdue”, waits", self.line(old)["sentence"])
        self.assertIn("“3 days before due”, waits", self.line(soon)["sentence"])
        self.pay(100, late)
        self.reminders._prepare(self.company, TODAY)
        self.assertIn("“14 days overdue”, Tue 24 Mar", self.line(old)["sentence"])

    def test_without_an_address_it_says_so(self):
        self.firm.write({"email": "n/a", "phone": False})
        line = self.line(self.invoice(8))
        self.assertIn("no usable address", line["sentence"])
        self.assertEqual(line["icon"], "fa-ban")

    def test_the_contact_rule_that_keeps_it_back_is_named(self):
        """ux.md 2.2: what will not go out is not announced, and until when it waits is said."""
        move = self.invoice(6)
        move.with_user(self.collector).bpm_payment_skip()  # “On the due day”
        entry = self.env["bpm.suppression"].create(
            {"partner_id": self.firm.id, "reason": "asked", "since": "2026-01-01"}
        )
        line = self.line(move)
        self.assertIn("will not go out", line["sentence"])
        self.assertIn("stop list", line["why"][0])
        entry.until = "2026-03-18 09:00:00"
        self.company.country_id = self.firm.country_id = self.env.ref("base.be")
        self.company.partner_id.tz = "Europe/Brussels"
        rule = self.env["bpm.contact.policy"].create(
            {"name": "Afternoons only", "company_id": self.company.id, "message_class": "debt",
             "hours_ids": [Command.create(
                 {"first_day": "0", "last_day": "6", "opens": 15, "closes": 16})]}
        )  # fmt: skip
        line = self.line(move)
        self.assertIn("Thu 19 Mar 3:00", line["sentence"])
        self.assertIn(rule.name, line["why"][0])

    def test_after_todays_preparation_it_is_tomorrow(self):
        self.env["bpm.payment.run"]._claim(self.company, TODAY)
        self.assertIn("Thu 19 Mar", self.line(self.invoice(8))["sentence"])

    def test_skip_once_before_anything_was_prepared(self):
        move = self.invoice(8)
        move.with_user(self.collector).bpm_payment_skip()
        line = self.line(move)
        self.assertIn("“14 days overdue”", line["sentence"])
        self.assertIn("“7 days overdue” was skipped", line["why"][0])
        self.assertEqual(self.prepared(), {})

    def test_skip_once_takes_the_proposal_of_today(self):
        move = self.invoice(8)
        [reminder] = self.reminders._prepare(self.company, TODAY)
        move.with_user(self.collector).bpm_payment_skip()
        self.assertEqual(reminder.state, "skipped")
        self.assertEqual(self.prepared(TODAY + timedelta(days=1)), {})

    def test_a_promise_noted_from_the_invoice(self):
        move = self.invoice(8)
        action = move.with_user(self.collector).action_bpm_promise()
        promises = self.env["bpm.payment.promise"].with_user(self.collector)
        promise = promises.with_context(**action["context"]).create({"said_by": "Ms Bell"})
        self.assertEqual((promise.amount, promise.move_ids), (100, move))
        line = self.line(move)
        self.assertEqual(line["tone"], "success")
        self.assertIn("by Wed 25 Mar", line["sentence"])
        self.assertEqual(self.buttons(line), ["open"])
        promise.action_withdraw()
        self.assertIn("Next", self.line(move)["sentence"])

    def test_a_dispute_noted_from_the_invoice(self):
        move = self.invoice(-20)
        action = move.with_user(self.collector).action_bpm_dispute()
        self.env["bpm.payment.dispute"].with_context(**action["context"]).create(
            {"reason": "price"}
        )
        line = self.line(move)
        self.assertEqual(line["tone"], "danger")
        self.assertIn("Price or quantity", line["sentence"])

    def test_no_follow_up_says_so(self):
        move = self.invoice(8)
        move.no_followup = True
        self.assertIn("No Follow-Up", self.line(move)["sentence"])

    def test_every_level_was_said(self):
        move = self.invoice(40)
        self.handed_over(self.send())
        line = self.line(move)
        self.assertIn("A call is due", line["sentence"])
        self.assertNotIn("bpm_payment_skip", self.buttons(line))

    def test_a_salesperson_may_note_and_not_skip(self):
        seller = self.person("seller", "sales_team.group_sale_salesman")
        move = self.invoice(8, invoice_user_id=seller.id)
        self.assertEqual(
            self.buttons(self.line(move, seller)), ["action_bpm_promise", "action_bpm_dispute"]
        )
        with self.assertRaises(AccessError):
            move.with_user(seller).bpm_payment_skip()

    def test_an_invoice_one_may_not_read_tells_nothing(self):
        other = self.person("other", "sales_team.group_sale_salesman")
        move = self.invoice(8)
        for name in ("bpm_payment_line", "action_bpm_promise", "action_bpm_dispute"):
            with self.assertRaises(AccessError):
                getattr(move.with_user(other), name)()

    def test_switched_off_there_is_no_line(self):
        move = self.invoice(8)
        self.env.ref("base.group_user")._remove_group(
            self.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        )
        self.assertIsNone(self.line(move))
        self.assertFalse(move.bpm_may_promise)
