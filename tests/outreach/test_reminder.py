"""Reminders about anything: dates, changes, steps; each occasion once.

Issue item 5, S0-20 (data start events), S0-18; reliability cases 28 and 43.
"""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from tests.outreach.camp_case import NOW, CampCase

TODAY = date(2026, 11, 26)
LAST_WEEK = NOW - timedelta(days=7)


class TestDates(CampCase):
    def test_a_birthday_is_congratulated_on_the_day(self):
        """S0-20; in the recipient's language, at ten on their own clock."""
        ann = self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        self.client("Camp Bob", bpm_birthday=date(1990, 11, 27))
        reminder = self.reminder(on=LAST_WEEK)
        [occurrence] = self.run_reminder(reminder)
        self.assertEqual(occurrence.partner_id, ann)
        self.assertEqual(occurrence.state, "queued")
        self.assertEqual(occurrence.due_at, datetime(2026, 11, 26, 7, 0))  # ten in Moscow
        message = occurrence.message_id
        self.assertEqual(
            (message.address, message.subject), ("camp.ann@clients.invalid", "Hello Camp Ann")
        )
        self.assertEqual(message.department_id, self.sales)

    def test_not_before_the_hour(self):
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        reminder = self.reminder(on=LAST_WEEK, hour=13.0)
        self.assertFalse(self.run_reminder(reminder))
        self.assertTrue(self.run_reminder(reminder, NOW + timedelta(hours=1)))

    def test_the_recipients_clock_counts(self):
        """Ten in Vladivostok is three at night in Moscow."""
        self.client("Camp Far", bpm_birthday=date(1990, 11, 27), tz="Asia/Vladivostok")
        [occurrence] = self.run_reminder(self.reminder(on=LAST_WEEK), datetime(2026, 11, 27, 0, 30))
        self.assertEqual(occurrence.due_at, datetime(2026, 11, 27, 0, 0))

    def test_when_clocks_change(self):
        """Reliability case 39: 09:00 in Brussels stays 09:00 over both changes; 02:30 is fired once
        where it comes twice, and once, as 03:30, where it does not exist."""
        self.company.partner_id.tz = "Europe/Brussels"
        for day, hour, moment in (
            (date(2026, 3, 28), 9.0, datetime(2026, 3, 28, 8, 0)),
            (date(2026, 3, 29), 9.0, datetime(2026, 3, 29, 7, 0)),
            (date(2026, 10, 24), 9.0, datetime(2026, 10, 24, 7, 0)),
            (date(2026, 10, 25), 9.0, datetime(2026, 10, 25, 8, 0)),
            (date(2026, 3, 29), 2.5, datetime(2026, 3, 29, 1, 30)),
            (date(2026, 10, 25), 2.5, datetime(2026, 10, 25, 0, 30)),
        ):
            with self.subTest(day=day, hour=hour):
                born = day.replace(year=1990)
                ann = self.client("Camp Ann", bpm_birthday=born, tz="Europe/Brussels")
                reminder = self.reminder(on=moment - timedelta(hours=3), hour=hour)
                self.assertEqual(self.fired(reminder, moment), [moment])
                reminder.action_switch_off()
                ann.bpm_birthday = False

    def fired(self, reminder, moment):
        """The moments at which something was said when the schedule looks around one, an hour
        later and at the end of the day."""
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *_args: 60.0)
        fired, said = [], 0
        for minutes in (-61, -60, -15, 0, 15, 60, 120, 900):
            with freeze_time(moment + timedelta(minutes=minutes)):
                self.reminders._bpm_reminders_run()
            messages = reminder.occurrence_ids.message_id
            fired += [moment + timedelta(minutes=minutes)] * (len(messages) - said)
            said = len(messages)
        return fired

    def test_29_february_is_kept_on_the_28th(self):
        self.client("Camp Leap", bpm_birthday=date(1992, 2, 29))
        now = datetime(2026, 2, 28, 12, 0)
        [occurrence] = self.run_reminder(self.reminder(on=now - timedelta(days=3)), now)
        self.assertEqual(occurrence.occurrence, "2026-02-28")

    def test_an_occasion_comes_once_however_often_one_looks(self):
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        reminder = self.reminder(on=LAST_WEEK)
        first = self.run_reminder(reminder)
        for hours in (1, 2, 20):
            self.assertEqual(self.run_reminder(reminder, NOW + timedelta(hours=hours)), first)
        said = [("res_model", "=", first._name), ("partner_id.name", "=", "Camp Ann")]
        self.assertEqual(self.messages.search_count(said), 1)

    def test_days_before_the_date_of_a_document(self):
        """S0-18: so many days before something ends; a changed date is another occasion."""
        ann = self.client("Camp Ann")
        quote = self.quote(ann, date(2026, 11, 29))
        reminder = self.quote_reminder()
        [occurrence] = self.run_reminder(reminder)
        self.assertEqual(occurrence.message_id.subject, f"Hello {quote.name}")
        quote.validity_date = date(2026, 11, 30)
        second = self.run_reminder(reminder, NOW + timedelta(days=1)) - occurrence
        self.assertEqual(second.occurrence, "2026-11-30")
        quote.validity_date = date(2026, 11, 29)
        self.assertEqual(len(self.run_reminder(reminder, NOW + timedelta(days=1, hours=1))), 2)

    def test_a_condition_holds_at_the_time(self):
        quote = self.quote(self.client("Camp Ann"), date(2026, 11, 29))
        reminder = self.quote_reminder(domain="[('state', '=', 'sent')]")
        self.assertFalse(self.run_reminder(reminder))
        quote.state = "sent"
        self.assertTrue(self.run_reminder(reminder, NOW + timedelta(hours=1)))

    def test_history_is_not_told(self):
        """The first run never floods: what was due before it was switched on is past."""
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        reminder = self.reminder(on=NOW - timedelta(minutes=5))
        self.assertFalse(self.run_reminder(reminder))

    def test_what_comes_too_late_is_noted_and_not_said(self):
        """A server that stood still for four days."""
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        reminder = self.reminder(on=LAST_WEEK, late_hours=12)
        [occurrence] = self.run_reminder(reminder, NOW + timedelta(days=4))
        self.assertEqual(occurrence.state, "late")
        self.assertFalse(occurrence.message_id)
        self.assertTrue(occurrence.reason_text)

    def test_archived_and_foreign_ones_are_left_alone(self):
        born = {"bpm_birthday": date(1990, 11, 26)}
        self.client("Camp Gone", active=False, **born)
        other = self.env["res.company"].create({"name": "Test other"})
        self.client("Camp Theirs", company_id=other.id, **born)
        self.assertFalse(self.run_reminder(self.reminder(on=LAST_WEEK)))

    def test_no_query_for_each_one(self):
        """Constant queries for each batch."""
        reminder = self.reminder(on=LAST_WEEK)
        counts = []
        for number in (3, 30):
            for place in range(number):
                self.client(f"Camp {number} {place}", bpm_birthday=date(1990, 11, 26))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.run_reminder(reminder)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 10)

    def quote(self, partner, until):
        return self.env["sale.order"].create(
            {"partner_id": partner.id, "company_id": self.company.id, "validity_date": until}
        )

    def quote_reminder(self, **values):
        return self.reminder(
            on=LAST_WEEK,
            **{
                "model_name": "sale.order",
                "date_path": "validity_date",
                "offset": 3,
                "domain": "[('partner_id.name', 'like', 'Camp')]",
                **values,
            },
        )


