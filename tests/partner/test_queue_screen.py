"""The Data Queue in Chromium: ux.md 3.4; journeys, data steward 1 "keyboard only" and 6."""

from tests.common import BpmHttpCase
from tests.partner.queue_case import QueueCase


class TestQueueScreen(QueueCase, BpmHttpCase):
    def setUp(self):
        super().setUp()
        self.firms = [
            self.enter(f"Tour Firm {place}", vat="7721537681", email=f"{place}@tour.invalid")
            for place in range(5)
        ]
        self.quote(self.firms[0], 900)
        findings = self.env["bpm.partner.finding"]
        findings.search([("kind", "=", "double")]).unlink()
        findings._cron_stakes()

    def test_a_steward_accepts_by_key_and_asks_the_seller_who_answers(self):
        self.double = self.enter("Tour Double")
        self.env["bpm.partner.finding"]._raise(
            {("partner_id", self.double.id, "double", "name", self.firm.id): {"value": "name"}}
        )
        # Accepting the same number five times makes them look double: that is another story.
        self.patch(type(self.env["bpm.partner.finding"]), "_look_for_doubles", lambda *args: None)
        self.start_tour(
            "/odoo/bpm-queue", "bpm_steward_works_the_queue", login=self.steward.login, timeout=120
        )
        self.env.invalidate_all()
        self.assertEqual({firm.vat for firm in self.firms}, {"7721573681"})
        self.start_tour(
            "/odoo/desk", "bpm_seller_answers_on_the_desk", login=self.seller.login, timeout=120
        )
        self.steward.bpm_job = "steward"
        self.start_tour(
            "/odoo/desk", "bpm_steward_reads_the_answer", login=self.steward.login, timeout=120
        )
        self.env.invalidate_all()
        [finding] = self.env["bpm.partner.finding"].search([("partner_id", "=", self.double.id)])
        self.assertEqual(finding.state, "dismissed")


class TestQueueOnAPhone(TestQueueScreen):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_steward_accepts_by_key_and_asks_the_seller_who_answers(self):
        """On a phone: one doubt at a time."""
        self.start_tour(
            "/odoo/bpm-queue", "bpm_queue_by_phone", login=self.steward.login, timeout=120
        )
        self.env.invalidate_all()
        self.assertEqual([firm.vat == "7721573681" for firm in self.firms].count(True), 1)
