"""The phone round of debtors (journey 3.4-6: a queue, the result in two clicks, the next step)."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from tests.outreach.payment_case import TODAY, PaymentCase


class TestPhoneRound(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.big, cls.small = cls.client("Big", phone="+49 30 1234"), cls.client("Small")
        cls.invoice(10, 900, cls.big)
        cls.invoice(5, 100, cls.small)
        cls.invoice(-5, 50, cls.firm)
        cls.metrics = cls.env["bpm.partner.metric"].with_user(cls.collector)
        cls.env["bpm.partner.metric"].search([("company_id", "=", cls.company.id)]).unlink()
        cls.env["bpm.partner.metric"].create(
            [
                {"partner_id": partner.id, "company_id": cls.company.id, "overdue": overdue}
                for partner, overdue in ((cls.big, 900), (cls.small, 100), (cls.firm, 0))
            ]
        )

    def queue(self):
        about = [("to_call", "=", True), ("company_id", "=", self.company.id)]
        found = self.metrics.search(about, order="overdue desc, id")
        self.assertEqual(self.metrics.search([("company_id", "=", self.company.id)])
                         .filtered("to_call").sorted("overdue", reverse=True), found)  # fmt: skip
        return found

    def names(self):
        self.env.invalidate_all()
        return self.queue().mapped("partner_id.name")

    def test_the_largest_debt_first_and_nobody_else(self):
        self.assertEqual(self.names(), ["Big", "Small"])
        self.assertEqual(self.queue()[0].phone, "+49 30 1234")

    def test_who_was_not_reached_comes_back_on_the_next_working_day(self):
        first = self.queue()[0]
        first.action_missed()
        self.assertEqual(self.names(), ["Small"])
        call = self.env["bpm.payment.call"].search([("partner_id", "=", self.big.id)])
        self.assertEqual(call.next_on, date(2026, 3, 19), "it is Wednesday")
        self.assertEqual((first.last_outcome, call.user_id), ("Not reached", self.collector))
        call.next_on = TODAY
        self.assertEqual(self.names(), ["Big", "Small"])

    def test_the_next_day_is_the_companys_by_its_calendar_and_clock(self):
        """After hours it is still tomorrow; a weekend and a closed day do not count; in America
        the working day ends when it is tomorrow in universal time."""
        self.env["resource.calendar.leaves"].create(
            {"name": "Closed", "company_id": self.company.id, "calendar_id": False,
             "date_from": "2026-03-23 00:00:00", "date_to": "2026-03-23 23:59:59"}
        )  # fmt: skip
        calendar, card = self.company.resource_calendar_id, self.company.partner_id
        for zone, now, again in (
            ("Europe/Berlin", datetime(2026, 3, 18, 21), date(2026, 3, 19)),
            ("Europe/Berlin", datetime(2026, 3, 21, 10), date(2026, 3, 24)),
            ("America/Los_Angeles", datetime(2026, 3, 18, 18), date(2026, 3, 19)),
            ("America/Los_Angeles", datetime(2026, 3, 19, 3), date(2026, 3, 19)),
        ):
            calendar.tz = card.tz = zone
            with freeze_time(now):
                self.metrics.search([("partner_id", "=", self.big.id)]).action_missed()
                call = self.env["bpm.payment.call"].search([], order="id desc", limit=1)
                self.assertEqual(call.next_on, again, f"{zone} {now}")

    def more_debtors(self, count):
        others = [self.client(f"Other {number}") for number in range(count)]
        self.env["bpm.partner.metric"].create(
            [{"partner_id": one.id, "company_id": self.company.id, "overdue": 5} for one in others]
        )

    def test_results_of_many_calls_are_noted_together(self):
        self.more_debtors(6)
        everybody, counts = self.queue(), []
        for rows in (everybody[:2], everybody[2:]):
            rows.action_missed()
            rows.action_missed()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows.action_talked()
            rows.action_missed()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual([len(everybody[:2]), len(everybody[2:])], [2, 6])
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_a_list_asks_once_for_the_calls_of_all(self):
        self.more_debtors(6)
        everybody = self.queue()
        everybody.action_missed()
        counts = []
        for rows in (everybody[:2], everybody):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = rows.with_prefetch(rows.ids)
            self.assertEqual(set(rows.mapped("last_outcome")), {"Not reached"})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(everybody), 8)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_three_times_not_reached_asks_for_a_letter(self):
        first = self.queue()[0]
        for number in range(3):
            self.assertFalse(self.big.activity_ids, number)
            first.action_missed()
        self.assertIn("post it", self.big.activity_ids.summary)
        first.action_missed()
        first.action_missed()
        self.assertEqual(len(self.big.activity_ids), 1, "it was asked for already")
        first.action_missed()
        self.assertEqual(len(self.big.activity_ids), 2, "three more times")

    def test_who_was_talked_to_begins_anew(self):
        first = self.queue()[0]
        first.action_missed()
        first.action_missed()
        first.action_talked()
        first.action_missed()
        self.assertFalse(self.big.activity_ids)

    def test_a_promise_takes_them_off_until_its_day(self):
        action = self.queue()[0].action_promise()
        self.assertEqual(action["context"]["default_amount"], 900)
        values = {
            name.removeprefix("default_"): value
            for name, value in action["context"].items()
            if name.startswith("default_")
        }
        self.env["bpm.payment.promise"].with_user(self.collector).create(values)
        self.assertEqual(self.names(), ["Small"])

    def test_a_dispute_names_the_oldest_invoice(self):
        older = self.invoice(20, 10, self.big)
        self.assertEqual(self.queue()[0].action_dispute()["context"]["default_move_id"], older.id)

    def test_others_do_not_call(self):
        stranger = self.person("stranger")
        with self.assertRaises(AccessError):
            self.queue()[0].with_user(stranger).action_missed()
