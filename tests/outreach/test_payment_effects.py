"""Calls and letters that a level wants: who is asked, and that nobody and nothing is forgotten.

Issue 5, 6: "levels may create a call, a letter"; nothing is dropped without a word.
"""

from datetime import timedelta

from tests.outreach.payment_case import TODAY, PaymentCase


class TestEffects(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.person("seller", "sales_team.group_sale_salesman")
        cls.firm.user_id = cls.seller
        levels = cls.env["bpm.reminder.level"].search([])
        levels.effect = False
        cls.levels = {level.days: level for level in levels}

    def tasks(self, firm=None):
        return (firm or self.firm).activity_ids

    # === WHO === #

    def test_without_a_salesperson_somebody_of_accounts_calls(self):
        self.levels[14].effect = "call"
        self.firm.user_id = False
        clerk = self.person("clerk", "account.group_account_invoice")
        department = self.env.ref("bpm_crm_addon.department_accounts")
        department.user_ids = clerk
        self.invoice(15)
        self.handed_over(self.send())
        self.assertEqual(self.tasks().user_id, clerk)

    def test_without_accounts_an_outreach_manager_posts_the_letter(self):
        self.levels[14].effect = "letter"
        self.firm.user_id = self.seller.copy({"login": "pay_left", "active": False})
        self.invoice(15)
        self.handed_over(self.send())
        self.assertEqual(self.tasks().user_id, self.collector)

    def test_with_nobody_at_all_it_is_a_problem_in_health(self):
        self.levels[14].effect = "call"
        self.firm.user_id = False
        self.collector.group_ids -= self.env.ref("bpm_crm_addon.group_bpm_outreach_manager")
        self.invoice(15)
        self.handed_over(self.send())
        problem = self.env["bpm.incident"].search(
            [("key", "=", f"payment_effect.{self.company.id}")]
        )
        self.assertIn("Test Firm", problem.reason)

    # === WHICH === #

    def test_a_level_below_the_highest_asks_as_well(self):
        """A fresh call at 14 days is not lost because another part reaches 30."""
        self.levels[14].effect, self.levels[30].effect = "call", "letter"
        self.invoice(15), self.invoice(31)
        self.handed_over(self.send())
        summaries = " ".join(self.tasks().mapped("summary"))
        self.assertEqual(len(self.tasks()), 2)
        self.assertIn("Payment is late", summaries)
        self.assertIn("post it", summaries)

    def test_whoever_was_not_reached_is_called_once(self):
        """Kept back by a rule, then again the next day: one task, which says why."""
        self.levels[14].effect = "call"
        self.invoice(15)
        for days in range(2):
            messages = self.send(TODAY + timedelta(days=days))
            messages.write({"reason": "limit", "reason_text": "Two a day are the limit."})
            self.handed_over(messages, "suppressed")
        self.handed_over(self.send(TODAY + timedelta(days=2)))
        self.assertEqual(len(self.tasks()), 1)
        self.assertIn("did not go out: Two a day are the limit.", self.tasks().note)

    def test_what_was_paid_rehearsed_or_cancelled_asks_nobody(self):
        self.levels[14].effect = "call"
        move = self.invoice(15)
        messages = self.send()
        self.handed_over(messages, "cancelled")
        self.pay(100, move)
        self.handed_over(messages, "suppressed")
        self.assertFalse(self.tasks())
        self.company.bpm_outreach_live_since = False
        self.invoice(15)
        messages = self.send(TODAY + timedelta(days=1))
        messages.write({"reason": "rehearsal"})
        self.handed_over(messages, "suppressed")
        self.assertFalse(self.tasks())

    # === WITHOUT AN ADDRESS === #

    def test_without_an_address_a_letter_is_asked_for_once(self):
        """Whom no message reaches a letter suits best; the debtor stays one exception."""
        self.levels[14].effect = "letter"
        self.firm.email = False
        self.invoice(15)
        for days in range(3):
            self.assertEqual(self.prepared(TODAY + timedelta(days=days)), {})
        self.assertEqual(self.tasks().user_id, self.seller)
        [reminder] = self.reminders.search([("partner_id", "=", self.firm.id)])
        self.assertEqual((reminder.state, reminder.level_id.days), ("not_sent", 14))
        self.assertIn(f"report_payment_letter/{reminder.id}", self.tasks().note)
        self.assertEqual(self.reminders.with_user(self.collector)._exceptions_count(), 1)
        review = self.reminders.with_user(self.collector).bpm_review()
        held = {group["key"]: group["count"] for group in review["held"]}
        self.assertEqual(held, {"not_sent": 1})

    def test_once_there_is_an_address_the_same_level_is_said(self):
        self.levels[14].effect = "letter"
        self.firm.email = False
        self.invoice(15)
        self.prepared()
        self.firm.email = "new@firm.invalid"
        self.handed_over(self.send(TODAY + timedelta(days=1)))
        self.assertEqual(len(self.tasks()), 1)

    def test_a_rehearsal_without_an_address_asks_nobody(self):
        self.levels[14].effect = "call"
        self.firm.email = False
        self.company.bpm_outreach_live_since = False
        self.invoice(15)
        self.prepared()
        self.assertFalse(self.tasks())
