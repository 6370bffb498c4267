"""Calls about debts within the limits of debt contact law.

Issue 5, 6: "Limits of debt contact law", also by phone: calls count in the same rolling rows as
messages where a rule says so; refused with the rule and until when; released by a person. Issue 5,
3 and S1-08: a change of the law is one record. Conventions 5.4; journey 3.4-6.
"""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.addons.bpm_crm_addon.models.outreach.payment_call_note import CallRefused
from odoo.addons.bpm_crm_addon.models.outreach.payment_call_release import NotReleasable
from odoo.exceptions import AccessError
from tests.outreach.rules_case import THURSDAY_NOON, RulesCase

NIGHT = datetime(2026, 11, 26, 20, 0)  # Thursday: 23:00 in Moscow, 22:00 in Kyiv


class CallCase(RulesCase):
    """``ann`` owes; ``collector`` calls her and may release; ``clerk`` only keeps the books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        books = "account.group_account_invoice"
        cls.collector = cls.person("collector", books, "bpm_crm_addon.group_bpm_outreach_manager")
        cls.clerk = cls.person("clerk", books)
        (cls.collector | cls.clerk).tz = "Europe/Moscow"
        cls.metric = cls.debtor(cls.ann)

    @classmethod
    def debtor(cls, partner):
        metrics = cls.env["bpm.partner.metric"]
        about = [("partner_id", "=", partner.id), ("company_id", "=", cls.company.id)]
        metrics.search(about).unlink()
        row = {"partner_id": partner.id, "company_id": cls.company.id, "overdue": 900}
        return metrics.create(row).with_user(cls.collector)

    def seen(self, now, metric=None, user=None):
        """(may be called, may be released, what is told) as the round shows them at `now`."""
        with freeze_time(now):
            self.env.invalidate_all()
            row = (metric or self.metric).with_user(user or self.collector)
            return row.may_call, row.may_release, row.call_told.replace("\u202f", " ")

    def call(self, now, act="action_missed", metric=None, user=None):
        with freeze_time(now):
            row = (metric or self.metric).with_user(user or self.collector)
            return getattr(row, act)()

    def calls(self):
        return self.env["bpm.payment.call"].search([("company_id", "=", self.company.id)])


class TestCallLimits(CallCase):
    def test_at_night_nobody_is_called_and_the_round_says_until_when(self):
        told = (False, True, "May be called from Fri 8:00 AM. Russia: calls about debts of people")
        self.assertEqual(self.seen(NIGHT), told)
        with self.assertRaisesRegex(CallRefused, "Russia: calls about debts of people"):
            self.call(NIGHT)
        self.assertFalse(self.calls())
        self.assertEqual(self.seen(THURSDAY_NOON), (True, False, ""))
        self.call(THURSDAY_NOON)
        self.assertEqual(self.calls().outcome, "missed")

    def test_a_call_that_ended_after_the_hour_had_begun_in_it(self):
        """What is noted some minutes after ten in the evening was said before."""
        closes = datetime(2026, 11, 26, 19, 0)
        self.call(closes + timedelta(minutes=10), "action_talked")
        with self.assertRaises(CallRefused):
            self.call(closes + timedelta(days=4, minutes=20), "action_talked")

    def test_one_call_a_day_two_a_week(self):
        first = THURSDAY_NOON
        self.call(first, "action_talked")
        with self.assertRaisesRegex(CallRefused, "24 hours"):
            self.call(first + timedelta(hours=3))
        told = self.seen(first + timedelta(hours=3))
        self.assertEqual(told[2].split(".")[0], "May be called from Fri 12:00 PM")
        self.call(first + timedelta(hours=25))
        with self.assertRaisesRegex(CallRefused, "7 days"):
            self.call(first + timedelta(hours=50))

    def test_a_firm_is_called_at_any_time(self):
        firm = self.debtor(self.partner("Firm", is_company=True, phone="+7 495 123 4567"))
        self.assertEqual(self.seen(NIGHT, firm), (True, False, ""))
        for _time in range(3):
            self.call(NIGHT, metric=firm)

    def test_the_same_person_on_another_card_was_called(self):
        self.ann.phone = "+7 495 123 4567"
        twin = self.debtor(self.partner("Ann again", phone="+7 (495) 123-45-67"))
        self.call(THURSDAY_NOON)
        self.assertFalse(self.seen(THURSDAY_NOON + timedelta(hours=1), twin)[0])

    def test_seeing_two_cards_of_one_person_calls_neither(self):
        self.ann.phone = "+7 495 123 4567"
        twin = self.debtor(self.partner("Ann again", phone="+7 (495) 123-45-67"))
        rows = self.metric | twin
        with freeze_time(THURSDAY_NOON):
            self.assertEqual(rows.mapped("may_call"), [True, True])
            with self.assertRaises(CallRefused):
                rows.action_missed()

    def test_the_stop_list_keeps_calls_back_for_good(self):
        self.stop(channel="call")
        may, release, told = self.seen(THURSDAY_NOON)
        self.assertEqual((may, release), (False, False))
        self.assertIn("Not to be called. On the stop list", told)
        with self.assertRaises(CallRefused):
            self.call(THURSDAY_NOON)
        self.assertEqual(self.verdict(self.debt()).action, "send", "she may be written to")
        with self.assertRaises(NotReleasable):
            self.release_call(THURSDAY_NOON)

    # === CALLS AND MESSAGES TOGETHER === #

    def in_ukraine(self):
        self.place(self.company, "ua")
        self.place(self.ann, "ua", tz="Europe/Kyiv")

    def test_where_a_rule_says_so_calls_and_messages_count_together(self):
        self.in_ukraine()
        self.call(THURSDAY_NOON)
        self.handed_over(self.debt(1), THURSDAY_NOON)
        verdict = self.verdict(self.debt(2), THURSDAY_NOON + timedelta(hours=2))
        self.assertEqual((verdict.action, verdict.reason), ("wait", "limit_day"))
        told = self.seen(THURSDAY_NOON + timedelta(hours=2))[2]
        self.assertIn("Ukraine: debts of people", told)

    def test_where_it_does_not_they_are_counted_apart(self):
        self.call(THURSDAY_NOON)
        for number in (1, 2):
            self.handed_over(self.debt(number), THURSDAY_NOON)
        verdict = self.verdict(self.debt(3), THURSDAY_NOON + timedelta(hours=1))
        self.assertIn("Russia: debts of people", verdict.text)
        law = self.env.ref("bpm_crm_addon.contact_policy_ru_debt_calls")
        law.limit_day = 0
        self.assertTrue(self.seen(THURSDAY_NOON + timedelta(hours=1))[0], "messages do not count")

    def test_a_change_of_the_law_is_one_row(self):
        """S1-08: from tomorrow messages and calls count together."""
        law = self.env.ref("bpm_crm_addon.contact_policy_ru_debt")
        law.copy({"name": "New law", "date_from": "2026-11-27", "limit_day": 1, "calls": True})
        self.handed_over(self.debt(1), THURSDAY_NOON + timedelta(hours=22))
        self.assertTrue(self.seen(THURSDAY_NOON + timedelta(hours=9))[0])
        self.assertIn("New law", self.seen(THURSDAY_NOON + timedelta(hours=23))[2])

    # === THE PAUSE AFTER A TALK === #

    def in_america(self):
        self.place(self.company, "us")
        self.place(self.ann, "us", tz="America/New_York")
        self.collector.tz = "America/New_York"
        self.ann.phone = "+1 212 555 0147"
        return datetime(2026, 11, 12, 17)  # Thursday, noon in New York

    def test_whom_we_talked_to_is_not_called_for_seven_days(self):
        """S1-08: Regulation F, 12 CFR 1006.14(b)(2), is a row like any other."""
        noon = self.in_america()
        self.call(noon)
        self.call(noon + timedelta(hours=1), "action_talked")
        told = self.seen(noon + timedelta(days=2))
        rule = "United States: how often people are called about debts"
        self.assertEqual(told, (False, True, f"May be called from Thu 1:00 PM. {rule}"))
        with self.assertRaisesRegex(CallRefused, r"talked to; the pause after it ends on 11/19/26"):
            self.call(noon + timedelta(days=7))
        message = self.debt()
        self.assertEqual(self.verdict(message, noon + timedelta(days=1)).action, "send")
        self.call(noon + timedelta(days=7, hours=1))

    def test_who_was_not_reached_may_be_called_the_next_day(self):
        noon = self.in_america()
        for day in range(3):
            self.call(noon + timedelta(days=day))
        self.assertEqual(len(self.calls()), 3)

    def test_a_promise_on_the_phone_is_a_talk(self):
        noon = self.in_america()
        self.promise(noon, by_call=True)
        self.assertFalse(self.seen(noon + timedelta(days=6, hours=23))[0])
        self.assertTrue(self.seen(noon + timedelta(days=7))[0])

    def test_the_pause_is_a_number_of_the_rule(self):
        """S1-08: a change of the law is one record."""
        noon = self.in_america()
        self.call(noon, "action_talked")
        law = self.env.ref("bpm_crm_addon.contact_policy_us_debt_calls")
        self.assertIn("no call within 7 days after a talk", law.sentence)
        law.pause_days = 2
        self.assertFalse(self.seen(noon + timedelta(days=1))[0])
        self.assertTrue(self.seen(noon + timedelta(days=2))[0])
        law.pause_days = 0
        self.assertTrue(self.seen(noon + timedelta(hours=1))[0])

    def test_who_asked_to_be_called_sooner_is_released_with_a_reason(self):
        noon = self.in_america()
        self.call(noon, "action_talked")
        later = noon + timedelta(days=3)
        release = self.release_call(later)
        self.call(later, "action_talked")
        self.assertEqual((release.reason, release.used_at), (self.why, later))
        with self.assertRaises(CallRefused):
            self.call(later + timedelta(days=6))

    # === RELEASED BY A PERSON === #

    why = "She asked to be called then"

    def release_call(self, now, user=None):
        with freeze_time(now):
            return (
                self.env["bpm.payment.call.release"]
                .with_user(user or self.collector)
                .create(
                    {
                        "partner_id": self.ann.id,
                        "company_id": self.company.id,
                        "reason": self.why,
                    }
                )
            )

    def test_a_person_releases_one_call_and_answers_for_it(self):
        action = self.metric.action_release_call()
        self.assertEqual(action["context"]["default_partner_id"], self.ann.id)
        release = self.release_call(NIGHT)
        self.assertEqual(self.seen(NIGHT), (True, False, ""))
        self.call(NIGHT, "action_talked")
        self.assertEqual((release.used_at, release.user_id), (NIGHT, self.collector))
        with self.assertRaises(CallRefused):
            self.call(NIGHT)
        entries = self.env["bpm.journal"].search(
            [("res_model", "=", release._name), ("res_id", "=", release.id)]
        )
        self.assertEqual(entries.mapped("event"), ["call_released"])

    def test_a_release_is_good_for_a_day(self):
        self.release_call(NIGHT - timedelta(hours=25))
        self.assertFalse(self.seen(NIGHT)[0])

    def test_only_who_releases_messages_releases_calls(self):
        with self.assertRaises(AccessError):
            self.release_call(NIGHT, self.clerk)

    def test_a_rule_may_want_a_release_at_any_hour(self):
        self.env.ref("bpm_crm_addon.contact_policy_ru_debt_calls").release = True
        told = "To be called when somebody releases it. Russia: calls about debts of people"
        self.assertEqual(self.seen(THURSDAY_NOON), (False, True, told))
        self.release_call(THURSDAY_NOON)
        self.call(THURSDAY_NOON)

    # === OTHER DOORS === #

    def promise(self, now, **values):
        with freeze_time(now):
            return (
                self.env["bpm.payment.promise"]
                .with_user(self.clerk)
                .create(
                    {
                        "partner_id": self.ann.id,
                        "company_id": self.company.id,
                        "date": (now + timedelta(days=5)).date(),
                        "amount": 10,
                        **values,
                    }
                )
            )

    def test_a_promise_on_our_call_is_a_call(self):
        action = self.metric.action_promise()
        self.assertTrue(action["context"]["default_by_call"])
        self.promise(THURSDAY_NOON, by_call=True)
        self.assertEqual(self.calls().outcome, "promised")
        with self.assertRaisesRegex(CallRefused, "We called them"):
            self.promise(THURSDAY_NOON, by_call=True)
        self.promise(THURSDAY_NOON)
        self.assertEqual(len(self.calls()), 1, "they called us")

    def test_many_are_judged_in_as_many_queries(self):
        others = [self.partner(f"Debtor {n}", phone=f"+7 495 765 43 {n}0") for n in range(1, 8)]
        rows = self.metric.union(*(self.debtor(one) for one in others))
        counts = []
        for chosen in (rows[:2], rows):
            self.env.flush_all()
            self.env.invalidate_all()
            with freeze_time(NIGHT):
                before = self.env.cr.sql_log_count
                self.assertEqual(set(chosen.mapped("may_call")), {False})
                counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)
