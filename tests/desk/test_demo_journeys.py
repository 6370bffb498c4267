"""Journeys of marketing & collections in the demo company, as the person of that job (issue 5,
"Done when the marketing and collections journeys run on screen in the demo database")."""

from tests.common import BpmHttpCase
from tests.desk.test_demo_company import DemoCase


class TestDemoJourneys(DemoCase, BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Made anew: its prepared moments are those of today, whenever the database was made.
        cls.demo._remove()
        cls.demo._load(history=False)
        cls.company = cls.demo._company()

    def look(self, tour, url="/odoo/desk"):
        self.start_tour(url, tour, login="collections", timeout=180)
        self.env.invalidate_all()

    def party(self, key):
        return self.env.ref(f"bpm_crm_addon.demo_party_{key}")

    def test_collections(self):
        """Journeys 3.4-5 and 3.4-7: from the desk to the review, a promise, the rest is sent."""
        self.look("bpm_demo_collections")
        reminders = self.env["bpm.payment.reminder"].search([("company_id", "=", self.company.id)])
        self.assertEqual(set(reminders.mapped("state")), {"queued"})
        self.assertNotIn(self.party("hansa"), reminders.partner_id)
        promise = self.env["bpm.payment.promise"].search(
            [("partner_id", "=", self.party("hansa").id)]
        )
        self.assertEqual((promise.state, promise.user_id.login), ("open", "collections"))

    def test_marketing(self):
        """Journeys 3.4-3 and 3.4-10: a campaign to regular buyers, and what the last brought."""
        self.look("bpm_demo_marketing", "/odoo/bpm-segments")
        campaign = self.env["bpm.campaign"].search(
            [("company_id", "=", self.company.id)], order="id desc", limit=1
        )
        self.assertEqual(campaign.state, "released")
        self.assertEqual(campaign.released_by_id.login, "collections")
