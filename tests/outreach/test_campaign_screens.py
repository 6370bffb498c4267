"""Marketing's journey on the screen (journeys 3.4-1, 3.4-3, 3.4-4; issue "Done when")."""

from tests.common import BpmHttpCase
from tests.outreach.camp_case import NOW, CampCase

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"
CAPABILITY = "bpm_crm_addon.group_bpm_capability_outreach"


class TestCampaignScreens(CampCase, BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person("marketer", MANAGER, CAPABILITY)
        cls.manager.password = cls.manager.login
        for name in ("Camp Ann", "Camp Bob"):
            cls.client(name)
        cls.client("Camp Nowhere", email=False)

    def look(self, tour, url):
        self.start_tour(url, tour, login=self.manager.login, timeout=120)
        self.env.invalidate_all()

    def test_from_a_segment_to_a_released_campaign(self):
        """Journey 3.4-1: a sentence-like builder, live count, some by name; 3.4-3: at most five
        clicks, and the sentence before it goes."""
        self.text(name="Camp text", department_id=self.sales.id, purpose_id=self.greeting.id)
        self.look("bpm_campaign_manager", "/odoo/bpm-segments")
        [campaign] = self.campaigns.search([("segment_id.name", "=", "Camp segment")])
        self.assertEqual(campaign.segment_id.action, "campaign")
        self.assertEqual((campaign.state, campaign.released_by_id), ("released", self.manager))
        self.run_campaign(campaign)
        self.assertEqual(
            self.outcomes(campaign),
            {"Camp Ann": "queued", "Camp Bob": "queued", "Camp Nowhere": "not_sent"},
        )

    def test_who_comes_second_sees_by_whom_it_was_said(self):
        """Journey 3.4-4: one greeting from the whole company."""
        for name, department in (("Camp sales", self.sales), ("Camp marketing", self.marketing)):
            campaign = self.campaign(name=name, department_id=department.id, occasion="camp day")
            campaign.action_release()
            self.run_campaign(campaign, NOW)
        self.look("bpm_campaign_loser", "/odoo/campaigns")
