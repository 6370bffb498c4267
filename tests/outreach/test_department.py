"""Departments: on the air in minutes, each with a budget; what messages cost.

Issue item 4; S1-05, S1-13, S1-14, S1-19; journeys 3.4-11, 3.5-8.
"""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from tests.outreach.camp_case import NOW, CampCase
from tests.outreach.phone_case import PhoneCase
from tests.outreach.rules_case import NEVER

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"


class TestNewDepartment(CampCase):
    def test_a_copy_and_five_answers(self):
        """S1-14: without a developer; it works at once."""
        manager = self.person("camp", MANAGER)
        text = self.text(name="Greeting", department_id=self.sales.id)
        new = (
            self.env["bpm.department.new"]
            .with_user(manager)
            .create(
                {
                    "source_id": self.sales.id,
                    "name": "Dealers",
                    "email_from": "dealers@test.invalid",
                    "sms_sender": "DEALERS",
                    "user_ids": [(6, 0, manager.ids)],
                    "budget": 50.0,
                }
            )
        )
        department = self.env["bpm.department"].browse(new.action_make()["res_id"])
        self.assertEqual((department.code, department.budget), ("dealers", 50.0))
        copied = self.env["bpm.message.template"].search([("department_id", "=", department.id)])
        self.assertIn(text.subject, copied.mapped("subject"))
        message = self.enqueue(department="dealers")
        self.assertEqual(message.department_id, department)

    def test_every_shipped_department_has_texts(self):
        """Issue item 4: "sales, marketing, support, accounts, each with templates"; one that is
        like Accounts writes about payments as well."""
        texts = self.env["bpm.message.template"]
        for code in ("sales", "marketing", "support", "accounts"):
            department = self.env.ref(f"bpm_crm_addon.department_{code}")
            self.assertTrue(texts.search_count([("department_id", "=", department.id)]), code)
        new = self.env["bpm.department.new"].create(
            {"source_id": self.env.ref("bpm_crm_addon.department_accounts").id, "name": "Claims"}
        )
        copied = texts.search([("department_id", "=", new.action_make()["res_id"])])
        self.assertEqual(copied.mapped("model_name"), ["bpm.payment.reminder"] * len(copied))
        self.assertGreaterEqual(len(copied), 5)

    def test_answers_come_to_the_new_sender(self):
        """Not to the department it was copied from."""
        self.sales.reply_to = "sales@test.invalid"
        for sender, answers in (("dealers@test.invalid", False), (False, "sales@test.invalid")):
            new = self.env["bpm.department.new"].create(
                {"source_id": self.sales.id, "name": "Dealers", "email_from": sender}
            )
            department = self.env["bpm.department"].browse(new.action_make()["res_id"])
            self.assertEqual(department.reply_to, answers)

    def test_its_own_name_on_phones(self):
        """S1-23: per department inside one gateway."""
        self.sales.sms_sender = "SHOP"
        self.assertEqual(self.sales._sender(self.company).sms_name, "SHOP")
        self.assertEqual(self.support._sender(self.company).sms_name, "")

    def test_two_of_one_name_have_codes_of_their_own(self):
        wizard = self.env["bpm.department.new"]
        ids = [
            wizard.create({"source_id": self.sales.id, "name": "Dealers"}).action_make()["res_id"]
            for _time in range(2)
        ]
        self.assertEqual(
            self.env["bpm.department"].browse(ids).mapped("code"), ["dealers", "dealers_2"]
        )

    def test_not_for_everybody(self):
        someone = self.person("nobody")
        with self.assertRaises(AccessError):
            self.env["bpm.department.new"].with_user(someone).create(
                {"source_id": self.sales.id, "name": "Mine"}
            )


