"""Verdicts of the contact rules: who may be written to, when, and how often.

Issue text: "Consent and contact rules as data, in one place … Every message not sent says which
rule and until when." Conventions 5.4; reliability I7, cases 37 and 39.
"""

from datetime import datetime, timedelta

from odoo import fields
from odoo.addons.bpm_crm_addon.models.outreach.contact_person import Asked
from odoo.tests import Form
from tests.outreach.rules_case import NEVER, THURSDAY_NOON, RulesCase


def asked(test, partner):
    """What the rules are asked about a greeting to somebody."""
    book = test.policies._book(test.company)
    return Asked(
        key=1,
        partner_id=partner.id,
        address=partner.email_normalized,
        channel="email",
        purpose=book.purposes[test.env.ref("bpm_crm_addon.purpose_greeting").id],
        company=book.homes[test.company.id],
        created=THURSDAY_NOON,
    )


class TestDebtRules(RulesCase):
    def test_at_night_a_reminder_waits_for_the_morning_of_the_recipient(self):
        message = self.debt()
        verdict = self.verdict(message, datetime(2026, 11, 26, 20, 0))  # 23:00 in Moscow
        self.assertEqual((verdict.action, verdict.reason), ("wait", "quiet_hours"))
        self.assertEqual(verdict.until, datetime(2026, 11, 27, 5, 0))
        self.assertEqual(self.policies.browse(verdict.policy_id).name, "Russia: debts of people")
        self.assertIn("8:00", verdict.text)
        self.assertIn("Russia: debts of people", verdict.text)
        self.assertEqual(self.verdict(message).action, "send")

    def test_weekends_have_hours_of_their_own(self):
        message = self.debt()
        self.assertEqual(
            self.verdict(message, datetime(2026, 11, 28, 5, 30)).until, datetime(2026, 11, 28, 6, 0)
        )

    def test_public_holidays_count_as_sundays(self):
        calendar = self.env["resource.calendar"].create(
            {"name": "Test", "tz": "Europe/Moscow", "company_id": self.company.id}
        )
        self.company.resource_calendar_id = calendar
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Day of unity",
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": datetime(2026, 11, 25, 21, 0),
                "date_to": datetime(2026, 11, 26, 20, 59, 59),
            }
        )
        verdict = self.verdict(self.debt(), datetime(2026, 11, 26, 5, 30))
        self.assertEqual(verdict.until, datetime(2026, 11, 26, 6, 0))

    def test_the_third_reminder_of_a_day_waits_until_the_first_is_a_day_old(self):
        first = THURSDAY_NOON
        for hour in (0, 2):
            self.handed_over(self.debt(hour), first + timedelta(hours=hour))
        verdict = self.verdict(self.debt(9), first + timedelta(hours=4))
        self.assertEqual((verdict.action, verdict.reason), ("wait", "limit_day"))
        self.assertEqual(verdict.until, first + timedelta(hours=24))
        self.assertIn("24 hours", verdict.text)

    def test_four_a_week_and_sixteen_a_month(self):
        for number in range(16):
            at = THURSDAY_NOON - timedelta(days=28 - number * 1.9)
            self.handed_over(self.debt(number), at)
        verdict = self.verdict(self.debt(99), THURSDAY_NOON + timedelta(hours=3))
        self.assertEqual((verdict.action, verdict.reason), ("wait", "limit_month"))

    def test_what_would_have_to_wait_until_it_is_stale_is_not_sent(self):
        message = self.debt(expires_at=datetime(2026, 11, 27, 0, 0))
        verdict = self.verdict(message, datetime(2026, 11, 26, 20, 0))
        self.assertEqual((verdict.action, verdict.reason), ("drop", "quiet_hours"))
        self.assertIn("too late", verdict.text)

    def test_a_firm_is_not_a_natural_person(self):
        firm = self.partner("Firm", is_company=True, email="firm@test.invalid")
        clerk = self.partner("Clerk", parent_id=firm.id, email="clerk@test.invalid")
        night = datetime(2026, 11, 26, 20, 0)
        for number, partner in enumerate((firm, clerk)):
            message = self.debt(number, partner_id=partner.id)
            self.assertEqual(self.verdict(message, night).action, "send", partner.name)

    def test_a_change_of_the_law_is_one_row(self):
        """Issue text: "a change of the law is one record"."""
        law = self.env.ref("bpm_crm_addon.contact_policy_ru_debt")
        new = law.copy({"name": "Russia, new", "date_from": "2026-11-27", "limit_day": 1})
        self.assertTrue(new.hours_ids)
        self.handed_over(self.debt(1), THURSDAY_NOON)
        before, after = THURSDAY_NOON + timedelta(hours=1), THURSDAY_NOON + timedelta(hours=23)
        message = self.debt(2)
        self.assertEqual(self.verdict(message, before).action, "send")
        verdict = self.verdict(message, after)
        self.assertEqual((verdict.action, verdict.policy_id), ("wait", new.id))
        law.date_to = "2026-11-25"
        self.assertEqual(self.verdict(message, datetime(2026, 11, 26, 20, 0)).action, "send")

    def test_the_strictest_rule_wins(self):
        """The law of the sender's country and that of the recipient's: both hold."""
        self.place(self.ann, "ua", tz=False)
        verdict = self.verdict(self.debt(), datetime(2026, 11, 28, 9, 0))  # Saturday
        self.assertEqual(verdict.until, datetime(2026, 11, 30, 7, 0))  # Monday 9:00 in Kyiv
        self.assertIn("Ukraine", verdict.text)

    def test_a_rule_of_another_company_does_not_matter(self):
        other = self.env["res.company"].create({"name": "Other sender"})
        never = {"name": "Never", "company_id": other.id, "limit_day": 1}
        self.policies.create(never | {"hours_ids": [(0, 0, {"opens": 3, "closes": 4})]})
        self.assertEqual(self.verdict(self.debt()).action, "send")


