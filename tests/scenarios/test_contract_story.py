"""S2-33 as one story: contact → meeting noted → reminder of the next step → at the hour → result →
contract by template → approval → signature → instalment plan → in the dossier.

S2-01 "one solution, not two separate": one addon and one login carry it. S2-04 "made in CRM,
approved and stored in ECM": nothing is entered a second time on the way.
"""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from tests.common import BpmHttpCase
from tests.contract.contract_case import ContractCase

MEETING = "mail.mail_activity_data_meeting"
QUARTER = "calendar.alarm_notif_1"


class TestContractStory(ContractCase):
    def test_from_a_contact_to_a_signed_contract_in_the_dossier(self):
        """S0-04: whatever comes of it is bound to the counterparty. S2-10: the meeting stands in
        the calendar, with its alert."""
        self.sign_route()
        self.kind.template_ids = self.env.ref("bpm_crm_addon.template_supply_en")
        seller, today = self.seller, fields.Date.today()

        # A contact on the run: a name and a phone.
        firm = self.env["res.partner"].with_user(seller).create(
            {"name": "Story Hotels", "phone": "+380 44 555 01 02", "is_company": True}
        )  # fmt: skip
        # The meeting noted, with the next step in the salesperson's list.
        lead = self.env["crm.lead"].with_user(seller).create(
            {"name": "Beds for forty rooms", "type": "opportunity", "partner_id": firm.id,
             "user_id": seller.id, "expected_revenue": 40_000}
        )  # fmt: skip
        step = lead.activity_schedule(
            MEETING, today + timedelta(days=2), "Show the samples", user_id=seller.id
        )
        self.assertEqual(step.user_id, seller)
        # In the calendar, with an alert: it comes at the hour, to whoever has the meeting.
        begins = fields.Datetime.now().replace(microsecond=0) + timedelta(hours=3)
        alarm = self.env.ref(QUARTER)
        meeting = self.env["calendar.event"].with_user(seller).create(
            {"name": "Show the samples", "start": begins, "stop": begins + timedelta(hours=1),
             "opportunity_id": lead.id, "alarm_ids": [(6, 0, alarm.ids)],
             "partner_ids": [(6, 0, seller.partner_id.ids)]}
        )  # fmt: skip
        alerts = self.env["calendar.alarm_manager"].with_user(seller)
        told = {alert["event_id"]: alert["notify_at"] for alert in alerts.get_next_notif()}
        before = timedelta(minutes=alarm.duration_minutes)
        self.assertEqual(told[meeting.id], fields.Datetime.to_string(begins - before))
        # At its day it is due; its result is noted.
        with freeze_time(today + timedelta(days=2)):
            step.invalidate_recordset()
            self.assertEqual(step.state, "today")
        step.action_feedback("They want them in spring, a third in advance.")

        # A contract by the template, filled from the opportunity.
        deal = self.env["bpm.contract"].browse(lead.action_bpm_make_contract()["res_id"])
        deal = deal.with_user(seller)
        deal.write(
            {
                "type_id": self.kind.id,
                "instalment_ids": [
                    (0, 0, {"name": "Advance", "amount": 13_000, "due": date(2030, 2, 1)}),
                    (0, 0, {"name": "Rest", "amount": 27_000, "due": date(2030, 4, 1)}),
                ],
                "date_start": date(2030, 1, 10),
                "date_end": date(2030, 12, 31),
            }
        )
        deal.action_generate_document()
        self.assertIn("Story Hotels", deal.display_name)

        # Approval, signature on both sides.
        request = self.approve(deal)
        self.assertIn(deal.number, request.name)
        self.sign(deal)
        self.assertEqual(deal.state, "active")

        # The instalment is remembered on its day, and no longer once it is paid.
        with freeze_time("2030-01-30 09:00:00"):
            notices = self.env["bpm.contract"]._remind()
        advance = notices.filtered(lambda one: one.contract_id == deal)
        self.assertEqual(advance.user_id, seller)
        self.assertIn("Advance", advance.sentence)
        deal.instalment_ids[0].paid_by_hand = True
        self.assertEqual(advance.state, "settled")

        # In the dossier: the text, frozen, with its hash; the trail is whole.
        self.assertTrue(deal.text_id.frozen)
        self.assertFalse(deal.text_id._bpm_verify())
        self.assertEqual(deal.text_id.res_id, deal.id)
        bound = (lead, deal, request._document_of(), deal.text_id)
        self.assertEqual([one.partner_id for one in bound], [firm] * 4)
        self.assertTrue(self.env["bpm.journal"]._verify("bpm.contract", deal.id))


class TestContractStoryOnScreen(BpmHttpCase, ContractCase):
    """The same on the screen, in a browser (S2-09): one person's part never leaves Odoo; S2-23
    "nobody works in two interfaces"."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        switch = cls.env.ref("bpm_crm_addon.group_bpm_capability_contract")
        cls.env.ref("base.group_user")._apply_group(switch)
        cls.kind.template_ids = cls.env.ref("bpm_crm_addon.template_supply_en")
        cls.sign_route()

    def tour(self, url, name, person):
        self.start_tour(url, name, login=person.login, timeout=240)
        self.env.invalidate_all()

    def test_the_story_on_the_screen(self):
        self.tour("/odoo/contacts/new", "bpm_story_to_approval", self.seller)
        firm = self.env["res.partner"].search([("name", "=", "Story Hotels")])
        deal = self.env["bpm.contract"].search([("partner_id", "=", firm.id)])
        self.assertEqual((deal.state, deal.amount), ("approval", 40_000))
        self.tour("/odoo/bpm-waiting", "bpm_story_lawyer_agrees", self.lawyer)
        self.tour(f"/odoo/bpm-contracts/{deal.id}", "bpm_story_signed_and_filed", self.seller)
        self.assertEqual(deal.state, "active")
        self.assertTrue(deal.text_id.frozen)
        self.assertEqual(deal.instalment_ids.mapped("amount"), [13_000])
        self.assertTrue(self.env["bpm.journal"]._verify("bpm.contract", deal.id))
