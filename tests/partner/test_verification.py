"""Verification: S2-13 usable at once and verified later, S2-17 silent, S2-18 at the moment of
sending for approval, S2-19 never asked of the seller; journeys, data steward 2 and 9."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.addons.bpm_crm_addon.models.partner.verification import UnfinishedDoubts
from odoo.exceptions import AccessError, UserError
from tests.partner.queue_case import FINDING, QueueCase


class TestVerification(QueueCase):
    def verify(self, partner):
        return partner.with_user(self.steward).action_bpm_verify()

    def test_entered_until_a_steward_verifies(self):
        """S2-13: the company works with it before anybody has looked at it."""
        self.assertEqual(self.firm.bpm_verification_state, "entered")
        line = {"name": "Desk", "product_id": False, "display_type": "line_note"}
        order = self.env["sale.order"].create(
            {"partner_id": self.firm.id, "order_line": [(0, 0, line)]}
        )
        order.action_confirm()
        self.assertEqual((order.state, self.firm.bpm_verification_state), ("sale", "entered"))
        self.verify(self.firm)
        self.assertEqual(self.firm.bpm_verification_state, "verified")
        self.assertEqual(self.firm.bpm_verified_by_id, self.steward)
        snapshot = self.env["bpm.partner.snapshot"]._last("checked", self.firm.ids)[self.firm.id]
        self.assertEqual(snapshot.content["name"], self.firm.name)
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", self.firm.id)]
        )
        self.assertEqual(entry.event, "party_verified")
        self.assertEqual(entry.data["digest"], snapshot.fingerprint)

    def test_it_is_a_stewards_act(self):
        with self.assertRaises(AccessError):
            self.firm.with_user(self.seller).action_bpm_verify()
        self.firm.with_user(self.seller).write({"bpm_verification_state": "verified"})
        self.assertEqual(self.firm.bpm_verification_state, "entered")
        born = self.enter("Queue Firm Born", bpm_verification_state="verified")
        self.assertEqual(born.bpm_verification_state, "entered")

    def test_open_doubts_come_first(self):
        self.firm.vat = "7721537681"
        with self.assertRaisesRegex(UnfinishedDoubts, "did you mean 7721573681"):
            self.verify(self.firm)
        self.finding(self.firm, "digits").action_accept()
        self.verify(self.firm)
        self.assertEqual(self.firm.bpm_verification_state, "verified")

    def test_changed_requisites_make_it_stale_until_they_are_back(self):
        self.firm.city = "Kazan"
        self.verify(self.firm)
        self.firm.with_user(self.seller).city = "Samara"
        self.assertEqual(self.firm.bpm_verification_state, "stale")
        changed = self.finding(self.firm, "changed")
        self.assertEqual(changed.value, "City: Kazan → Samara")
        self.firm.city = "Kazan"
        self.assertEqual(self.firm.bpm_verification_state, "verified")
        self.assertEqual(changed.state, "accepted")

    def test_what_was_not_verified_may_change(self):
        self.verify(self.firm)
        self.firm.with_user(self.seller).comment = "Called, friendly"
        self.assertEqual(self.firm.bpm_verification_state, "verified")

    def test_age_makes_it_stale(self):
        self.verify(self.firm)
        for days, state in ((360, "verified"), (370, "stale")):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.env[FINDING]._age()
            self.assertEqual(self.firm.bpm_verification_state, state)

    def test_zero_months_means_never(self):
        self.verify(self.firm)
        self.env.company.bpm_verified_months = 0
        with freeze_time(fields.Datetime.now() + timedelta(days=3700)):
            self.env[FINDING]._age()
        self.assertEqual(self.firm.bpm_verification_state, "verified")

    def test_a_snapshot_is_never_rewritten(self):
        self.verify(self.firm)
        snapshot = self.env["bpm.partner.snapshot"]._last("checked", self.firm.ids)[self.firm.id]
        with self.assertRaises(UserError):
            snapshot.content = {}

    def test_filters_and_grouping(self):
        self.verify(self.firm)
        partners = self.env["res.partner"]
        found = partners.search([("bpm_verification_state", "=", "verified")])
        self.assertIn(self.firm, found)
        groups = partners._read_group([], ["bpm_verification_state"], ["__count"])
        self.assertNotIn(False, dict(groups), "partners from before the addon are entered, too")