class TestChange(CampCase):
    def changing(self, **values):
        values = {"kind": "change", "date_path": False, "domain": "[('ref', '=', 'camp')]"} | values
        reminder = self.reminder(**values)
        reminder.action_switch_on()
        return reminder

    def test_who_begins_to_meet_the_condition_is_told_once(self):
        """S0-20: an attribute that changes."""
        here = self.client("Camp Here", ref="camp")
        ann = self.client("Camp Ann")
        reminder = self.changing()
        self.assertFalse(self.run_reminder(reminder))
        ann.ref = "camp"
        [occurrence] = self.run_reminder(reminder)
        self.assertEqual(occurrence.partner_id, ann)
        self.assertFalse(self.run_reminder(reminder, NOW + timedelta(hours=1)) - occurrence)
        self.assertNotIn(here, reminder.occurrence_ids.partner_id)

    def test_who_comes_back_another_day_is_told_again(self):
        ann = self.client("Camp Ann")
        reminder = self.changing()
        for day, ref, told in ((0, "camp", 1), (1, False, 1), (2, "camp", 2)):
            ann.ref = ref
            occurrences = self.run_reminder(reminder, NOW + timedelta(days=day))
            self.assertEqual(len(occurrences), told)

    def test_a_new_meaning_begins_anew(self):
        """Whoever widens the condition does not write to everybody who meets it already."""
        self.client("Camp Ann", ref="camp2")
        reminder = self.changing()
        reminder.domain = "[('ref', '=', 'camp2')]"
        self.assertFalse(self.run_reminder(reminder))

    def test_nor_does_whoever_widens_the_segment(self):
        """Issue item 5, “the first run never floods history”: by way of the segment, too."""
        self.client("Camp Ann", ref="camp2")
        segment = self.segment("[('ref', '=', 'camp')]", action="reminder")
        reminder = self.changing(segment_id=segment.id, domain="[]")
        segment.domain = "[('ref', 'in', ('camp', 'camp2'))]"
        self.assertFalse(self.run_reminder(reminder))
        bob = self.client("Camp Bob", ref="camp")
        self.assertEqual(self.run_reminder(reminder).partner_id, bob)

    def test_nor_does_whoever_stops_fewer(self):
        self.client("Camp Ann", ref="camp", city="Tver")
        reminder = self.changing(stop_domain="[('city', '=', 'Tver')]")
        reminder.stop_domain = "[]"
        self.assertFalse(self.run_reminder(reminder))


