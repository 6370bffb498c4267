"""Questions and answers in place, and the clock that pauses meanwhile."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger
from tests.common import ApprovalCase

MONDAY = datetime(2026, 11, 16, 8, 0)


class QuestionCase(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route({"user_ids": [(6, 0, cls.leader.ids)]})

    def setUp(self):
        super().setUp()
        self.request = self.asked(self.quote(20.0), "Competitor offers 18 %")

    def talk(self, person):
        return self.request.with_user(person).bpm_page["talk"]

    def bell(self, person):
        return self.env["mail.notification"].search(
            [("res_partner_id", "=", person.partner_id.id)], order="id desc", limit=1
        ).mail_message_id  # fmt: skip


class TestQuestion(QuestionCase):
    def test_asked_and_answered_in_place(self):
        """ux.md 6: question and answer in place, newest last; told by the bell, and the request
        goes on waiting for its approver."""
        leader, seller = (self.request.with_user(u) for u in (self.leader, self.seller))
        leader.action_ask("Which competitor?")
        self.assertIn("asks you about", self.bell(self.seller).subject)
        line = self.env["sale.order"].with_user(self.seller).browse(self.request.res_id)
        shown = line.bpm_approval_line()
        self.assertEqual(shown["sentence"], "Test leader asks: “Which competitor?”")
        self.assertEqual([b["verb"] for b in shown["buttons"]], ["answer"])
        self.assertEqual(seller.bpm_answer_wanted, "Test leader asks you")
        seller.action_answer("Kombo, by mail")
        self.assertIn("answered your question", self.bell(self.leader).subject)
        leader.action_ask("And the volume?")
        [first, second] = self.talk(self.leader)
        self.assertEqual((first["text"], first["answer"]), ("Which competitor?", "Kombo, by mail"))
        self.assertEqual((second["text"], second["waits"]), ("And the volume?", True))
        [row] = self.env["bpm.approval.slot"].with_user(self.leader).bpm_inbox()["rows"]
        self.assertEqual([q["text"] for q in row["talk"]], [first["text"], second["text"]])
        self.assertEqual(self.request.state, "open")
        quote = self.env["sale.order"].browse(self.request.res_id)
        self.assertEqual(
            self.events(quote),
            ["submitted", "question_asked", "question_answered", "question_asked"],
        )
        self.assertFalse(quote.message_ids.filtered(lambda m: m.message_type == "comment"))

    def test_words_stand_beside_the_chain(self):
        """What people wrote can be erased, and the audit trail still holds."""
        self.request.with_user(self.leader).action_ask("Is Olena's phone 555-0199?")
        question = self.request.question_ids
        entry = self.env["bpm.journal"].search([("event", "=", "question_asked")], limit=1)
        self.assertEqual(entry.data["comment"], question.comment_id._fingerprint())
        self.assertNotIn("555-0199", str(entry.data))
        question.comment_id._erase()
        self.env.invalidate_all()
        self.assertEqual(self.talk(self.leader)[0]["text"], "")
        self.assertTrue(self.env["bpm.journal"]._verify("sale.order", self.request.res_id))

    def test_a_colleague_who_knows(self):
        """“Ask an expert”: a named colleague reads the request, answers, and decides nothing."""
        lawyer = self.request.with_user(self.lawyer)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            lawyer.check_access("read")
        self.request.with_user(self.leader).action_ask("Are these terms lawful?", user=self.lawyer)
        self.env.invalidate_all()
        self.assertTrue(lawyer.bpm_asked_me)
        self.assertEqual(len(lawyer.bpm_page["talk"]), 1)
        self.assertFalse(lawyer.bpm_my_turn)
        with self.assertRaisesRegex(UserError, "Nobody waits for an answer of yours"):
            self.request.with_user(self.seller).action_answer("They are")
        lawyer.action_answer("They are")
        self.assertEqual(self.request.question_ids.answered_by_id, self.lawyer)
        with self.assertRaisesRegex(UserError, "does not wait for you"):
            lawyer.action_approve()

    def test_who_may_ask(self):
        """An approver whose turn it is, and the requester; others are told whom it waits for."""
        self.request.with_user(self.seller).action_ask("Have you seen it?")
        self.assertEqual(self.request.question_ids.person_id, self.leader)
        self.request.with_user(self.leader).action_answer("Now")
        with self.assertRaisesRegex(UserError, "waits for Test leader"):
            self.request.with_user(self.admin).action_ask("What is this?")
        with self.assertRaisesRegex(UserError, "few words"):
            self.request.with_user(self.leader).action_ask("  ")
        with self.assertRaisesRegex(UserError, "ask yourself"):
            self.request.with_user(self.leader).action_ask("Hm?", user=self.leader)
        portal = self.env["res.users"].search([("share", "=", True)], limit=1)
        with self.assertRaisesRegex(UserError, "colleague who works here"):
            self.request.with_user(self.leader).action_ask("Hm?", user=portal)
        for person in (self.leader, self.seller, self.admin):
            with self.assertRaises(AccessError):
                self.request.question_ids.with_user(person).write({"state": "open"})

    def test_an_answer_after_the_end_is_not_waited_for(self):
        self.request.with_user(self.leader).action_ask("Why?")
        self.request.with_user(self.leader).action_approve()
        seller = self.request.with_user(self.seller)
        self.assertFalse(seller.bpm_asked_me)
        self.assertFalse(seller.search([("bpm_answer_wanted", "!=", False)]))
        with self.assertRaisesRegex(UserError, "already approved"):
            seller.action_answer("Because")

    def test_the_morning_mail_reminds_of_answers(self):
        """The other side hears of it by the bell, and each morning while it waits."""
        self.request.with_user(self.leader).action_ask("Which competitor?")
        notice = self.env["bpm.approval.notice"].sudo()
        evening = (fields.Datetime.now() + timedelta(days=2)).replace(hour=20)
        due = notice._whose_morning_has_come(evening)
        self.assertEqual(due[self.seller.id][2], 1)
        mail = notice.create({"user_id": self.seller.id, "day": "2026-01-01"})
        [line] = mail._waiting_lines()
        self.assertIn("Test leader asks you", line["text"])


class TestPause(QuestionCase):
    """While a question with pause is open, the due date stands still."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Test week",
                "tz": "UTC",
                "attendance_ids": [
                    (0, 0, {
                        "name": f"Day {day}", "dayofweek": str(day),
                        "hour_from": 8, "hour_to": 16, "day_period": "morning",
                    })
                    for day in range(5)
                ],
            }
        )  # fmt: skip

    def ask_at(self, when, due, **values):
        self.request.slot_ids.write({"due": due})
        self.request.due = due
        with freeze_time(when):
            self.request.with_user(self.leader).action_ask("Why?", pause=True, **values)

    def answer_at(self, when):
        with freeze_time(when):
            self.request.with_user(self.seller).action_answer("So")

    def test_the_due_date_moves_by_the_lost_working_time(self):
        """Asked Monday 12:00, answered Tuesday 10:00: six working hours were lost."""
        self.ask_at(MONDAY + timedelta(hours=4), MONDAY + timedelta(hours=6))
        slot = self.request.slot_ids
        self.assertFalse(slot.due or self.request.due, "it stands still")
        self.answer_at(MONDAY + timedelta(days=1, hours=2))
        self.assertEqual(slot.due, MONDAY + timedelta(days=1, hours=4))
        self.assertEqual(self.request.due, slot.due)
        self.assertFalse(slot.paused_at)

    def test_a_weekend_costs_nothing(self):
        friday = MONDAY + timedelta(days=4)
        self.ask_at(friday + timedelta(hours=8), friday + timedelta(days=3, hours=1))
        self.answer_at(friday + timedelta(days=3))
        self.assertEqual(self.request.slot_ids.due, friday + timedelta(days=3, hours=1))

    def test_what_was_late_stays_late(self):
        self.ask_at(MONDAY + timedelta(hours=4), MONDAY)
        self.answer_at(MONDAY + timedelta(days=1))
        self.assertEqual(self.request.slot_ids.due, MONDAY)

    def test_overdue_counters_respect_it(self):
        """Nothing paused is overdue, and the inbox says whom it waits for."""
        past = fields.Datetime.now() - timedelta(hours=1)
        places = self.env["bpm.approval.slot"].with_user(self.leader)
        self.request.slot_ids.write({"due": past})
        self.assertEqual(places.bpm_inbox()["overdue"], 1)
        self.request.with_user(self.leader).action_ask("Why?", pause=True)
        found = places.bpm_inbox()
        self.assertEqual((found["overdue"], found["all"]), (0, 1))
        self.assertEqual(
            found["rows"][0]["paused"], "Paused, waiting for the answer of Test seller"
        )
        self.assertFalse(found["rows"][0]["due"])

    def test_two_questions_and_an_offer(self):
        """The clock goes on when the last reason to stand still is gone."""
        self.ask_at(MONDAY, MONDAY + timedelta(hours=4))
        self.request.with_user(self.leader).action_ask("And?", pause=True, user=self.lawyer)
        slot = self.request.slot_ids
        self.request.with_user(self.lawyer).action_answer("I do not know")
        self.assertTrue(slot.paused_at)
        quote = self.env["sale.order"].browse(self.request.res_id)
        values = {"order_line": {quote.order_line.id: {"discount": 15.0}}}
        self.request.with_user(self.leader).action_approve_at(values, "")
        self.answer_at(MONDAY + timedelta(hours=1))
        self.assertTrue(slot.paused_at, "the offer still waits")
        with freeze_time(MONDAY + timedelta(hours=2)):
            self.request.with_user(self.leader).action_withdraw_offer()
        self.assertEqual(slot.due, MONDAY + timedelta(hours=6))
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])

    def test_who_decides_starts_the_others_clocks(self):
        """A question of somebody who has decided stops nobody."""
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        both = [(6, 0, (self.leader | self.finance).ids)]
        self.route({"user_ids": both, "quorum": "all"})
        request = self.asked(self.quote(20.0))
        request.with_user(self.leader).action_ask("Why?", pause=True)
        self.assertEqual(request.slot_ids.mapped("due"), [False, False])
        request.with_user(self.leader).action_approve()
        pending = request.slot_ids.filtered(lambda slot: slot.state == "pending")
        self.assertTrue(pending.due)
        self.assertEqual(request.due, pending.due)
        self.assertEqual(request.question_ids.state, "closed")
        request.with_user(self.leader).action_take_back()
        self.assertTrue(all(request.slot_ids.mapped("due")), "taking back brings the date back")
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])

    def test_forwarding_keeps_the_date(self):
        self.ask_at(MONDAY, MONDAY + timedelta(hours=4))
        self.request.with_user(self.leader).action_forward(self.finance)
        slot = self.request.slot_ids.filtered(lambda place: place.state == "pending")
        self.assertEqual((slot.approver_id, slot.due), (self.finance, False))
        self.answer_at(MONDAY + timedelta(hours=1))
        self.assertEqual(slot.due, MONDAY + timedelta(hours=5))
