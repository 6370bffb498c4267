"""S2-33 as one story: contact → meeting noted → reminder of the next step → at the hour → result →
contract by template → approval → signature → instalment plan → in the dossier."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from tests.contract.contract_case import ContractCase

MEETING = "mail.mail_activity_data_meeting"


class TestContractStory(ContractCase):
    def test_from_a_contact_to_a_signed_contract_in_the_dossier(self):
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
        self.assertTrue(self.env["bpm.journal"]._verify("bpm.contract", deal.id))