class TestSteps(CampCase):
    def two_steps(self, **values):
        self.ann_born = self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        return self.reminder(
            {}, {"wait_days": 3, "template_id": self.second().id}, on=LAST_WEEK, **values
        )

    def second(self):
        return self.text(subject="Once more, {{ object.name }}")

    def test_the_second_step_comes_when_it_is_still_needed(self):
        reminder = self.two_steps()
        [occurrence] = self.run_reminder(reminder)
        self.assertEqual((occurrence.state, occurrence.step), ("waiting", 1))
        self.run_reminder(reminder, NOW + timedelta(days=2))
        self.assertEqual(occurrence.step, 1)
        self.run_reminder(reminder, NOW + timedelta(days=3))
        self.assertEqual((occurrence.state, occurrence.step), ("queued", 2))
        self.assertEqual(occurrence.message_id.subject, "Once more, Camp Ann")

    def test_a_later_step_can_come_too_late_as_well(self):
        """Issue item 5, “late ones are marked”: outreach was off for two months."""
        [occurrence] = self.run_reminder(reminder := self.two_steps())
        first = occurrence.message_id
        self.run_reminder(reminder, NOW + timedelta(days=60))
        self.assertEqual((occurrence.state, occurrence.step), ("late", 1))
        self.assertEqual(occurrence.message_id, first)
        self.assertIn("too late", occurrence.reason_text)

    def test_not_when_the_stop_condition_is_met(self):
        reminder = self.two_steps(stop_domain="[('ref', '=', 'paid')]")
        [occurrence] = self.run_reminder(reminder)
        self.ann_born.ref = "paid"
        self.run_reminder(reminder, NOW + timedelta(days=3))
        self.assertEqual((occurrence.state, occurrence.step), ("stopped", 1))

    def test_a_message_that_waits_is_stopped_as_well(self):
        """Asked once more before it leaves: reliability case 33."""
        reminder = self.two_steps(stop_domain="[('ref', '=', 'paid')]")
        [occurrence] = self.run_reminder(reminder)
        message = occurrence.message_id
        self.assertIsNone(occurrence._bpm_still_wanted(message)[message.id])
        self.ann_born.ref = "paid"
        self.assertIn("not needed", occurrence._bpm_still_wanted(message)[message.id])

    def test_a_changed_date_stops_what_waits(self):
        reminder = self.two_steps()
        [occurrence] = self.run_reminder(reminder)
        self.ann_born.bpm_birthday = date(1990, 12, 1)
        self.assertIn(
            "date", occurrence._bpm_still_wanted(occurrence.message_id)[occurrence.message_id.id]
        )

    def test_switching_off_stops_what_waits(self):
        reminder = self.two_steps()
        [occurrence] = self.run_reminder(reminder)
        reminder.action_switch_off()
        self.assertEqual(occurrence.state, "stopped")
        self.assertTrue(
            occurrence._bpm_still_wanted(occurrence.message_id)[occurrence.message_id.id]
        )

    def test_off_is_off_by_any_road(self):
        """Written by a program, or archived: what waits is stopped, and nothing comes of it when
        the reminder is switched on again."""
        for off in ({"state": "off"}, {"active": False}):
            with self.subTest(off=off):
                reminder = self.two_steps(name=f"Camp {off}", occasion=str(off))
                [occurrence] = self.run_reminder(reminder)
                reminder.write(off)
                self.assertEqual((reminder.state, occurrence.state), ("off", "stopped"))
                reminder.write({"state": "on", "active": True})
                self.run_reminder(reminder, NOW + timedelta(days=3))
                self.assertEqual((occurrence.state, occurrence.step), ("stopped", 1))
                entries = self.env["bpm.journal"].search(
                    [("res_model", "=", reminder._name), ("res_id", "=", reminder.id)], order="id"
                )
                self.assertEqual(
                    entries.mapped("event"), ["reminder_on", "reminder_off", "reminder_on"]
                )
                self.ann_born.active = False

    def test_sms_where_there_is_no_mail(self):
        """Issue item 5: a channel with fallback."""
        bob = self.client(
            "Camp Bob", email=False, phone="+7 912 345-67-89", bpm_birthday=date(1990, 11, 26)
        )
        [occurrence] = self.run_reminder(self.reminder({"channel": "email_sms"}, on=LAST_WEEK))
        self.assertEqual(occurrence.message_id.channel, "sms")
        self.assertEqual(occurrence.message_id.address, bob.phone_sanitized)
        self.assertEqual(occurrence.message_id.body, "Hello Camp Bob")

    def test_who_cannot_be_reached_is_told_why(self):
        self.client("Camp Bob", email=False, bpm_birthday=date(1990, 11, 26))
        [occurrence] = self.run_reminder(self.reminder({"channel": "email_sms"}, on=LAST_WEEK))
        self.assertEqual(occurrence.state, "failed")
        self.assertIn("e-mail", occurrence.reason_text)

    def test_one_person_with_two_cards_is_congratulated_once(self):
        """S1-15: no doubles."""
        for name in ("Camp Ann", "Camp A. Ann"):
            self.client(name, email="same@clients.invalid", bpm_birthday=date(1990, 11, 26))
        first, second = self.run_reminder(self.reminder(on=LAST_WEEK))
        self.assertEqual(first.message_id, second.message_id)


