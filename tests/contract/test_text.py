"""The text of a contract is part of what is approved: issue of contracts, digest over files."""

from io import BytesIO

from docx import Document
from lxml.html import fromstring

from odoo.addons.bpm_crm_addon.models.contract.contract_states import (
    AlreadySigned,
    StateByHand,
)
from odoo.exceptions import UserError
from tests.contract.contract_case import ContractCase


def words(raw):
    return " ".join(part.text for part in Document(BytesIO(raw)).element.iter() if part.text)


class TestText(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_route()

    def text(self, contract, raw=b"Version one."):
        kind = self.env["bpm.document.type"]._bpm_by_code("contract")
        of = {"res_model": contract._name, "res_id": contract.id, "type_id": kind.id}
        paper = self.env["bpm.document"].with_user(self.seller).create({"name": "Text", **of})
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

    def test_no_text_moves_to_what_is_signed(self):
        signed, draft = self.contract(), self.contract()
        paper = self.text(draft)
        self.approve(signed)
        self.sign(signed)
        with self.assertRaises(AlreadySigned):
            paper.res_id = signed.id

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

    def test_the_text_is_not_signed_by_itself(self):
        contract = self.contract()
        with self.assertRaises(StateByHand):
            self.text(contract).action_sign()

    def test_it_is_made_from_the_kinds_template_in_all_languages(self):
        codes = ("supply", "services", "lease", "nda")
        kinds = self.env["bpm.contract.type"].search([("code", "in", codes)])
        self.assertEqual(len(kinds), len(codes))
        for kind in kinds:
            self.assertEqual(len(kind.template_ids), 3)
            contract = self.contract(type_id=kind.id)
            contract._give_number()
            for template in kind.template_ids:
                with self.subTest(template.name):
                    paper = template.with_user(self.seller)._bpm_generate(contract, template.lang)
                    self.assertTrue(paper.contract_text)
                    text = words(paper.current_version_id.sudo().attachment_id.raw)
                    for fact in ("Test customer", "Test chairs", contract.company_id.name):
                        self.assertIn(fact, text)
                    self.assertNotIn("{{", text)

    def test_making_it_gives_the_number_and_a_version_only_when_something_changed(self):
        contract = self.contract()
        self.kind.template_ids = self.env.ref("bpm_crm_addon.template_supply_en")
        contract.action_generate_document()
        self.assertTrue(contract.number)
        self.assertEqual(contract.text_id.current_version_id.number, 1)
        contract.action_generate_document()
        self.assertEqual(contract.text_id.current_version_id.number, 1)
        contract.amount = 1500
        contract.action_generate_document()
        self.assertEqual(contract.text_id.current_version_id.number, 2)

    def test_the_protocol_of_disagreements_names_clauses_and_both_sides(self):
        """Issue of contracts, the card: "protocol of disagreements"; conventions 5.2."""
        deal = self.contract(
            disagreement_ids=[
                (0, 0, {"clause": "5.2", "ours": "14 days", "theirs": "45 days", "agreed": "30"})
            ]
        )
        other = self.env["res.partner"].create({"name": "Test sister company"})
        deal.party_ids = [(0, 0, {"partner_id": other.id, "role": "ours", "side": "Guarantor"})]
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "bpm_crm_addon.report_bpm_contract_disagreements", deal.ids
        )
        page = fromstring(html)
        heads = [head.text_content() for head in page.xpath("//thead//th")]
        self.assertEqual(heads[2:3], ["Test customer (Buyer)"])
        self.assertIn("(Supplier)", heads[1])
        for word in ("5.2", "14 days", "45 days", "Test sister company (Guarantor)"):
            self.assertIn(word, page.text_content())
