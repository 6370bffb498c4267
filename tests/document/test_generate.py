"""Papers made from templates (S3-14; issue "contracts", item 2)."""

import base64

from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase
from tests.document.word import texts, word


class TestGenerate(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"lang": "en_US", "vat": False, "street": "1 Mill Lane"})
        cls.template = cls.offer("Offer {{ document.number }} for {{ partner.name }}: "
                                 "{{ amount.total.words }}")  # fmt: skip
        cls.order = cls.quote(quantity=3)

    @classmethod
    def offer(cls, *paragraphs, **values):
        return cls.env["bpm.document.template"].create(
            {
                "name": "Test offer",
                "model_name": "sale.order",
                "type_id": cls.env.ref("bpm_crm_addon.document_type_offer").id,
                "file_name": "offer.docx",
                "file": base64.b64encode(word(*paragraphs)),
                **values,
            }
        )

    def make(self, orders=None, template=None, by=None):
        template = (template or self.template).with_user(by or self.seller)
        return template._bpm_generate((orders or self.order).with_user(by or self.seller))

    def test_an_offer_says_what_the_quotation_says(self):
        """S3-14: filled in, kept as a version with the template's version and its data."""
        paper = self.make()
        version = paper.current_version_id
        currency = self.order.currency_id.name
        [line] = texts(version.attachment_id.raw)[:1]
        self.assertTrue(line.startswith(f"Offer {self.order.name} for Test customer: "))
        self.assertIn("Three hundred", line)
        self.assertEqual(version.sudo().snapshot["facts"]["amount"]["total"]["currency"], currency)
        self.assertEqual((version.template_id, version.template_version), (self.template, 1))
        self.assertEqual((paper.res_model, paper.res_id), ("sale.order", self.order.id))
        self.assertEqual(paper.partner_id, self.customer)

    def test_again_without_a_change_adds_nothing(self):
        """Case 64: one version for the same data, whoever presses."""
        first = self.make()
        self.assertEqual(self.make(by=self.leader), first)
        self.assertEqual(len(first.version_ids), 1)

    def test_again_after_a_change_keeps_the_first_bytes(self):
        """Case 64: version 2, and version 1 as it was."""
        paper = self.make()
        before = paper.version_ids.attachment_id.raw
        self.order.order_line.product_uom_qty = 5
        self.make()
        self.assertEqual(paper.version_ids.sorted("number").mapped("number"), [1, 2])
        self.assertEqual(paper.version_ids.sorted("number")[0].attachment_id.raw, before)
        self.assertFalse(paper._bpm_verify())

    def test_a_new_file_is_a_new_version_of_the_template(self):
        self.make()
        self.template.write(
            {"file": base64.b64encode(word("{{ document.number }}")), "file_name": "x.docx"}
        )
        self.assertEqual(self.template.version, 2)
        paper = self.make()
        self.assertEqual(paper.version_ids.sorted("number").mapped("template_version"), [1, 2])
        self.assertEqual(len(self.template.version_ids), 2)

    def test_what_is_wrong_is_told_with_its_place_and_nothing_is_made(self):
        template = self.offer("Total of {{ amount.totl }}")
        orders = self.order | self.quote()
        with self.assertRaises(UserError) as refused:
            self.make(orders, template)
        self.assertIn("Total of {{ amount.totl }}", str(refused.exception))
        self.assertFalse(self.env["bpm.document"].search([("template_id", "=", template.id)]))

    def test_not_approved_is_written_on_it(self):
        """As the print of the quotation: nobody mistakes it for an offer; approved, it goes."""
        self.route({"user_ids": [(6, 0, self.leader.ids)]}, gate="send")
        paper = self.make()
        self.assertIn("NOT APPROVED", texts(paper.current_version_id.attachment_id.raw)[0])
        self.asked(self.order).with_user(self.leader).action_approve()
        self.make()
        self.assertEqual(len(paper.version_ids), 2)
        self.assertNotIn("NOT APPROVED", texts(paper.current_version_id.attachment_id.raw)[0])

    def test_a_paper_not_approved_is_not_shared(self):
        self.route({"user_ids": [(6, 0, self.leader.ids)]}, gate="send")
        paper = self.make()
        with self.assertRaises(UserError):
            paper.shared = True

    def test_only_who_may_change_the_quotation_makes_its_papers(self):
        with self.assertRaises(AccessError):
            self.make(by=self.finance)

    def test_clauses_follow_the_facts(self):
        """Issue item 2: clauses with alternatives and conditions."""
        self.env["bpm.document.clause"].create(
            {
                "name": "Penalty",
                "code": "penalty",
                "alternative_ids": [
                    (0, 0, {
                        "sequence": 1, "name": "Large", "text": "Half a percent a day.",
                        "condition_ids": [(0, 0, {
                            "field_name": "amount.total.number", "operator": ">", "value": "1000",
                        })],
                    }),
                    (0, 0, {"sequence": 2, "name": "Otherwise", "text": "No penalty."}),
                ],
            }
        )  # fmt: skip
        template = self.offer("{{ clause.penalty }}")
        self.assertEqual(
            texts(self.make(template=template).current_version_id.attachment_id.raw)[0],
            "No penalty.",
        )
        self.order.order_line.product_uom_qty = 50
        self.assertEqual(
            texts(self.make(template=template).current_version_id.attachment_id.raw)[0],
            "Half a percent a day.",
        )

    def test_a_clause_of_another_company_is_left_out(self):
        """Also for somebody who works in both; the company's own goes before that of all."""
        second = self.env["res.company"].create({"name": "Second"})
        self.seller.company_ids += second
        for company, text in ((False, "All"), (self.order.company_id, "Ours"), (second, "Theirs")):
            self.env["bpm.document.clause"].create(
                {
                    "name": "Law",
                    "code": "law",
                    "company_id": company and company.id,
                    "alternative_ids": [(0, 0, {"name": "Otherwise", "text": text})],
                }
            )
        both = [self.order.company_id.id, second.id]
        order = self.order.with_user(self.seller).with_context(allowed_company_ids=both)
        template = self.offer("{{ clause.law }}").with_env(order.env)
        version = template._bpm_generate(order).sudo().current_version_id
        self.assertEqual(texts(version.attachment_id.raw)[0], "Ours")

    def test_the_template_in_their_language_is_taken_at_once(self):
        """S3-14: an offer in two clicks, in the language of the counterparty."""
        self.env["bpm.document.template"].search([("id", "!=", self.template.id)]).action_archive()
        self.env["res.lang"]._activate_lang("uk_UA")
        self.template.lang = "en_US"
        theirs = self.offer("{{ document.number }}", lang="uk_UA", sequence=99)
        self.customer.lang = "uk_UA"
        wizard = self.env["bpm.document.make"].with_user(self.seller)
        action = wizard.action_start("sale.order", self.order.ids)
        paper = self.env["bpm.document"].browse(action["res_id"])
        self.assertEqual((action["res_model"], paper.template_id), (paper._name, theirs))

    def test_the_shipped_offers_can_be_filled_in(self):
        """S3-14: the templates that come with the addon, in three languages."""
        for lang in ("en", "ru", "uk"):
            template = self.env.ref(f"bpm_crm_addon.template_offer_{lang}")
            paper = self.make(template=template)
            self.assertIn(
                self.order.name, " ".join(texts(paper.current_version_id.attachment_id.raw))
            )

    def test_the_shipped_letters_can_be_filled_in(self):
        """S3-15: letters and leaflets to a counterparty."""
        partner = self.customer
        self.seller.group_ids += self.env.ref("base.group_partner_manager")
        for lang in ("en", "ru", "uk"):
            template = self.env.ref(f"bpm_crm_addon.template_letter_{lang}")
            paper = self.make(partner, template)
            self.assertIn("Test customer", texts(paper.current_version_id.attachment_id.raw))

    def test_a_signed_paper_is_left_alone(self):
        """Issue item 1: made anew, it is another paper."""
        first = self.make()
        first.sudo()._bpm_freeze()
        self.order.order_line.product_uom_qty = 9
        second = self.make()
        self.assertNotEqual(first, second)
        self.assertEqual(len(first.version_ids), 1)

    def test_a_template_in_use_stays(self):
        """Case 65: deleting the template is refused, the stored bytes have nothing to fear."""
        self.make()
        with self.assertRaises(UserError):
            self.template.unlink()

    def test_a_file_that_is_none_is_refused(self):
        with self.assertRaises(UserError):
            self.template.file = base64.b64encode(b"no word file")
