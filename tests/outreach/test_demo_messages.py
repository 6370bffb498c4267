"""The demo company's outbox: a moment for each kind of trouble, ux.md 4.4."""

from tests.common import BpmCase


class TestDemoMessages(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.ref("bpm_crm_addon.demo_company")
        cls.company = company
        cls.messages = cls.env["bpm.message"].search([("company_id", "=", company.id)])

    def test_three_without_an_answer(self):
        """UX 4.4: 3 unknown messages."""
        self.assertEqual(len(self.messages.filtered(lambda one: one.state == "unknown")), 3)

    def test_a_double_greeting_was_stopped(self):
        """UX 4.4, S1-09: a double greeting stopped: three departments, one letter."""
        greeting = self.messages.filtered(lambda one: one.occurrence == "demo anniversary")
        self.assertEqual(greeting.mapped("repeats"), [2])

    def test_two_campaigns_greeted_each_customer_once(self):
        """Journey 3.4-4: the second department sees by whom it was said."""
        members = self.env["bpm.campaign.member"].search(
            [("company_id", "=", self.company.id), ("outcome", "=", "other")]
        )
        self.assertIn("Said by Sales.", members.mapped("reason_text"))
        self.assertGreater(len(members), 5)

    def test_somebody_has_a_birthday_today(self):
        card = self.env.ref("bpm_crm_addon.demo_birthday")
        [said] = self.messages.filtered(lambda one: one.partner_id == card)
        self.assertEqual(said.state, "sent")

    def test_a_campaign_has_results(self):
        """Journey 3.4-10."""
        campaigns = self.env["bpm.campaign"].search([("company_id", "=", self.company.id)])
        shown = campaigns.filtered(lambda one: one.control_percent and one.count_sent)
        self.assertTrue(shown.count_clicked)
        self.assertTrue(shown.result_told)

    def test_adverts_wait_for_a_person(self):
        self.assertTrue(self.messages.filtered("held"))

    def test_it_is_live_after_a_week_of_rehearsal(self):
        self.assertEqual(self.company.bpm_outreach_mode, "live")
        week = self.company.bpm_outreach_live_since - self.company.bpm_outreach_since
        self.assertEqual(week.days, 7)

    def test_nothing_leaves_by_itself(self):
        """Demo addresses are nobody's, yet nothing is handed over unless somebody releases it."""
        waiting = self.messages.filtered(lambda one: one.state == "queued" and not one.held)
        self.assertFalse(waiting)
        self.assertEqual(self.messages._bpm_check_invariants(), [])