class TestClock(RulesCase):
    """Reliability case 39, and the recipient's zone."""

    def test_clocks_that_change_keep_nine_in_the_morning(self):
        self.place(self.company, "be")
        self.place(self.ann, "be", tz="Europe/Brussels")
        self.policies.create(
            {"name": "Nine", "hours_ids": [(0, 0, {"last_day": "6", "opens": 9, "closes": 20})]}
        )
        message = self.debt()
        for night, morning in (
            (datetime(2026, 3, 28, 22, 0), datetime(2026, 3, 29, 7, 0)),
            (datetime(2026, 10, 24, 22, 0), datetime(2026, 10, 25, 8, 0)),
        ):
            self.assertEqual(self.verdict(message, night).until, morning)

    def zones(self, partner):
        [one] = self.policies._identify([asked(self, partner)])
        return one.zones

    def test_the_zone_on_the_card_counts_where_it_lies_in_the_country(self):
        card = self.partner("Omsk", tz="Asia/Omsk")
        self.assertEqual(self.zones(card), ("Asia/Omsk",))
        made_in_kyiv = self.partner("New York", "us", tz="Europe/Kyiv", phone="+1 212 555 1234")
        self.assertEqual(self.zones(made_in_kyiv), ("America/New_York",))

    def test_without_a_zone_an_hour_has_to_suit_the_whole_country(self):
        somewhere = self.partner("Somewhere", tz=False, email="some@test.invalid")
        self.assertIn("Asia/Kamchatka", self.zones(somewhere))
        message = self.debt(partner_id=somewhere.id)
        self.assertEqual(self.verdict(message, datetime(2026, 11, 26, 9, 0)).action, "send")
        late = self.verdict(message, datetime(2026, 11, 26, 11, 0))  # 23:00 in Kamchatka
        self.assertEqual(late.until, datetime(2026, 11, 27, 6, 0))  # 8:00 in Kaliningrad

    def test_nothing_known_is_the_company_s_own_zone(self):
        self.company.resource_calendar_id = self.env["resource.calendar"].create(
            {"name": "Test", "tz": "Europe/Riga", "company_id": self.company.id}
        )
        self.company.country_id = False
        nowhere = self.partner("Nowhere", None, tz=False)
        self.assertEqual(self.zones(nowhere), ("Europe/Riga",))


