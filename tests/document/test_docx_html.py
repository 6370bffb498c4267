"""A Word file as a page, which is printed where LibreOffice is not installed (issue "contracts",
item 2: DOCX and PDF)."""

import base64
import io

from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm
from lxml import html

from odoo.addons.bpm_crm_addon.models.document.docx_html import as_html
from tests.common import BpmCase
from tests.document.word import saved, word

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class TestDocxHtml(BpmCase):
    def page(self, raw):
        return html.fromstring(as_html(raw))

    def test_text_stays_text(self):
        """What a counterparty is called is never read as orders of the page."""
        page = self.page(word("<script>alert(1)</script> & <b>bold</b>"))
        self.assertFalse(page.xpath("//script | //b"))
        self.assertIn("<script>alert(1)</script> & <b>bold</b>", page.text_content())

    def test_headings_emphasis_and_breaks(self):
        document = Document()
        document.add_heading("Subject", 1)
        document.add_paragraph("below")
        run = document.add_paragraph().add_run("bold")
        run.bold = True
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        page = self.page(saved(document))
        together = page.xpath("//div[@class='together']")
        self.assertEqual([one.text_content() for one in together], ["Subjectbelow"])
        self.assertTrue(page.xpath("//span[text()='bold' and contains(@style, 'bold')]"))
        self.assertTrue(page.xpath("//span[contains(@style, 'page-break-after')]"))

    def test_lists_are_numbered_as_word_does(self):
        document = Document()
        for text in ("one", "two"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("dot", style="List Bullet")
        lines = [one.text_content().split() for one in self.page(saved(document)).xpath("//p")]
        self.assertEqual(lines, [["1.", "one"], ["2.", "two"], ["•", "dot"]])

    def test_tables_with_their_lines_and_joined_cells(self):
        document = Document()
        table = document.add_table(rows=2, cols=2, style="Table Grid")
        table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
        table.cell(1, 0).text, table.cell(1, 1).text = "a", "b"
        document.add_table(rows=1, cols=1)
        lined, plain = self.page(saved(document)).xpath("//table")
        self.assertEqual((lined.get("class"), plain.get("class")), ("grid", ""))
        self.assertEqual(lined.xpath("string(.//td[@colspan='2'])"), "wide")
        self.assertEqual([td.text_content() for td in lined.xpath(".//tr[2]/td")], ["a", "b"])

    def test_pictures_are_part_of_the_page_and_nothing_is_fetched(self):
        document = Document()
        document.add_picture(io.BytesIO(PIXEL), width=Mm(40))
        [picture] = self.page(saved(document)).xpath("//img")
        self.assertTrue(picture.get("src").startswith("data:image/png;base64,"))
        self.assertIn("width:40mm", picture.get("style"))

    def test_the_words_of_the_header_are_on_it_page_numbers_are_not(self):
        text = self.page(word("Offer", header="NOT APPROVED")).text_content()
        self.assertLess(text.index("NOT APPROVED"), text.index("Offer"))
