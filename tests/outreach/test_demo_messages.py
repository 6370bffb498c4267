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
        """UX 4.4: a double greeting stopped: three departments, one letter."""
        greeting = self.messages.filtered(lambda one: one.purpose_id.code == "greeting")
        self.assertEqual(greeting.mapped("repeats"), [2])

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