class TestSaid(CampCase):
    """Issue item 5: only what has left counts as said."""

    def told(self, **values):
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        reminder = self.reminder(on=LAST_WEEK, **values)
        [occurrence] = self.run_reminder(reminder)
        self.assertEqual((reminder.said_count, reminder.waiting_count), (0, 1))
        return reminder, occurrence

    def moved(self, occurrence, *states):
        for state, *reason in states:
            occurrence.message_id._move(state, *reason)
        occurrence.invalidate_recordset()
        occurrence.reminder_id.invalidate_recordset()

    def test_sent_is_said(self):
        reminder, occurrence = self.told()
        self.moved(occurrence, ("sending",), ("sent",))
        self.assertEqual((occurrence.state, reminder.said_count), ("done", 1))
        self.moved(occurrence, ("failed", "bounced"))
        self.assertEqual((occurrence.state, reminder.said_count), ("failed", 0))

    def test_stopped_by_a_rule_or_only_rehearsed_is_not(self):
        for reason, state in (("rehearsal", "failed"), ("no_consent", "failed"),
                              ("not_wanted", "stopped")):  # fmt: skip
            with self.subTest(reason):
                reminder, occurrence = self.told(name=f"Camp {reason}", occasion=reason)
                self.moved(occurrence, ("suppressed", reason))
                self.assertEqual(occurrence.state, state)
                self.assertEqual((reminder.said_count, reminder.stopped_count), (0, 1))
                self.env["res.partner"].search([("name", "=", "Camp Ann")]).active = False


