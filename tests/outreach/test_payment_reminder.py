"""Payment reminders: who is written to and about what; said once; stopped at once.

S1-17…S1-20 and issue item 6; reliability cases 35 (ten times a day), 39 (clocks change).
"""

import re
from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo.addons.bpm_crm_addon.engine import local_time
from odoo.exceptions import AccessError
from odoo.tools import mute_logger
from tests.outreach.payment_case import TODAY, PaymentCase


class TestPrepare(PaymentCase):
    def test_one_reminder_for_all_that_is_due_at_the_highest_level(self):
        old, late, soon = self.invoice(400), self.invoice(8, 50), self.invoice(-2, 20)
        self.invoice(-20, 70)
        self.assertEqual(
            self.prepared(), {"Test Firm": (30, {old.name: 100, late.name: 50, soon.name: 20})}
        )

    def test_each_instalment_falls_due_by_itself(self):
        """conventions.md 5.6: per due line, not per invoice."""
        terms = self.env["account.payment.term"].create(
            {
                "name": "Half now",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 0}),
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 60}),
                ],
            }
        )
        move = self.invoice(10, 80, invoice_payment_term_id=terms.id)
        self.assertEqual(self.prepared(), {"Test Firm": (7, {move.name: 40})})

    def test_credit_notes_and_unmatched_payments_are_taken_off_the_oldest(self):
        old, late = self.invoice(20), self.invoice(8)
        self.invoice(5, 30, refund=True)
        self.pay(90)
        self.assertEqual(self.prepared(), {"Test Firm": (7, {late.name: 80})})
        self.pay(80)
        self.assertEqual(self.prepared(), {})
        self.assertTrue(old)

    def test_currencies_stay_apart(self):
        euro = self.invoice(8)
        dollar = self.invoice(8, 60, currency_id=self.dollar.id)
        self.invoice(8, 60, currency_id=self.dollar.id, refund=True)
        self.assertEqual(self.prepared(), {"Test Firm": (7, {euro.name: 100})})
        more = self.invoice(8, 7, currency_id=self.dollar.id)
        [reminder] = self.reminders._prepare(self.company, TODAY)
        self.assertEqual(
            set(reminder.total.split(" + ")),
            {"100.00\N{NO-BREAK SPACE}€", "$\N{NO-BREAK SPACE}7.00"},
        )
        self.assertTrue(dollar | more)

    def test_a_firm_is_one_with_its_contacts_and_its_invoice_address(self):
        contact = self.env["res.partner"].create(
            {"name": "Bookkeeper", "parent_id": self.firm.id, "type": "invoice",
             "email": "books@firm.invalid", "property_account_receivable_id": self.receivable.id}
        )  # fmt: skip
        self.invoice(8, partner=contact)
        self.invoice(9)
        [reminder] = self.reminders._prepare(self.company, TODAY)
        self.assertEqual((reminder.partner_id, reminder.address), (self.firm, "books@firm.invalid"))
        self.assertEqual(len(reminder.line_ids), 2)

    def test_nobody_without_an_address(self):
        self.firm.email = False
        self.invoice(8)
        self.assertEqual(self.prepared(), {})

    def test_an_invoice_marked_no_follow_up_is_left_out(self):
        self.invoice(8).no_followup = True
        self.assertEqual(self.prepared(), {})

    def test_other_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Test other"})
        self.invoice(8)
        self.assertFalse(self.reminders._prepare(other, TODAY))

    def test_no_row_costs_a_reading_of_the_whole_table(self):
        """Design: 5 000 due instalments. Each part refers to a reminder that is as new as it is:
        PostgreSQL looks these up one by one, whatever it knows of the table."""
        for late in range(8, 14):
            self.invoice(late)
        before = self.readings()
        [reminder] = self.reminders._prepare(self.company, TODAY)
        self.assertEqual(len(reminder.line_ids), 6)
        self.assertLess(self.readings() - before, 6)

    def readings(self):
        """How often this transaction has read the table of reminders from end to end."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'bpm_payment_reminder'"
        )
        return self.env.cr.fetchone()[0]

    def test_queries_do_not_grow(self):
        """Design: 5 000 due instalments: queries do not grow with rows."""
        self.invoice(8)
        self.invoice(20, partner=self.client("Test", email="test@firm.invalid"))
        few = self._count()
        for place in range(12):
            firm = self.client(f"Test {place}", email=f"{place}@firm.invalid")
            self.invoice(8, partner=firm)
            self.invoice(20, partner=firm)
        self.assertLessEqual(self._count(), few)

    def _count(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.reminders._prepare(self.company, TODAY)._send()
        self.env.flush_all()
        count = self.env.cr.sql_log_count - before
        self.env.cr.execute("DELETE FROM bpm_payment_reminder")
        self.env.invalidate_all()
        return count


class TestSaid(PaymentCase):
    def test_the_first_run_speaks_once_of_history(self):
        """Issue item 5: the first run never floods history."""
        move = self.invoice(400)
        self.handed_over(self.send())
        for day in range(1, 40):
            self.assertEqual(self.prepared(TODAY + timedelta(days=day)), {})
        self.assertEqual(self.reminders.line_ids.search_count([("move_id", "=", move.id)]), 1)

    def test_a_level_that_was_not_reached_yet_is_said_later(self):
        move = self.invoice(8)
        self.handed_over(self.send())
        self.assertEqual(self.prepared(TODAY + timedelta(days=5)), {})
        self.assertEqual(
            self.prepared(TODAY + timedelta(days=6)), {"Test Firm": (14, {move.name: 100})}
        )

    def test_ten_times_a_day_is_once(self):
        """Reliability case 35: one message per recipient and day, and its key survives."""
        self.invoice(8)
        keys = {self.send().key for _time in range(3)}
        self.invoice(20)
        for _time in range(7):
            self.assertFalse(self.send())
        messages = self.env["bpm.message"].search([("partner_id", "=", self.firm.id)])
        self.assertEqual((len(messages), keys - {None, False}), (1, {messages.key}))

    def test_what_never_got_an_answer_counts_as_said(self):
        self.invoice(8)
        self.handed_over(self.send(), "unknown")
        self.assertEqual(self.prepared(TODAY + timedelta(days=1)), {})

    def test_what_was_not_sent_is_said_the_next_day(self):
        self.invoice(8)
        messages = self.send()
        messages.write({"reason": "limit", "reason_text": "Two a day are the limit."})
        self.handed_over(messages, "suppressed")
        [reminder] = self.reminders.search([("partner_id", "=", self.firm.id)])
        self.assertEqual(
            (reminder.state, reminder.reason_text), ("not_sent", "Two a day are the limit.")
        )
        self.assertEqual(len(self.prepared(TODAY + timedelta(days=1))), 1)

    def test_a_rehearsal_says_nothing(self):
        """UX 3.6: the first 7 days are a rehearsal."""
        self.company.bpm_outreach_live_since = False
        self.invoice(8)
        messages = self.send()
        messages.write({"reason": "rehearsal"})
        self.handed_over(messages, "suppressed")
        self.assertEqual(
            self.reminders.search([("partner_id", "=", self.firm.id)]).state, "rehearsed"
        )
        self.assertEqual(len(self.prepared(TODAY + timedelta(days=1))), 1)

    def test_the_message_is_complete(self):
        move = self.invoice(8)
        paper = self.env["ir.attachment"].create(
            {"name": "invoice.pdf", "res_model": "account.move", "res_id": move.id,
             "res_field": "invoice_pdf_report_file", "raw": b"x"}
        )  # fmt: skip
        message = self.send()
        self.assertEqual(
            (message.purpose_id.code, message.department_id.code, message.address),
            ("payment_reminder", "accounts", "pay@firm.invalid"),
        )
        self.assertEqual(
            (message.attachment_ids.mapped("name"), message.attachment_ids.checksum),
            (["invoice.pdf"], paper.checksum),
        )
        [link] = re.findall(r"/bpm/invoice/([\w-]+)", message.body)
        self.assertFalse(move.access_token, "sending writes no invoice")
        page = move._bpm_customer_page(link)
        self.assertEqual(page, f"/my/invoices/{move.id}?access_token={move.access_token}")
        self.assertIsNone(move._bpm_customer_page(link[:-1] + "~"))
        self.assertEqual(message.not_before, datetime(2026, 3, 18, 10))

    def test_before_due_it_is_a_service(self):
        self.invoice(-3)
        self.assertEqual(self.send().purpose_id.code, "payment_notice")

    def test_it_waits_for_the_companys_hour(self):
        self.company.partner_id.tz = "Europe/Brussels"
        self.company.bpm_reminder_hour = 15.5
        self.invoice(8)
        self.assertEqual(self.send().not_before, datetime(2026, 3, 18, 14, 30))

    def test_a_level_may_want_a_call(self):
        seller = self.person("seller", "sales_team.group_sale_salesman")
        self.firm.user_id = seller
        self.invoice(15)
        self.handed_over(self.send())
        [activity] = self.firm.activity_ids
        self.assertEqual(activity.user_id, seller)
        self.assertIn("100.00", activity.summary)


class TestStops(PaymentCase):
    def wanted(self, message):
        return self.reminders._bpm_still_wanted(message)[message.id]

    def test_paid_promised_disputed_blocked(self):
        """Issue item 6: stops at once on payment, promise, dispute or block."""
        acts = {
            "Paid since.": lambda move: self.pay(100, move),
            "Paid in part": lambda move: self.pay(40, move),
            "promised since": self.promise,
            "Disputed since.": lambda move: self.env["bpm.payment.dispute"].create(
                {"move_id": move.id}
            ),
            "blocked on the invoice": lambda move: move.write({"no_followup": True}),
        }
        for place, (sentence, act) in enumerate(acts.items()):
            firm = self.client(f"Firm {place}", email=f"firm{place}@test.invalid")
            move = self.invoice(8, partner=firm)
            message = self.send()
            self.assertIsNone(self.wanted(message))
            if "Paid" in sentence:
                self.pay(100 if "part" not in sentence else 40, move, firm)
            else:
                act(move)
            self.assertIn(sentence, self.wanted(message))

    def promise(self, move, **values):
        return self.env["bpm.payment.promise"].create(
            {
                "partner_id": move.partner_id.id,
                "move_ids": move.ids,
                "date": TODAY + timedelta(days=2),
                "amount": 100,
                "currency_id": self.euro.id,
                **values,
            }
        )

    def test_what_changed_before_sending_is_left(self):
        move = self.invoice(8)
        proposed = self.reminders._prepare(self.company, TODAY)
        self.pay(100, move)
        self.assertFalse(proposed._send())
        self.assertEqual((proposed.state, proposed.reason_text), ("not_sent", "Paid since."))

    def test_a_promise_stops_until_its_day_and_is_broken_the_day_after(self):
        move = self.invoice(8)
        promise = self.promise(move)
        self.assertEqual(self.prepared(), {})
        self.assertEqual(self.prepared(TODAY + timedelta(days=2)), {})
        with freeze_time(datetime(2026, 3, 21, 10)):
            self.reminders._run(self.company, TODAY + timedelta(days=3))
        self.assertEqual(promise.state, "broken")
        self.assertTrue(self.reminders.search([("partner_id", "=", self.firm.id)]))
        self.assertIn(promise, promise.search(promise._to_follow(TODAY + timedelta(days=3))))
        promise.action_followed_up()
        self.assertNotIn(promise, promise.search(promise._to_follow(TODAY + timedelta(days=3))))

    def test_a_promise_is_kept_by_payments_matched_or_not(self):
        first, second = self.invoice(8), self.invoice(8)
        one, part = self.promise(first), self.promise(second, amount=60)
        self.pay(100, first)
        self.pay(60)
        one._settle(self.company, TODAY)
        self.assertEqual((one.state, part.state), ("kept", "kept"))

    def test_a_promise_without_invoices_covers_what_is_due_by_then(self):
        self.invoice(8)
        later = self.invoice(-3)
        self.promise(self.env["account.move"], partner_id=self.firm.id, date=TODAY, amount=50)
        self.assertEqual(self.prepared(), {"Test Firm": (-3, {later.name: 100})})

    def test_what_was_invoiced_later_was_not_promised(self):
        """A kept promise is not broken by an invoice of the days between."""
        known = self.invoice(8)
        promise = self.promise(self.env["account.move"], partner_id=self.firm.id)
        self.invoice(-1, 70)
        older = self.invoice(20, 30)
        self.pay(100)
        promise._settle(self.company, TODAY)
        self.assertEqual((promise.open_before, promise.state), (100, "kept"))
        self.assertTrue(known | older)

    def test_a_dispute_is_about_what_is_open_until_somebody_says_less(self):
        """Journey 7 of collections: record a dispute; nobody reads that zero is disputed."""
        move = self.invoice(8, 100)
        self.pay(30, move)
        disputes = self.env["bpm.payment.dispute"]
        self.assertEqual(disputes.create({"move_id": move.id}).amount, 70)
        self.assertEqual(disputes.create({"move_id": move.id, "amount": 5}).amount, 5)

    def test_a_dispute_stops_its_invoice_until_settled(self):
        move, other = self.invoice(8), self.invoice(9)
        dispute = self.env["bpm.payment.dispute"].create({"move_id": move.id, "reason": "price"})
        self.assertEqual(self.prepared(), {"Test Firm": (7, {other.name: 100})})
        dispute.action_settle()
        self.assertEqual(self.prepared(), {"Test Firm": (7, {move.name: 100, other.name: 100})})


class TestSchedule(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([("id", "!=", cls.company.id)]).bpm_reminder_mode = "off"
        cls.company.partner_id.tz = "Europe/Brussels"
        cls.env.ref("base.group_user")._apply_group(
            cls.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        )

    def ran_on(self, moments):
        """[days for which the schedule prepared reminders] when it looks at these moments."""
        return [day for day, _hour in self.ran_at(moments)]

    def ran_at(self, moments):
        """[(day, what the company's clock shows)] of the runs when it looks at these moments."""
        days = []

        def run(_reminders, company, day):
            now = local_time.on_the_clock(datetime.now(), company._bpm_zone())
            days.append((day, f"{now:%H:%M}"))

        with patch.object(type(self.reminders), "_run", run):
            for moment in moments:
                with freeze_time(moment):
                    self.reminders._cron_remind()
        return days

    def test_once_a_day_at_five_on_the_companys_clock(self):
        quarters = [datetime(2026, 3, 20) + timedelta(minutes=15 * n) for n in range(4 * 24 * 2)]
        self.assertEqual(self.ran_on(quarters[:16]), [])
        self.assertEqual(self.ran_on(quarters), [date(2026, 3, 20), date(2026, 3, 21)])

    def test_when_clocks_change(self):
        """Reliability case 39: five o'clock stays five o'clock, once a day."""
        for change in (datetime(2026, 3, 28, 12), datetime(2026, 10, 24, 12)):
            quarters = [change + timedelta(minutes=15 * n) for n in range(4 * 48)]
            first = change.date()
            (day, _late), *runs = self.ran_at(quarters)
            self.assertEqual(day, first, "what was missed in the morning")
            days = [first + timedelta(days=1), first + timedelta(days=2)]
            self.assertEqual(runs, [(day, "05:00") for day in days])

    def test_by_themselves_or_after_a_review(self):
        self.invoice(8)
        self.reminders._cron_remind()
        mine = [("company_id", "=", self.company.id)]
        self.assertEqual(self.reminders.search(mine).state, "proposed")
        self.company.bpm_reminder_mode = "auto"
        with freeze_time("2026-03-19 10:00:00"):
            self.reminders._cron_remind()
        self.assertEqual(self.reminders.search(mine).state, "queued")

    def test_a_failure_is_tried_again_and_costs_no_day(self):
        """Issue 5, 6: reminders go out "on the due day", also after a failure in the morning."""
        self.invoice(8)
        mine = [("company_id", "=", self.company.id)]
        cls = type(self.reminders)
        with (
            patch.object(cls, "_run", side_effect=ValueError("No luck")),
            mute_logger("odoo.addons.bpm_crm_addon.models.outreach.payment_schedule"),
        ):
            self.reminders._cron_remind()
        problem = self.env["bpm.incident"].search(
            [("key", "=", f"payment_reminder.{self.company.id}")]
        )
        self.assertEqual((problem.reason, problem.company_id), ("No luck", self.company))
        self.assertTrue(problem.next_attempt_at)
        problem.sudo()._hold()._attempt()
        self.assertEqual(problem.state, "done")
        self.assertTrue(self.reminders.search(mine))

    def test_a_collision_leaves_the_day_unclaimed(self):
        """Two transactions in each other's way: the schedule's whole work is done again."""
        cls = type(self.reminders)
        with (
            patch.object(cls, "_run", side_effect=SerializationFailure("could not serialize")),
            self.assertRaises(SerializationFailure),
            self.env.cr.savepoint(),
        ):
            self.reminders._cron_remind()
        self.assertFalse(self.env["bpm.payment.run"].search([("company_id", "=", self.company.id)]))
        self.assertFalse(
            self.env["bpm.incident"].search([("key", "=", f"payment_reminder.{self.company.id}")])
        )

    def test_switched_off_nothing_is_prepared(self):
        self.invoice(8)
        self.env.ref("base.group_user")._remove_group(
            self.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        )
        self.reminders._cron_remind()
        self.assertFalse(self.reminders.search([("company_id", "=", self.company.id)]))


class TestAccess(PaymentCase):
    def test_nobody_writes_reminders_and_a_salesperson_reads_none(self):
        self.invoice(8)
        [reminder] = self.reminders._prepare(self.company, TODAY)
        seller = self.person("seller", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            reminder.with_user(self.collector).write({"state": "sent"})
        with self.assertRaises(AccessError):
            reminder.with_user(seller).read(["amount"])

    def test_a_salesperson_notes_promises_of_own_counterparties(self):
        seller, other = (
            self.person(name, "sales_team.group_sale_salesman") for name in ("one", "two")
        )
        self.firm.user_id = seller
        promise = self.env["bpm.payment.promise"].with_user(seller).create(
            {"partner_id": self.firm.id, "date": TODAY, "amount": 5}
        )  # fmt: skip
        self.assertFalse(
            self.env["bpm.payment.promise"].with_user(other).search([("id", "=", promise.id)])
        )
