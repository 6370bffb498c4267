"""The PDF of a paper made from a Word template: by LibreOffice where it is, else as Odoo prints.

LibreOffice shows the page as Word does. Without it the text with its headings, tables and pictures
goes through the printer of Odoo's reports: plainer, with pages numbered afterwards, fit to be sent.
"""

import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.modules import module

from .document_compare import WORD
from .docx_render import BROKEN
from .docx_source import fault_of
from .pdf_office import as_pdf
from .pdf_pages import with_numbers

_logger = logging.getLogger(__name__)
MARGINS = {
    "data-report-margin-top": 18,
    "data-report-margin-bottom": 18,
    "data-report-header-spacing": 0,
}


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    def _bpm_pdf_of(self, raw, lang):
        """Bytes of the PDF of a Word file's bytes; None when the server can make none."""
        return as_pdf(raw) or self._bpm_printed(raw, lang)

    def _bpm_printed(self, raw, lang):
        """The PDF by the printer of Odoo's reports; in tests only when asked for, as there."""
        report = self.env["ir.actions.report"].with_context(lang=lang)
        if module.current_test and not self.env.context.get("force_report_rendering"):
            return None
        if report.get_wkhtmltopdf_state() not in ("ok", "upgrade"):
            return None
        page = _page_of(raw)
        if page is None:
            return None
        try:
            pdf = report._run_wkhtmltopdf([page], specific_paperformat_args=MARGINS)
        except UserError as error:
            _logger.warning("A Word file was not printed: %s", error)
            return None
        return with_numbers(pdf) if pdf.startswith(b"%PDF") else None


class BpmDocumentVersion(models.Model):
    _inherit = "bpm.document.version"

    def _bpm_page(self):
        """The version's Word file as a page; None where it is none or cannot be shown."""
        self.ensure_one()
        file = self.sudo().with_context(bin_size=False).attachment_id
        raw = file.raw or b""
        if file.mimetype != WORD or not raw or fault_of(raw):
            return None
        return _page_of(raw)


def _page_of(raw):
    try:
        from .docx_html import as_html  # its library is optional

        return as_html(raw)
    except ImportError:
        _logger.info("The library to read Word files is not installed")
    except BROKEN as error:
        _logger.warning("A Word file cannot be shown as a page: %s", error)
    return None
