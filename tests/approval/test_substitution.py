"""Absences: who decides for whom, in whose calendar, and what is refused."""

from datetime import date, datetime

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger
from tests.common import ApprovalCase


class TestSubstitution(ApprovalCase):
    def away(self, person, substitute, first="2026-07-02", last="2026-07-04", by=None):
        return (
            self.env["bpm.approval.substitution"]
            .with_user(by or person)
            .create(
                {
                    "user_id": person.id,
                    "substitute_id": substitute.id,
                    "date_from": first,
                    "date_to": last,
                }
            )
        )

    def substitutes(self, *people, at):
        return self.env["bpm.approval.substitution"]._substitutes(
            [person.id for person in people], at
        )

    def test_days_are_those_of_the_absent_persons_calendar(self):
        """design: a substitution holds from–to, both included, in the person's time zone."""
        self.leader.tz = "Pacific/Auckland"  # 12 hours ahead in July
        self.away(self.leader, self.finance)
        expected = {self.leader.id: self.finance.id}
        self.assertEqual(self.substitutes(self.leader, at=datetime(2026, 7, 1, 11, 59)), {})
        self.assertEqual(self.substitutes(self.leader, at=datetime(2026, 7, 1, 12, 0)), expected)
        self.assertEqual(self.substitutes(self.leader, at=datetime(2026, 7, 4, 11, 59)), expected)
        self.assertEqual(self.substitutes(self.leader, at=datetime(2026, 7, 4, 12, 0)), {})

    def test_a_whole_team_is_looked_up_at_once(self):
        """design, speed: batched; one query however many people are asked about."""
        self.away(self.leader, self.finance)
        self.away(self.seller, self.director)
        model, at = self.env["bpm.approval.substitution"], datetime(2026, 7, 3)
        model._substitutes(self.lawyer.ids, at)  # on which days anybody is away is remembered
        self.env.flush_all()
        with self.assertQueryCount(1):
            found = model._substitutes((self.leader | self.seller | self.lawyer).ids, at)
        self.assertEqual(found, {self.leader.id: self.finance.id, self.seller.id: self.director.id})

    def test_a_substitute_who_left_leaves_the_person_away_without_one(self):
        """issue 2.3: a step whose approvers are all shut out is never skipped silently."""
        self.away(self.leader, self.finance)
        self.finance.active = False
        at = datetime(2026, 7, 3)
        self.assertEqual(self.substitutes(self.leader, at=at), {})
        self.assertEqual(
            self.env["bpm.approval.substitution"]._away(self.leader.ids, at), {self.leader.id}
        )

    def test_no_chain_no_circle_no_second_absence(self):
        """design: a substitution knows no chain and no cycle."""
        self.away(self.leader, self.finance)
        for person, substitute, sentence in (
            (self.finance, self.leader, "cannot stand in"),  # a circle
            (self.finance, self.director, "needs another substitute"),  # a chain from below
            (self.seller, self.leader, "choose another substitute"),  # a chain from above
            (self.leader, self.director, "already away"),  # a second one for the same days
        ):
            with self.assertRaises(ValidationError) as refused:
                self.away(person, substitute, "2026-07-04", "2026-07-09", by=self.admin)
            self.assertIn(sentence, str(refused.exception))

    def test_days_that_only_touch_do_not_collide(self):
        self.away(self.leader, self.finance)
        self.away(self.finance, self.leader, "2026-07-05", "2026-07-09")
        self.away(self.leader, self.director, "2026-07-10", "2026-07-12")

    def test_nobody_stands_in_for_themselves(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.away(self.leader, self.leader)

    def test_only_own_absences(self):
        """issue 2.5: a person names a simple stand-in; nobody names themselves for the boss."""
        with self.assertRaisesRegex(AccessError, "only your own absences"):
            self.away(self.director, self.seller, by=self.seller)
        own = self.away(self.seller, self.lawyer)
        self.assertTrue(own.with_user(self.seller).may_change)
        self.assertFalse(own.with_user(self.lawyer).may_change, "no button that would refuse")
        with self.assertRaises(UserError):
            own.with_user(self.seller).user_id = self.director
        theirs = self.away(self.leader, self.finance).with_user(self.seller)
        with self.assertRaisesRegex(AccessError, "only your own absences"):
            theirs.sudo(False).active = False
        self.assertTrue(self.away(self.director, self.finance, by=self.admin))

    def test_every_change_is_in_the_audit_trail(self):
        """invariant: a change and its entry are one transaction; ending early leaves a trace."""
        absence = self.away(self.leader, self.finance)
        absence.date_to = date(2026, 7, 3)
        reference = (absence._name, absence.id)
        absence.unlink()
        entries = (
            self.env["bpm.journal"]
            .sudo()
            .search(
                [("res_model", "=", reference[0]), ("res_id", "=", reference[1])],
                order="number",
            )
        )
        self.assertEqual(
            entries.mapped("event"), ["absence_set", "absence_changed", "absence_removed"]
        )
        self.assertEqual(entries.mapped("user_id"), [self.leader.id] * 3)

    def test_what_waits_follows_the_absence_and_comes_back(self):
        """issue 2.5: with a stand-in, what waits now goes to them and returns afterwards."""
        self.route()
        request = self.asked(self.quote())
        with freeze_time("2026-07-03 10:00:00"):
            absence = self.away(self.leader, self.finance)
            self.assertEqual(request.slot_ids.approver_id, self.finance)
            self.assertEqual(request.slot_ids.on_behalf_of_id, self.leader)
            absence.action_end_now()
            self.assertEqual(request.slot_ids.approver_id, self.leader)
            self.assertFalse(request.slot_ids.on_behalf_of_id)

    def test_the_calendar_alone_hands_over(self):
        """An absence planned ahead begins without anybody pressing anything."""
        self.route()
        request = self.asked(self.quote())
        follow = self.env["bpm.approval.substitution"]._cron_follow
        with freeze_time("2026-07-01 10:00:00"):
            absence = self.away(self.leader, self.finance)
            self.assertEqual(request.slot_ids.approver_id, self.leader)
        for moment, person in (
            ("2026-07-02 10:00:00", self.finance),
            ("2026-07-05 10:00:00", self.leader),
        ):
            with freeze_time(moment):
                follow()
                self.assertEqual(request.slot_ids.approver_id, person)
        self.assertFalse(absence.in_effect)

    def test_the_dialog_offers_the_manager_and_a_week(self):
        """ux 2.1: I'm away… takes three clicks: everything is filled in."""
        wizard = self.env["bpm.absence.wizard"].with_user(self.seller).create({})
        self.assertEqual(wizard.substitute_id, self.leader)
        self.assertEqual((wizard.date_to - wizard.date_from).days, 7)
        wizard.action_confirm()
        self.assertTrue(self.seller._bpm_is_away())
        wizard = self.env["bpm.absence.wizard"].with_user(self.seller).create({})
        wizard.action_back()
        self.assertFalse(self.seller._bpm_is_away())
