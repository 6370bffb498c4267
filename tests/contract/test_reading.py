"""An approver reads a contract: journeys, approver 4 ("text + card + score + debt + differences
from template on one screen") and 5 ("comment bound to the version; author sees it in place")."""

import base64

from odoo.exceptions import UserError
from odoo.tests import Form
from tests.contract.contract_case import ContractCase
from tests.document.word import word


class TestReading(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_route()
        template = cls.env["bpm.document.template"].create(
            {
                "name": "Test text",
                "model_name": "bpm.contract",
                "file_name": "text.docx",
                "type_id": cls.env.ref("bpm_crm_addon.document_type_contract").id,
                "file": base64.b64encode(word("Number {{ contract.number }}", "Pay in 14 days")),
            }
        )
        cls.kind.template_ids = template
        cls.deal = cls.contract()

    def ask(self):
        self.deal.action_bpm_request_approval()
        return self.deal.bpm_approval_request_id.with_user(self.lawyer)

    def facts(self, request):
        request.invalidate_recordset(["bpm_page"])
        return request.bpm_page["facts"]

    def told(self, request, label):
        return [words for name, words in self.facts(request) if name == label]

    def test_that_there_is_no_text_is_said(self):
        self.assertEqual(self.told(self.ask(), "Text"), ["None yet: what is agreed is this card"])

    def test_a_text_as_the_template_makes_it(self):
        self.deal.action_generate_document()
        [said] = self.told(self.ask(), "Text")
        self.assertEqual(said, "Version 1, unchanged from Test text, version 1")

    def test_what_was_changed_by_hand_is_told_line_by_line(self):
        self.deal.action_generate_document()
        raw = word(f"Number {self.deal.number}", "Pay in 45 days", "No penalties")
        self.deal.text_id._bpm_add_version([{"name": "text.docx", "raw": raw}])
        request = self.ask()
        self.assertIn("changed by hand", self.told(request, "Text")[0])
        self.assertEqual(
            self.told(request, "Differs from the template"),
            ["Pay in 14 days → Pay in 45 days", "– → No penalties"],
        )

    def test_how_the_other_side_pays_as_far_as_one_may_see_it(self):
        self.overdue_invoice()
        request = self.ask()
        self.assertFalse(self.told(request, "Overdue"))
        self.lawyer.group_ids += self.env.ref("account.group_account_readonly")
        [overdue] = self.told(request, "Overdue")
        self.assertIn("300", overdue)

    # === REMARKS ON CLAUSES === #

    def remark(self, request, clause="2", text="Thirty days, not 45."):
        dialog = Form(
            self.env["bpm.contract.remark.add"]
            .with_user(self.lawyer)
            .with_context(**request.action_contract_remark()["context"])
        )
        dialog.clause, dialog.text = clause, text
        dialog.save().action_add()

    def test_a_remark_stays_with_its_version_and_the_author_sees_it(self):
        self.deal.action_generate_document()
        request = self.ask()
        self.remark(request)
        self.assertEqual(
            self.told(request, "Clause 2, version 1"), ["Thirty days, not 45. (Test lawyer)"]
        )
        request.action_return("See clause 2.")
        self.deal.text_id._bpm_add_version([{"name": "text.docx", "raw": word("Thirty days")}])
        [remark] = self.deal.remark_ids
        self.assertEqual((remark.version_number, remark.user_id), (1, self.lawyer))
        self.deal.remark_ids = [(1, remark.id, {"done": True})]
        again = self.ask()
        self.assertEqual(
            self.told(again, "Clause 2, version 1"),
            ["Thirty days, not 45. (Test lawyer) – dealt with"],
        )

    def test_a_remark_is_neither_rewritten_nor_made_by_others(self):
        request = self.ask()
        self.remark(request)
        with self.assertRaises(UserError):
            self.deal.remark_ids.text = "All is well."
        with self.assertRaises(UserError):
            self.deal.remark_ids.unlink()
        with self.assertRaises(UserError):
            request.with_user(self.seller)._add_remark("3", "Mine.")
        request.action_approve()
        with self.assertRaises(UserError):
            request._add_remark("3", "Too late.")
        self.assertFalse(self.env["bpm.contract.remark"].with_user(self.finance).search([]))
        self.assertTrue(self.env["bpm.contract.remark"].with_user(self.manager).search([]))