class TestBudget(CampCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing.write({"budget": 10.0, "budget_stops": True})
        cls.camp = cls.client("Camp Ann", phone="+79161234567")

    def paid(self, cost, when=NOW):
        message = self.enqueue(department="marketing", occurrence=f"paid {cost} {when}")
        message.sudo().write({"state": "sent", "handed_over_at": when, "cost": cost})
        return message

    def asked(self, now=NOW, **values):
        values = {"channel": "sms", "subject": "", "expires_at": NEVER, **values}
        message = self.enqueue(
            partner_id=self.camp.id,
            department="marketing",
            purpose="statement",
            occurrence=f"asked {values}",
            **values,
        )
        return self.policies._verdicts(message, now)[message.id]

    def test_what_is_used_up_waits_for_the_next_month(self):
        """S1-05: separate budgets; nothing is dropped, and the reason is told."""
        self.paid(6.0)
        self.assertEqual(self.asked().action, "send")
        self.paid(4.0)
        verdict = self.asked()
        self.assertEqual((verdict.action, verdict.reason), ("wait", "budget"))
        self.assertEqual(verdict.until, datetime(2026, 11, 30, 21, 0))  # December in Moscow
        self.assertIn("Marketing", verdict.text)

    def test_what_would_be_too_late_by_then_waits_for_a_larger_budget(self):
        """What is told holds: most purposes do not wait for a month."""
        self.paid(10.0)
        tomorrow = NOW + timedelta(days=1)
        verdict = self.asked(expires_at=tomorrow)
        self.assertEqual((verdict.action, verdict.until), ("wait", tomorrow))
        self.assertIn("too late", verdict.text)

    def test_emails_cost_nothing_and_go_on(self):
        self.paid(10.0)
        self.assertEqual(self.asked(channel="email", subject="Hello").action, "send")

    def test_last_months_money_is_last_months(self):
        self.paid(100.0, datetime(2026, 10, 31, 20, 0))
        self.assertEqual(self.asked().action, "send")

    def test_a_budget_that_only_warns(self):
        self.marketing.budget_stops = False
        self.paid(100.0)
        self.assertEqual(self.asked().action, "send")

    def test_what_had_no_answer_counts(self):
        """S1-05, reliability (c): accepted or not, it may have to be paid for: in the budget, in
        the cockpit and in the report, on the day it was known."""
        message = self.enqueue(department="marketing", occurrence="no answer")
        message._move("sending")
        with freeze_time(NOW):
            message._move("unknown", "no_answer", cost=100.0)
            outbox = self.messages.with_user(self.person("cost", MANAGER))
            [[name, amount]] = outbox._outbox_costs()["departments"]
        self.assertEqual((name, "100.00" in amount), ("Marketing", True))
        self.assertEqual(self.asked().reason, "budget")
        [(day, cost)] = self.env["bpm.message.report"]._read_group(
            [("company_id", "=", self.company.id), ("cost", ">", 0)], ["date:day"], ["cost:sum"]
        )
        self.assertEqual((day, cost), (NOW.date(), 100.0))

    def test_what_law_forbids_stays_forbidden(self):
        self.paid(100.0)
        self.stop(self.camp)
        self.assertEqual(self.asked().action, "drop")


class TestBudgetInOutbox(PhoneCase):
    """Issue item 4: what the help of a budget promises, through the worker."""

    def setUp(self):
        super().setUp()
        self.marketing = self.env.ref("bpm_crm_addon.department_marketing")
        self.marketing.write({"budget": 10.0, "budget_stops": True})
        self.text(occurrence="paid", department="marketing").sudo().write(
            {"state": "sent", "handed_over_at": fields.Datetime.now(), "cost": 10.0}
        )

    def waits(self, **values):
        message = self.text(department="marketing", **values)
        self.run_worker()
        self.assertEqual((message.state, message.reason), ("queued", "budget"))
        self.assertTrue(message.next_attempt_at)
        return message

    def test_what_waited_in_vain_says_that_money_was_missing(self):
        """Not "It came too late", which says nothing of whose fault it was."""
        message = self.waits()
        message.sudo().expires_at = fields.Datetime.now() - timedelta(minutes=1)
        self.run_worker()
        self.assertEqual((message.state, message.reason), ("suppressed", "budget"))
        self.assertIn("The budget of Marketing", message.reason_told)

    def test_a_larger_budget_lets_it_go(self):
        message = self.waits(expires_at=NEVER)
        self.marketing.budget = 20.0
        self.run_worker()
        self.assertEqual(message.state, "sent")


class TestCost(CampCase):
    def test_cost_by_department_and_what_doubles_saved(self):
        """S1-12, S1-19, journey 3.4-11."""
        message = self.enqueue(department="sales")
        message.sudo().write({"state": "sent", "handed_over_at": NOW, "cost": 0.5})
        self.enqueue(department="marketing")
        self.enqueue(department="support")
        self.env.flush_all()
        [(department, cost, doubles, saved)] = self.env["bpm.message.report"]._read_group(
            [("company_id", "=", self.company.id)],
            ["department_id"],
            ["cost:sum", "repeats:sum", "saved:sum"],
        )
        self.assertEqual((department, cost, doubles, saved), (self.sales, 0.5, 2, 1.0))

    def test_companies_are_added_up_in_one_currency(self):
        """S1-05: that of the reader's company, as the cockpit shows it."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        other = self.env["res.company"].create({"name": "Second", "currency_id": euro.id})
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "company_id": self.company.id, "name": "2026-01-01", "rate": 4}
        )
        for company in (self.company, other):
            message = self.enqueue(department="sales", company_id=company.id, occurrence=company.id)
            message.sudo().write(
                {"state": "sent", "handed_over_at": NOW, "cost": 1.0, "rehearsal": False}
            )
        self.env.flush_all()
        both = self.company | other
        report = self.env["bpm.message.report"].with_context(allowed_company_ids=both.ids)
        [(cost,)] = report._read_group([("company_id", "in", both.ids)], [], ["cost:sum"])
        self.assertAlmostEqual(cost, 1.25)  # four euros for one of ours

    def test_rehearsals_cost_nothing(self):
        self.rehearse()
        self.enqueue(department="sales")
        self.env.flush_all()
        report = self.env["bpm.message.report"]
        self.assertFalse(report.search([("company_id", "=", self.company.id)]))
