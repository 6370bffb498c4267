"""Templates written in Odoo's own editor: a page with placeholders, on the company's letterhead.

Its HTML is kept as the file of a version, like a Word file; the PDF is printed by QWeb.
"""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from .page_render import render_page

PAGE = "page"
REPORT = "bpm_crm_addon.action_report_written_page"


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    body = fields.Html("Page", compute="_compute_body", inverse="_inverse_body")

    @api.depends("current_version_id", "kind")
    def _compute_body(self):
        for template in self:
            page = template._origin.kind == template.kind == PAGE and template.current_version_id
            template.body = Markup(template._bpm_source()) if page else False

    def _inverse_body(self):
        """Another text is another version; papers say from which they were made."""
        for template in self:
            if template.kind == PAGE and template.body:
                template._bpm_keep_version("page.html", str(template.body).encode())

    def write(self, vals):
        """Override: a Word file is no page and a page no Word file; its versions stay."""
        if "kind" in vals:
            self.check_access("write")
            others = self.filtered(lambda template: template.kind != vals["kind"])
            others.sudo().write({"current_version_id": False, "version": 0})
        return super().write(vals)

    def _bpm_source(self):
        """The HTML of the newest version."""
        return self._bpm_raw().decode(errors="replace")

    def _bpm_fault_of_file(self, raw):
        """Override: pages are no Word files; they are cleaned when they are filled in."""
        return None if self.kind == PAGE else super()._bpm_fault_of_file(raw)

    def _bpm_refuse_records(self, records):
        """Override: a page without text makes no paper."""
        super()._bpm_refuse_records(records)
        if self.kind == PAGE and not self.current_version_id:
            raise UserError(self.env._("%s has no text yet. Write it first.", self.name))

    def _bpm_filled(self, facts):
        """(what the paper's file is made of or None, faults); override per kind of template."""
        if self.kind != PAGE:
            return super()._bpm_filled(facts)
        pictures = self.env["bpm.fact.words"]._picture_bytes(facts)
        return render_page(self._bpm_source(), facts, pictures)

    def _bpm_finished(self, filled, made, record):
        """Override: printed on the letterhead of the record's company."""
        if self.kind != PAGE:
            return super()._bpm_finished(filled, made, record)
        report = self.env["ir.actions.report"].with_context(lang=made["lang"])
        companies = self.env["bpm.dossier"]._bpm_companies(record)
        data = {
            "written": Markup(filled),
            "held": report._bpm_stamp_words() if "held" in made else "",
            "company": self.env["res.company"].sudo().browse(companies[record.id]),
        }
        raw, ending = report._render_qweb_pdf(REPORT, self.ids, data)
        return raw, None, ending
