"""The text of papers' files, and two versions of one side by side."""

import io
import logging

from odoo import models

from .docx_render import BROKEN
from .docx_source import fault_of

_logger = logging.getLogger(__name__)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 20 * 2**20
PAGES = 300


class BpmDocumentVersion(models.Model):
    _inherit = "bpm.document.version"

    def _bpm_text(self):
        """The text of the version's file; None where it has none that can be read."""
        self.ensure_one()
        file = self.sudo().with_context(bin_size=False).attachment_id
        raw = file.raw or b""
        if not raw or len(raw) > LARGEST:
            return None
        try:
            if file.mimetype == WORD:
                return _of_word(raw)
            if file.mimetype == "application/pdf":
                return _of_pdf(raw)
            if (file.mimetype or "").startswith("text/"):
                return raw.decode("utf-8", "replace")
        except ImportError:
            _logger.info("A library to read %s is not installed", file.mimetype)
        return None


def _of_word(raw):
    """Paragraphs and rows of tables, in their order; a row is one line."""
    if fault_of(raw):
        return None
    from docx import Document  # optional
    from docx.table import Table

    lines = []
    try:
        for part in Document(io.BytesIO(raw)).iter_inner_content():
            if isinstance(part, Table):
                lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
            else:
                lines.append(part.text)
    except BROKEN:
        return None
    return "\n".join(lines)


def _of_pdf(raw):
    from pdfminer.high_level import extract_text  # optional
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    try:
        text = extract_text(io.BytesIO(raw), maxpages=PAGES)
    except (PDFException, PSException, ValueError, KeyError, TypeError):
        return None
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
