"""The X-ray on paper: "prints as two A4 pages" (issue 3), with the company's logo (ux.md 4.1)."""

import io
from unittest.mock import patch

from lxml import html
from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .xray_world import XrayCase, days_ago

REPORT = "bpm_crm_addon.report_xray"


class TestPaper(XrayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        buyers = [cls.client(f"Buyer number {number} with a long name") for number in range(10)]
        for number, buyer in enumerate(buyers):
            cls.quotes(buyer, {"discount": 20 + number}, count=2)
            cls.owed(buyer, days_ago(5 + number), 100 + number)
            cls.bought(buyer, *map(days_ago, (160, 130, 100, 70)))
        for number in range(10):
            cls.client(f"Double {number}")
            cls.client(f"Double {number} Ltd")
        for number in range(10):
            cls.person(f"exporter {number}", "base.group_allow_export")
        changed = [
            {"id": order.id, "currency_id": order.currency_id.id, "before": 90, "after": 100}
            for order in cls.env["sale.order"].search([("state", "=", "sale")], limit=12)
        ]
        cls.startClassPatcher(
            patch.object(type(cls.env["bpm.xray"]), "_changed_orders", lambda _self: changed)
        )
        cls.reports = cls.env["ir.actions.report"].with_user(cls.director)

    def paper(self):
        return html.fromstring(self.reports._render_qweb_html(REPORT, [])[0])

    def test_company_date_logo_and_every_card_stand_on_it(self):
        page = self.paper()
        text = " ".join(page.text_content().split())
        self.assertIn("Glass House, 03/18/2026", text)
        self.assertTrue(page.xpath("//img[@alt='Logo'][starts-with(@src, 'data:image')]"))
        for card in self.xray.xray_cards():
            self.assertIn(card["title"], text)
            for sentence in self.xray.xray_card(card["name"])["sentences"]:
                self.assertIn(" ".join(sentence["text"].split()), text)

    def test_ten_worst_of_each_card_and_no_more(self):
        cards = self.paper().xpath("//div[contains(@class, 'o_bpm_xray_paper_card')]")
        rows = [len(card.xpath(".//tbody/tr")) for card in cards]
        self.assertEqual(rows, [10] * 6)

    def test_two_pages(self):
        with self.allow_pdf_render(), mute_logger("odoo.addons.base.models.ir_actions_report"):
            reports = self.reports.with_context(force_report_rendering=True)
            pdf = reports._render_qweb_pdf(REPORT, [])[0]
        pages = PdfReader(io.BytesIO(pdf)).pages
        self.assertEqual(len(pages), 2)
        width, height = (float(side) for side in pages[0].mediabox[2:])
        self.assertAlmostEqual(height / width, 297 / 210, 2)
        self.assertIn("Sleeping Buyers", " ".join(pages[1].extract_text().split()))

    def test_nobody_else_prints_it(self):
        with self.assertRaises(AccessError):
            self.reports.with_user(self.seller)._render_qweb_html(REPORT, [])