class TestAdvertisingRules(RulesCase):
    def test_without_consent_nothing_goes(self):
        verdict = self.verdict(self.advert())
        self.assertEqual((verdict.action, verdict.reason), ("drop", "no_consent"))
        self.assertIn("Russia: advertising", verdict.text)

    def test_with_consent_a_person_still_has_to_release_it(self):
        """38-FZ, article 18, part 2."""
        self.agrees()
        message = self.advert()
        verdict = self.verdict(message)
        self.assertEqual((verdict.action, verdict.reason), ("hold", "release"))
        self.release(message)
        self.assertEqual(self.verdict(message).action, "send")

    def test_consent_is_about_its_purpose_its_address_and_its_company(self):
        offer = self.env.ref("bpm_crm_addon.purpose_offer")
        consent = self.agrees(purpose_id=offer.id)
        self.assertEqual(self.verdict(self.advert(1)).reason, "no_consent")
        self.assertEqual(self.verdict(self.advert(2, purpose="offer")).action, "hold")
        elsewhere = self.advert(3, purpose="offer", address="other@test.invalid")
        self.assertEqual(self.verdict(elsewhere).reason, "no_consent")
        consent._withdraw("test")
        self.assertEqual(self.verdict(self.advert(4, purpose="offer")).reason, "withdrawn")

    def test_a_consent_that_has_run_out_is_none(self):
        self.agrees(until=datetime(2026, 11, 1))
        self.assertEqual(self.verdict(self.advert()).reason, "no_consent")

    def test_own_customers_in_the_union_may_be_told_until_they_object(self):
        """ePrivacy 13(2)."""
        self.place(self.company, "de")
        self.place(self.ann, "de")
        self.assertEqual(self.verdict(self.advert(1)).reason, "no_consent")
        self.ann.customer_rank = 1
        message = self.advert(2)
        self.assertEqual(self.verdict(message).action, "send")
        message._bpm_unsubscribe()
        soon = fields.Datetime.now() + timedelta(minutes=1)
        self.assertEqual(self.verdict(message, soon).action, "drop")

    def test_the_company_s_own_limit_can_be_changed(self):
        own = self.env.ref("bpm_crm_addon.contact_policy_own_week")
        self.agrees()
        messages = self.advert(1) + self.advert(2) + self.advert(3)
        self.release(messages)
        self.handed_over(messages[:2], THURSDAY_NOON)
        later = THURSDAY_NOON + timedelta(days=2)
        verdict = self.verdict(messages[2], later)
        self.assertEqual((verdict.action, verdict.policy_id), ("wait", own.id))
        self.assertEqual(verdict.until, THURSDAY_NOON + timedelta(days=7))
        with Form(own) as form:
            form.limit_week = 3
        self.assertEqual(self.verdict(messages[2], later).action, "send")
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", own._name), ("res_id", "=", own.id)], order="number desc", limit=1
        )
        self.assertEqual(entry.event, "contact_rule_changed")
        self.assertIn("3 in 7 days", entry.data["what"])

    def test_reminders_do_not_use_up_the_limit_of_advertising(self):
        self.agrees()
        self.handed_over(self.debt(1) + self.debt(2), THURSDAY_NOON)
        message = self.advert()
        self.release(message)
        self.assertEqual(self.verdict(message).action, "send")


