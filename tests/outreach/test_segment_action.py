"""A segment names its action, and the action begins from it. S0-16: a list is a means."""

from tests.outreach.camp_case import CampCase


class TestSegmentAction(CampCase):
    def test_a_campaign_begins_from_its_segment(self):
        segment = self.segment(goal="More of it")
        action = segment.action_begin()
        self.assertEqual(action["res_model"], "bpm.campaign")
        self.assertEqual(action["context"]["default_segment_id"], segment.id)
        self.campaign(segment_id=segment.id)
        self.assertEqual(segment.campaign_count, 1)

    def test_a_reminder_is_about_the_segment(self):
        ann, _bob = self.client("Camp Ann"), self.client("Other Bob")
        segment = self.segment(action="reminder")
        self.assertEqual(segment.action_begin()["res_model"], "bpm.reminder")
        reminder = self.reminder(segment_id=segment.id, domain="[]")
        found = reminder._documents().search(reminder._matching())
        self.assertEqual(found.filtered(lambda one: "Bob" in one.name or one == ann), ann)

    def test_calls_are_made_once_and_spread_over_days(self):
        for number in range(25):
            self.client(f"Camp {number}")
        segment = self.segment(action="call", user_id=self.env.user.id)
        segment.action_begin()
        made = self.env["mail.activity"].search([("summary", "=", "Test segment")])
        self.assertEqual(len(made), 25)
        self.assertEqual(len(set(made.mapped("date_deadline"))), 2)
        self.assertEqual(made.user_id, self.env.user)
        segment.action_begin()
        self.assertEqual(
            self.env["mail.activity"].search_count([("summary", "=", "Test segment")]), 25
        )

    def test_colleagues_and_our_own_companies_are_not_called(self):
        """Issue item 8: calls and tasks are of people outside."""
        self.person("Camp colleague").partner_id.name = "Camp colleague"
        self.company.partner_id.name = "Camp company"
        theirs = self.env["res.company"].create({"name": "Test other"})
        self.client("Camp of others", company_id=theirs.id)
        self.client("Camp Ann")
        for action in ("call", "task"):
            self.segment(action=action, name=f"Test {action}").action_begin()
            made = self.env["mail.activity"].search([("summary", "=", f"Test {action}")])
            self.assertEqual(made.mapped("res_name"), ["Camp Ann"])

    def test_nobody_who_left_is_to_call(self):
        seller = self.person("seller")
        self.client("Camp Ann", user_id=seller.id)
        seller.active = False
        self.segment(action="call", user_id=self.env.user.id).action_begin()
        made = self.env["mail.activity"].search([("summary", "=", "Test segment")])
        self.assertEqual(made.user_id, self.env.user)
