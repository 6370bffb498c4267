"""What papers rely on, on the page of health."""

from odoo import api, models

from .pdf_office import office


class BpmHealth(models.TransientModel):
    _inherit = "bpm.health"

    @api.model
    def _optional_libraries(self):
        """Override to add what reads and fills in files."""
        return {
            **super()._optional_libraries(),
            "docxtpl": ("docxtpl", self.env._("No paper can be made from a Word template.")),
            "pdfminer": (
                "pdfminer.six",
                self.env._("Texts inside PDF files are neither searched nor compared."),
            ),
        }

    @api.model
    def _health_lines(self):
        """Override to add the program that makes PDFs of Word files."""
        return [*super()._health_lines(), self._line_of_office()]

    def _line_of_office(self):
        if office():
            return {
                "level": "success",
                "name": self.env._("LibreOffice"),
                "text": self.env._("Papers made from Word templates are kept as PDF, too."),
            }
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() in ("ok", "upgrade"):
            return {
                "level": "success",
                "name": self.env._("Papers are printed without LibreOffice"),
                "text": self.env._(
                    "PDFs of papers made from Word templates are plainer than in Word: without "
                    "drawings, columns and the template's own footer. To have them as Word shows "
                    "them: install LibreOffice (package libreoffice-writer-nogui) on the server."
                ),
            }
        return {
            "level": "warning",
            "name": self.env._("Neither LibreOffice nor wkhtmltopdf is on the server"),
            "text": self.env._(
                "Papers made from Word templates are kept as Word files only. To have them as "
                "PDF, too: install LibreOffice (package libreoffice-writer-nogui) on the server."
            ),
        }
