"""Leaflets on products, and pictures in templates (S3-15; issue "contracts", item 2)."""

import base64
import io

from docx import Document
from PIL import Image

from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase
from tests.document.word import texts


def picture(colour):
    file = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "PNG")
    return base64.b64encode(file.getvalue())


def pictures_in(version):
    """How many pictures the Word file of a version shows."""
    document = Document(io.BytesIO(version.sudo().attachment_id.raw))
    return len(document.element.xpath(".//a:blip"))


class TestLeaflets(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketer = cls.person(
            "marketer", "base.group_user", "product.group_product_manager",
            "sales_team.group_sale_salesman",
        )  # fmt: skip
        cls.desk = cls.product.product_tmpl_id
        cls.desk.write(
            {
                "image_1920": picture("red"),
                "description_sale": "Oak, two drawers.",
                "default_code": "DK-7",
                "bpm_manufacturer_id": cls.env["res.partner"].create({"name": "Test maker"}).id,
            }
        )

    def make(self, record, template, by):
        return template.with_user(by)._bpm_generate(record.with_user(by))

    def leaflet(self, lang="en", by=None):
        template = self.env.ref(f"bpm_crm_addon.template_leaflet_{lang}")
        return self.make(self.desk, template, by or self.marketer)

    def test_a_leaflet_shows_the_product(self):
        """S3-15: name, words, maker, price and picture, in three languages."""
        for lang in ("en", "ru", "uk"):
            with self.subTest(lang):
                paper = self.leaflet(lang)
                text = "\n".join(texts(paper.current_version_id.sudo().attachment_id.raw))
                for fact in ("Test desk", "Oak, two drawers.", "DK-7", "Test maker", "100"):
                    self.assertIn(fact, text)
                self.assertEqual(pictures_in(paper.current_version_id), 1)
                self.assertEqual((paper.res_model, paper.res_id), (self.desk._name, self.desk.id))

    def test_another_picture_is_another_version(self):
        paper = self.leaflet()
        self.leaflet()
        self.assertEqual(len(paper.version_ids), 1)
        self.desk.image_1920 = picture("blue")
        self.leaflet()
        self.assertEqual(len(paper.version_ids), 2)

    def test_without_a_picture_there_is_none(self):
        self.desk.image_1920 = False
        self.assertEqual(pictures_in(self.leaflet().current_version_id), 0)

    def test_what_is_offered_with_pictures(self):
        """The same of a quotation: what this customer is offered."""
        order = self.quote(quantity=2)
        for lang in ("en", "ru", "uk"):
            with self.subTest(lang):
                template = self.env.ref(f"bpm_crm_addon.template_leaflet_quote_{lang}")
                version = self.make(order, template, self.seller).current_version_id
                self.assertEqual(pictures_in(version), 1)
                text = "\n".join(texts(version.sudo().attachment_id.raw))
                self.assertIn("Test customer", text)
                self.assertIn("Oak, two drawers.", text)

    def test_customers_get_it_with_the_quotation(self):
        """By Odoo's own product documents; the newest version takes the place of the last."""
        paper = self.leaflet()
        paper.with_user(self.marketer).action_give_with_quotes()
        given = paper.product_document_id
        self.assertEqual(given.attached_on_sale, "quotation")
        self.assertIn(given, self.quote()._get_product_documents())
        self.desk.list_price = 120
        self.leaflet()
        paper.with_user(self.marketer).action_give_with_quotes()
        self.assertEqual(paper.product_document_id, given)
        self.assertEqual(given.raw, paper.sudo().current_version_id.attachment_id.raw)

    def test_only_papers_of_products_go_with_quotations(self):
        paper = self.env["bpm.document"].create({"name": "Loose"})
        with self.assertRaises(UserError):
            paper.action_give_with_quotes()

    def test_who_may_not_change_products_makes_no_leaflets_of_them(self):
        with self.assertRaises(AccessError):
            self.leaflet(by=self.seller)

    def test_an_offer_is_made_at_once_though_there_are_leaflets(self):
        """Journeys, salesperson 4: an offer in two clicks."""
        self.customer.lang = "en_US"
        order = self.quote()
        wizard = self.env["bpm.document.make"].with_user(self.seller)
        code = {}
        for leaflets in (False, True):
            action = wizard.action_start("sale.order", order.ids, leaflets=leaflets)
            paper = self.env["bpm.document"].browse(action["res_id"])
            self.assertEqual(action["res_model"], paper._name)
            code[leaflets] = paper.type_id.code
        self.assertEqual(code, {False: "offer", True: "leaflet"})
