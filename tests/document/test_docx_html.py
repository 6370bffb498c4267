"""A Word file as a page, which is printed where LibreOffice is not installed (issue "contracts",
item 2: DOCX and PDF)."""

import base64
import io
from unittest.mock import patch

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import html

from odoo.addons.bpm_crm_addon.models.document import docx_html
from odoo.addons.bpm_crm_addon.models.document.docx_html import as_html
from tests.common import BpmCase
from tests.document.word import saved, with_part, word

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

    def test_a_cell_has_its_own_colour_not_that_of_its_words(self):
        document = Document()
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        shade = f"<w:shd {nsdecls('w')} w:fill='FFFF00'/>"
        cells[0]._tc.get_or_add_tcPr().append(parse_xml(shade))
        run = cells[1].paragraphs[0].add_run("marked")
        run._r.get_or_add_rPr().append(parse_xml(shade))
        styles = self.page(saved(document)).xpath("//td/@style")
        self.assertEqual(["FFFF00" in style for style in styles], [True, False])


class TestHostileFiles(BpmCase):
    """Cases 67 to 69: counterparties bring files by a link, and colleagues look at them."""

    def looked_at(self, raw):
        """(the page, its words) of a version with this file; None where it cannot be shown."""
        paper = self.env["bpm.document"].create({"name": "Theirs"})
        version = paper._bpm_add_version([{"name": "theirs.docx", "raw": raw}])
        return version._bpm_page(), version._bpm_text()

    def test_styles_that_build_on_each_other(self):
        document = Document()
        normal, body = document.styles["Normal"], document.styles["Body Text"]
        normal.base_style, body.base_style = body, normal
        document.add_paragraph("round and round", style=body)
        self.assertIn("round and round", as_html(saved(document)))

    def test_numbers_without_end(self):
        document = Document()
        document.add_paragraph("far", style="List Number")
        for level in document.part.numbering_part.element.iter(qn("w:lvl")):
            level.find(qn("w:start")).set(qn("w:val"), "2000000000")
            level.find(qn("w:numFmt")).set(qn("w:val"), "lowerRoman")
            level.find(qn("w:lvlText")).set(qn("w:val"), "%1" * 1_000)
        page = as_html(saved(document))
        self.assertIn("2000000000", page)
        self.assertLess(len(page), 2_000)

    def test_a_picture_shown_without_end(self):
        document = Document()
        for _time in range(3):
            document.add_picture(io.BytesIO(PIXEL))
        raw = saved(document)
        with patch.object(docx_html, "MOST", 3 * len(PIXEL)):
            self.assertIsNotNone(self.looked_at(raw)[0])
        with patch.object(docx_html, "MOST", 3 * len(PIXEL) - 1):
            self.assertIsNone(self.looked_at(raw)[0])

    def test_broken_files_are_told_and_do_not_fail(self):
        odd, torn = Document(), Document()
        table = odd.add_table(rows=1, cols=1)._tbl
        table.remove(table.tblPr)
        torn.add_picture(io.BytesIO(PIXEL))
        torn = with_part(saved(torn), "word/media/image1.png", PIXEL)
        for name, raw in (("odd", saved(odd)), ("torn", torn.replace(PIXEL, PIXEL[::-1]))):
            with self.subTest(name):
                self.assertIsNone(self.looked_at(raw)[0])
