"""The call that a level of reminders asks for: when, and that it counts.

Issue 5, 6: "levels may create a call"; "Limits of debt contact law".
"""

from datetime import date, datetime

from freezegun import freeze_time

from tests.outreach.payment_case import PaymentCase

WEDNESDAY_NIGHT = datetime(2026, 3, 18, 21, 30)


class TestCallTask(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.person("seller", "sales_team.group_sale_salesman")
        cls.olga = cls.client(
            "Olga", email="olga@test.invalid", is_company=False, user_id=cls.seller.id,
            phone="+380 67 123 45 67", tz="Europe/Kyiv", country_id=cls.env.ref("base.ua").id,
        )  # fmt: skip
        cls.env["bpm.reminder.level"]._of(cls.company)
        cls.env["bpm.reminder.level"].search([("days", ">", 0)]).effect = "call"
        cls.invoice(20, 300, cls.olga)

    def task(self, now):
        """The task that goes with what was said to her."""
        with freeze_time(now):
            self.handed_over(self.send())
        return self.olga.activity_ids

    def test_it_is_for_a_day_on_which_she_may_be_called(self):
        task = self.task(WEDNESDAY_NIGHT)
        self.assertEqual((task.user_id, task.date_deadline), (self.seller, date(2026, 3, 19)))
        self.assertIn("Ukraine: debts of people", task.note)

    def test_done_it_counts_for_the_messages_after_it(self):
        rule = self.env.ref("bpm_crm_addon.contact_policy_ua_debt")
        rule.limit_day = 1
        task = self.task(datetime(2026, 3, 18, 10))
        task.with_user(self.seller).action_feedback(feedback="Will pay")
        call = self.env["bpm.payment.call"].search([("partner_id", "=", self.olga.id)])
        self.assertEqual((call.outcome, call.user_id), ("talked", self.seller))
        item = {"purpose": "payment_reminder", "partner_id": self.olga.id, "channel": "email"}
        [verdict] = self.env["bpm.contact.policy"]._preview(
            [{**item, "company_id": self.company.id}], datetime(2026, 3, 18, 12)
        )
        self.assertEqual((verdict.action, verdict.reason), ("wait", "limit_day"))

    def test_what_happened_against_a_rule_is_counted_and_told(self):
        task = self.task(datetime(2026, 3, 18, 10))
        with freeze_time(WEDNESDAY_NIGHT):
            task.with_user(self.seller).action_feedback()
        call = self.env["bpm.payment.call"].search([("partner_id", "=", self.olga.id)])
        [entry] = self.env["bpm.journal"].search(
            [("res_model", "=", call._name), ("res_id", "=", call.id)]
        )
        self.assertEqual(entry.event, "call_against_rule")

    def test_who_must_not_be_called_is_nobodys_task(self):
        self.env["bpm.suppression"].create(
            {"partner_id": self.olga.id, "channel": "call", "since": datetime(2026, 1, 1)}
        )
        self.assertFalse(self.task(datetime(2026, 3, 18, 10)))
