"""PDFs of papers: by LibreOffice where it is, by Odoo's reports, or not at all."""

import base64
import io
import os
import select
import stat
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from pdfminer.high_level import extract_text

from odoo.addons.bpm_crm_addon.models.document import pdf_office
from tests.common import ApprovalCase
from tests.document.word import word

GOOD = """#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = "--outdir" ] && out="$2"; shift; done
printf '%%PDF-1.4 made' > "$out/paper.pdf"
"""
HANGS = """#!/bin/sh
sleep 300 &
echo $! > "$PIDS"
wait
"""


def _has_ended(number, seconds=10):
    """Whether a process, which is no child of ours, ends within that time."""
    try:
        process = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        ready, _, _ = select.select([process], [], [], seconds)
    finally:
        os.close(process)
    return bool(ready)


class TestPdf(ApprovalCase):
    def office(self, script):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        program = folder / "soffice"
        program.write_text(script)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.enterContext(patch.dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}"))
        return folder

    def test_a_word_file_becomes_a_pdf(self):
        """Issue item 2: output DOCX and PDF, when LibreOffice is there."""
        self.office(GOOD)
        self.assertEqual(pdf_office.as_pdf(word("Offer")), b"%PDF-1.4 made")
        template = self.env.ref("bpm_crm_addon.template_offer_en")
        version = template._bpm_generate(self.quote().sudo()).current_version_id
        self.assertEqual(version.pdf_attachment_id.raw, b"%PDF-1.4 made")
        self.assertTrue(version.document_id.has_pdf)

    def test_one_that_hangs_is_ended_with_all_it_started(self):
        """A time limit, and no process stays behind."""
        folder = self.office(HANGS)
        self.enterContext(patch.dict(os.environ, PIDS=str(folder / "pids")))
        started = time.monotonic()
        self.assertIsNone(pdf_office.as_pdf(word("Offer"), seconds=1))
        self.assertLess(time.monotonic() - started, 20)
        child = int((folder / "pids").read_text())
        self.assertTrue(_has_ended(child))

    def line_of_health(self, printer):
        reports = type(self.env["ir.actions.report"])
        with patch.object(reports, "get_wkhtmltopdf_state", return_value=printer):
            return self.env["bpm.health"]._line_of_office()

    def test_without_libreoffice_odoo_prints_it(self):
        """Issue item 2: PDF by LibreOffice when present, else as Odoo prints; Health says which."""
        self.enterContext(patch.object(pdf_office, "PROGRAMS", ()))
        template = self.env["bpm.document.template"].create(
            {
                "name": "Test offer",
                "model_name": "sale.order",
                "file_name": "offer.docx",
                "file": base64.b64encode(word("Offer {{ document.number }}")),
            }
        )
        order = self.quote()
        template = template.with_user(self.seller).with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            paper = template._bpm_generate(order)
        self.assertTrue(paper.has_pdf)
        text = extract_text(io.BytesIO(paper.sudo().current_version_id.pdf_attachment_id.raw))
        self.assertIn(f"Offer {order.name}", " ".join(text.split()))
        self.assertEqual(self.line_of_health("ok")["level"], "success")

    def printed(self, text):
        """The texts of the pages of a Word file printed without LibreOffice."""
        template = self.env["bpm.document.template"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            pdf = template._bpm_printed(word(*text), "en_US")
        return [page.split() for page in extract_text(io.BytesIO(pdf)).split("\f")[:-1]]

    def test_printed_without_libreoffice_its_pages_are_numbered(self):
        """Issue item 2: output DOCX and PDF; a contract of several pages says which is which."""
        pages = self.printed([f"Clause {number}" for number in range(1, 121)])
        self.assertGreater(len(pages), 1)
        for number, text in enumerate(pages, 1):
            self.assertEqual(text[-3:], [str(number), "/", str(len(pages))])
            self.assertIn("Clause", text)
        self.assertEqual(self.printed(["Letter"]), [["Letter"]])

    def test_with_neither_there_is_the_word_file(self):
        self.enterContext(patch.object(pdf_office, "PROGRAMS", ()))
        reports = type(self.env["ir.actions.report"])
        template = self.env["bpm.document.template"].with_context(force_report_rendering=True)
        with patch.object(reports, "get_wkhtmltopdf_state", return_value="install"):
            self.assertIsNone(template._bpm_pdf_of(word("Offer"), "en_US"))
        self.assertEqual(self.line_of_health("install")["level"], "warning")

    def test_a_report_of_odoo(self):
        """Issue item 2: QWeb templates beside Word."""
        template = self.env["bpm.document.template"].create(
            {
                "name": "Print",
                "kind": "qweb",
                "model_name": "sale.order",
                "report_id": self.env.ref("sale.action_report_saleorder").id,
            }
        )
        # Odoo prints HTML in tests unless it is told to make a PDF.
        template = template.with_user(self.seller).with_context(force_report_rendering=True)
        order = self.quote()
        with self.allow_pdf_render():
            paper = template._bpm_generate(order)
            again = template._bpm_generate(order)
        self.assertEqual(paper, again)
        self.assertEqual(paper.version_ids.mapped("mimetype"), ["application/pdf"])