class TestSwitch(CampCase):
    def test_it_says_nothing_without_a_step(self):
        reminder = self.reminder()
        reminder.step_ids.unlink()
        with self.assertRaises(UserError):
            reminder.action_switch_on()

    def test_writing_the_state_begins_it_as_the_button_does(self):
        reminder = self.reminder()
        reminder.write({"state": "on", "since": datetime(2020, 1, 1)})
        self.assertGreater(reminder.since, datetime(2026, 1, 1))

    def test_a_manager_cannot_set_back_the_clock(self):
        """Guards stand in write: history is not told by any road."""
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        reminder = self.reminder(on=NOW).with_user(manager)
        reminder.write({"since": datetime(2020, 1, 1), "looked_until": datetime(2020, 1, 1)})
        self.assertEqual(reminder.since, NOW)

    def test_a_condition_that_cannot_be_read_is_refused(self):
        with self.assertRaises(ValidationError):
            self.reminder(domain="[('no_such_field', '=', 1)]")

    def test_nobody_writes_a_condition_on_what_they_may_not_see(self):
        """A reminder looks as the system does and lists whom it finds: by halving whoever wrote
        its condition would learn any sum. What administrators wrote goes on."""
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        theirs = self.reminder(on=LAST_WEEK, domain="[('bpm_overdue', '>', 100)]")
        theirs = theirs.with_user(manager)
        theirs.write({"name": "Renamed", "stop_domain": "[('city', '=', 'Tver')]"})
        for name in ("domain", "stop_domain"):
            with self.assertRaises(AccessError):
                theirs.write({name: "[('bpm_overdue', '>', 50)]"})
        self.patch(type(self.env["res.partner"]).bpm_birthday, "groups", "base.group_no_one")
        with self.assertRaises(AccessError):
            theirs.write({"date_path": "bpm_birthday"})
        segment = self.env["bpm.segment"].create(
            {"name": "Debts", "action": "reminder", "domain": "[('bpm_overdue', '>', 100)]"}
        )
        theirs.segment_id = segment
        self.assertFalse(self.run_reminder(theirs.sudo()), "asked, and nobody owes so much")

    def test_a_date_must_be_one(self):
        with self.assertRaises(ValidationError):
            self.reminder(date_path="name")

    def test_a_date_of_one_of_several_rows_is_refused(self):
        """Issue item 5: whose date it is nobody could say, so occasions would be missed."""
        with self.assertRaisesRegex(ValidationError, "has? a date for each|would have a date"):
            self.reminder(model_name="sale.order", date_path="order_line.create_date")
        self.reminder(model_name="sale.order", date_path="partner_id.bpm_birthday")

    def test_a_template_must_be_about_the_same(self):
        with self.assertRaises(ValidationError):
            self.reminder({"template_id": self.text("sale.order").id})

    def test_nor_becomes_about_something_else_later(self):
        """A text about counterparties would be filled in from quotations of the same number."""
        reminder = self.reminder()
        with self.assertRaises(ValidationError):
            reminder.write({"model_name": "sale.order", "date_path": "validity_date"})
        with self.assertRaises(ValidationError):
            reminder.step_ids.template_id.model_name = "sale.order"
        campaign = self.campaign()
        with self.assertRaises(ValidationError):
            campaign.template_id.model_name = "sale.order"

    def test_one_ones_trouble_is_not_everybodys(self):
        """Reliability case 41; it becomes a problem in Health."""
        reminder = self.reminder(on=LAST_WEEK)
        self.env.cr.execute(
            "UPDATE bpm_reminder SET date_path = 'gone' WHERE id = %s", [reminder.id]
        )
        reminder.invalidate_recordset()
        self.assertIsNone(reminder.sudo()._with_care(reminder.sudo()._look, NOW))
        self.assertTrue(self.env["bpm.incident"].search([("key", "=", f"reminder.{reminder.id}")]))


