"""The text of a contract is part of what is approved: issue of contracts, digest over files."""

from odoo.addons.bpm_crm_addon.models.contract.contract_states import AlreadySigned
from odoo.exceptions import UserError
from tests.contract.contract_case import ContractCase


class TestText(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_route()

    def text(self, contract, raw=b"Version one.", **values):
        paper = (
            self.env["bpm.document"]
            .with_user(self.seller)
            .create({"name": "Text", "res_model": contract._name, "res_id": contract.id, **values})
        )
        paper._bpm_add_version([{"name": "text.txt", "raw": raw}])
        return paper

    def test_it_is_locked_while_somebody_decides(self):
        contract = self.contract()
        paper = self.text(contract)
        contract.action_bpm_request_approval()
        with self.assertRaises(UserError):
            paper._bpm_add_version([{"name": "text.txt", "raw": b"Version two."}])
        with self.assertRaises(UserError):
            self.text(contract)

    def test_a_new_version_takes_the_approval_away(self):
        contract = self.contract()
        paper = self.text(contract)
        self.approve(contract)
        paper._bpm_add_version([{"name": "text.txt", "raw": b"Version two."}])
        self.assertEqual(contract.state, "draft")

    def test_the_same_bytes_leave_it(self):
        contract = self.contract()
        paper = self.text(contract)
        self.approve(contract)
        paper._bpm_add_version([{"name": "text.txt", "raw": b"Version one."}])
        self.assertEqual(contract.state, "approved")

    def test_a_text_that_goes_takes_the_approval_away(self):
        contract = self.contract()
        paper = self.text(contract)
        self.approve(contract)
        paper.contract_text = False
        self.assertEqual(contract.state, "draft")

    def test_out_for_signature_no_version_comes(self):
        contract = self.contract()
        paper = self.text(contract)
        self.approve(contract)
        contract.action_sign()
        with self.assertRaises(AlreadySigned):
            paper._bpm_add_version([{"name": "text.txt", "raw": b"Version two."}])

    def test_a_scan_is_no_part_of_it(self):
        contract = self.contract()
        self.text(contract)
        self.approve(contract)
        contract.action_sign()
        contract._add_scan("scan.pdf", b"%PDF-1.4 scan")
        for party in contract.party_ids:
            contract._record_signature(party, "scan", "Somebody")
        self.assertEqual(contract.state, "active")
        self.assertEqual(set(contract.document_ids.mapped("state")), {"signed"})
