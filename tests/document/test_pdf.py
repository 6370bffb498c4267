"""PDFs of papers: by LibreOffice where it is, by Odoo's reports, or not at all."""

import os
import select
import stat
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

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

    def test_without_libreoffice_there_is_the_word_file(self):
        self.enterContext(patch.object(pdf_office, "PROGRAMS", ()))
        self.assertIsNone(pdf_office.as_pdf(word("Offer")))
        lines = self.env["bpm.health"]._health_lines()
        self.assertIn("warning", [line["level"] for line in lines if "LibreOffice" in line["name"]])

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