class TestPreview(CampCase):
    def test_who_will_get_it_and_who_will_not(self):
        """Journey 3.4-3; nothing is queued by looking."""
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 27))
        self.client("Camp Bob", email=False, bpm_birthday=date(1990, 11, 28))
        self.client("Camp Late", bpm_birthday=date(1990, 12, 28))
        fates = self.reminder(on=NOW).sudo()._forecast_days(7, NOW)
        self.assertEqual(
            {fate.letter.to.partner.name: fate.action for fate in fates},
            {"Camp Ann": "send", "Camp Bob": "drop"},
        )
        self.assertFalse(self.messages.search([("partner_id.name", "=like", "Camp %")]))

    def fates(self, reminder, days=7, now=NOW):
        fates = reminder.sudo()._forecast_days(days, now)
        found = {(fate.letter.to.partner.name, fate.action): fate for fate in fates}
        self.assertEqual(len(found), len(fates))
        return found, reminder._forecast_told(fates)

    def test_whom_a_stop_condition_keeps_from_it_is_told(self):
        """Issue item 5: who will not get it, and why."""
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 27), ref="never")
        reminder = self.reminder(on=NOW, stop_domain="[('ref', '=', 'never')]")
        found, told = self.fates(reminder)
        self.assertIn("Not any more when", found["Camp Ann", "drop"].text)
        self.assertIn("0 get it, 1 not needed any more", told)

    def test_later_steps_are_shown(self):
        """Those of what has begun, and of what begins in these days."""
        steps = ({}, {"wait_days": 3})
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 26))
        reminder = self.reminder(*steps, on=LAST_WEEK)
        self.run_reminder(reminder)
        self.client("Camp Bob", bpm_birthday=date(1990, 11, 28))
        found, told = self.fates(reminder)
        self.assertEqual(
            set(found), {("Camp Ann", "step"), ("Camp Bob", "send"), ("Camp Bob", "step")}
        )
        self.assertTrue(told.startswith("1 get it, 2 later steps"), told)
        self.assertIn("Step 2", found["Camp Ann", "step"].text)
        self.assertEqual(set(self.fates(reminder, days=1)[0]), set())

    def test_of_a_change_only_who_begins_to_is_told(self):
        """Issue item 5: switching on tells nobody who meets the condition already."""
        self.client("Camp Here", ref="camp")
        self.client("Camp Stopped", ref="camp", city="Tver")
        reminder = self.reminder(
            kind="change", date_path=False, domain="[('ref', '=', 'camp')]",
            stop_domain="[('city', '=', 'Tver')]",
        )  # fmt: skip
        dropped = {("Camp Here", "drop"), ("Camp Stopped", "drop")}
        found, told = self.fates(reminder)
        self.assertEqual(set(found), dropped)
        self.assertIn("1 meet the condition already", told)
        reminder.action_switch_on()
        self.client("Camp New", ref="camp")
        found, told = self.fates(reminder)
        self.assertEqual(set(found), dropped | {("Camp New", "send")})
        self.assertTrue(told.startswith("1 get it, "), told)
        self.assertEqual(self.run_reminder(reminder).partner_id.name, "Camp New")

    def test_the_dialog_says_it_in_a_sentence(self):
        reminder = self.reminder(on=NOW)
        action = reminder.action_preview()
        preview = self.env[action["res_model"]].browse(action["res_id"])
        self.assertIn("0 get it", preview.told)
