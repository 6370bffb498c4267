"""Signing: each party once, order and time recorded; S2-21, conventions.md 5.2."""

from datetime import date, timedelta

from odoo import fields
from odoo.addons.bpm_crm_addon.models.contract.contract_findings import NotReadyToSign
from odoo.addons.bpm_crm_addon.models.contract.contract_party import SignatureByHand
from odoo.addons.bpm_crm_addon.models.contract.contract_signing import NobodyToSign, SignedAlready
from odoo.addons.bpm_crm_addon.models.contract.contract_states import WrongState
from odoo.exceptions import AccessError
from tests.contract.contract_case import ContractCase


class TestSigning(ContractCase):
    def test_the_last_signature_puts_it_in_force(self):
        contract = self.contract()
        contract.action_sign()
        self.assertEqual(contract.state, "signing")
        ours, theirs = contract.party_ids
        contract._record_signature(theirs, "portal", "Their director", zone="Europe/Berlin")
        self.assertEqual(contract.state, "signing")
        contract._record_signature(ours, "drawn", "Our director", zone="Europe/Kyiv")
        self.assertEqual(contract.state, "active")
        self.assertEqual((theirs.sign_order, ours.sign_order), (1, 2))
        self.assertEqual(theirs.signed_zone, "Europe/Berlin")
        self.assertEqual(theirs.signed_by, "Their director")
        self.assertTrue(theirs.signed_told.startswith("1. "))
        self.assertIn("Europe/Berlin", theirs.signed_told)
        self.assertIn("Europe/Kyiv", ours.signed_told)

    def test_nobody_signs_twice_or_too_early(self):
        contract = self.contract()
        with self.assertRaises(WrongState):
            contract._record_signature(contract.party_ids[:1], "drawn", "Somebody")
        contract.action_sign()
        contract._record_signature(contract.party_ids[:1], "drawn", "Somebody")
        with self.assertRaises(SignedAlready):
            contract._record_signature(contract.party_ids[:1], "drawn", "Somebody")

    def test_a_signature_is_not_written_down(self):
        contract = self.contract()
        with self.assertRaises(SignatureByHand):
            contract.party_ids[:1].write({"signed_at": fields.Datetime.now()})
        with self.assertRaises(SignatureByHand):
            contract.write(
                {"party_ids": [(0, 0, {"partner_id": self.leader.partner_id.id,
                                       "signed_by": "Me"})]}
            )  # fmt: skip

    def test_without_another_side_nobody_signs(self):
        contract = self.contract(partner_id=False)
        with self.assertRaises(NobodyToSign):
            contract.action_sign()

    def test_an_ended_power_of_attorney_warns_or_blocks(self):
        contract = self.contract()
        theirs = contract.party_ids.filtered(lambda party: party.role == "theirs")
        theirs.write(
            {
                "signatory_id": self.signatory.id,
                "authority": "attorney",
                "authority_number": "17",
                "authority_until": date(2020, 1, 1),
            }
        )
        self.assertIn("17 of Test signatory ended", contract.sign_warning)
        self.kind.authority_behaviour = "block"
        with self.assertRaises(NotReadyToSign):
            contract.action_sign()
        self.kind.authority_behaviour = "warn"
        contract.action_sign()
        self.assertEqual(contract.state, "signing")

    def test_a_power_of_attorney_that_begins_later_is_told(self):
        contract = self.contract()
        theirs = contract.party_ids.filtered(lambda party: party.role == "theirs")
        tomorrow = fields.Date.context_today(contract) + timedelta(days=1)
        theirs.write({"authority": "attorney", "authority_from": tomorrow})
        self.assertIn("begins only", contract.sign_warning)

    def test_back_to_draft_takes_signatures_away(self):
        contract = self.contract()
        contract.action_sign()
        contract._record_signature(contract.party_ids[:1], "drawn", "Somebody")
        contract.action_back_to_draft()
        self.assertEqual(contract.state, "draft")
        self.assertFalse(any(contract.party_ids.mapped("signed_at")))
        contract.amount = 1200

    def test_signed_text_is_frozen(self):
        contract = self.contract()
        paper = self.env["bpm.document"].create(
            {"name": "Text", "res_model": contract._name, "res_id": contract.id}
        )
        paper._bpm_add_version([{"name": "text.txt", "raw": b"We agree."}])
        self.sign(contract)
        self.assertTrue(paper.frozen)

    def test_a_stranger_sees_nothing(self):
        contract = self.contract()
        with self.assertRaises(AccessError):
            contract.with_user(self.finance).read(["name"])
        contract.participant_ids = self.finance
        self.assertEqual(contract.with_user(self.finance).name, "Test chairs")
        with self.assertRaises(AccessError):
            contract.with_user(self.finance).write({"case_file": "x"})
        self.assertEqual(contract.with_user(self.manager).name, "Test chairs")