class TestOnePerson(RulesCase):
    """Issue text: "duplicate partners with the same phone or mail count as one" (S1-15, T17)."""

    def wait(self, message):
        return self.verdict(message, THURSDAY_NOON + timedelta(hours=1)).action

    def used_up(self, **values):
        self.handed_over(self.debt(1, **values) + self.debt(2, **values), THURSDAY_NOON)

    def test_two_cards_with_one_mail(self):
        double = self.partner("Anna", tz="Europe/Moscow", email="ANN@test.invalid")
        self.used_up(partner_id=double.id)
        self.assertEqual(self.wait(self.debt(3)), "wait")

    def test_two_cards_with_one_phone(self):
        self.ann.phone = "+7 495 123-45-67"
        double = self.partner(
            "Anna", tz="Europe/Moscow", email="second@test.invalid", phone="+74951234567"
        )
        self.used_up(partner_id=double.id)
        self.assertEqual(self.wait(self.debt(3)), "wait")
        stranger = self.partner("Eve", tz="Europe/Moscow", email="eve@test.invalid")
        self.assertEqual(self.wait(self.debt(4, partner_id=stranger.id)), "send")

    def test_within_one_batch_they_count_too(self):
        messages = self.debt(1) + self.debt(2) + self.debt(3)
        verdicts = self.policies._verdicts(messages, THURSDAY_NOON)
        actions = [verdicts[message.id].action for message in messages]
        self.assertEqual(actions, ["send", "send", "wait"])

    def test_a_number_on_many_cards_is_a_switchboard(self):
        self.ann.phone = "+74951234567"
        for number in range(25):
            self.partner(f"Clerk {number}", phone="+74951234567", email=f"c{number}@test.invalid")
        self.used_up()
        last = self.env["res.partner"].search([("email_normalized", "=", "c24@test.invalid")])
        last.tz = "Europe/Moscow"
        points = self.policies._identify(
            [asked(self, last)],
        )[0].points
        self.assertNotIn("ann@test.invalid", points)

    def test_what_another_company_sent_is_its_own_matter(self):
        other = self.env["res.company"].create({"name": "Other sender"})
        self.place(other, "ru")
        self.used_up(company_id=other.id)
        self.assertEqual(self.wait(self.debt(3)), "send")

    def test_an_earlier_attempt_of_the_message_itself_does_not_count(self):
        """The server surely did not accept it ("later, please"): it is no message they got."""
        self.policies.create({"name": "One a day", "limit_day": 1})
        first, second = self.debt(1), self.debt(2)
        self.handed_over(first, THURSDAY_NOON)
        self.assertEqual(self.wait(first), "send")
        self.assertEqual(self.wait(second), "wait")

    def test_old_counts_are_forgotten(self):
        self.used_up()
        count = self.env["bpm.contact.count"].search([("point", "=", "ann@test.invalid")])
        self.assertEqual(len(count.moments), 2)
        self.handed_over(self.debt(3), THURSDAY_NOON + timedelta(days=40))
        count.invalidate_recordset()
        self.assertEqual(len(count.moments), 1)


class TestBatch(RulesCase):
    def test_queries_do_not_grow_with_the_batch(self):
        partners = self.env["res.partner"].create(
            [
                {"name": f"Many {n}", "email": f"many{n}@test.invalid", "tz": "Europe/Moscow"}
                for n in range(60)
            ]
        )
        messages = self.messages._enqueue(
            [
                self.item(partner_id=partner.id, purpose="payment_reminder", expires_at=NEVER)
                for partner in partners
            ]
        )

        def queries(batch, method):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            getattr(self.policies, method)(batch, THURSDAY_NOON)
            return self.env.cr.sql_log_count - before

        queries(messages[:5], "_verdicts")
        for method in ("_verdicts", "_count"):
            few, many = queries(messages[:5], method), queries(messages, method)
            self.assertLessEqual(many, few, method)
            self.assertLessEqual(many, 25, method)

    def test_a_preview_books_nothing_and_needs_no_message(self):
        """What reminders show before they are queued: "11 at night – moved to 09:00"."""
        item = self.item(purpose="payment_reminder", expires_at=NEVER)
        night = datetime(2026, 11, 26, 20, 0)
        [verdict] = self.policies._preview([item], night)
        self.assertEqual((verdict.action, verdict.until), ("wait", datetime(2026, 11, 27, 5, 0)))
        self.assertFalse(self.messages.search_count([("company_id", "=", self.company.id)]))
        self.assertFalse(
            self.env["bpm.contact.count"].search_count([("point", "=", "ann@test.invalid")])
        )
