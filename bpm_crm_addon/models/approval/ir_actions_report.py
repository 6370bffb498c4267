"""Printing what may not be sent: allowed, with words across every page.

The words are put into the rendered page of whatever report is about quotations (also one's own
reports and the pro-forma), as part of its body: they need no header or footer of the PDF program.
A draft invoice of such a quotation is printed in the same way.
"""

from lxml import html

from odoo import api, models

PRINTED = ("sale.order", "account.move")
NO_OFFER = {"bpm_crm_addon.approval_sheet_of_quote"}  # reports on quotations that offer nothing
LETTERS_PER_STRIPE = 120  # fewer than fit between two stripes: what is too much is cut off


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    @api.model
    def _render_qweb_html(self, report_ref, docids, data=None):
        content, kind = super()._render_qweb_html(report_ref, docids, data=data)
        held = self._bpm_printed_too_early(report_ref, docids)
        return (self._bpm_stamp_pages(content, held) if held else content), kind

    @api.model
    def _render_qweb_text(self, report_ref, docids, data=None):
        content, kind = super()._render_qweb_text(report_ref, docids, data=data)
        if self._bpm_printed_too_early(report_ref, docids):
            content = f"{self._bpm_stamp_words()}\n\n".encode() + content
        return content, kind

    def _bpm_printed_too_early(self, report_ref, docids):
        """Return the documents among ``docids`` that show what may not be sent now."""
        report = self._get_report(report_ref)
        model = report.model
        if model not in PRINTED or report.report_name in NO_OFFER or not docids:
            return False
        documents = self.env[model].sudo().browse(docids)
        if model == "sale.order":
            return documents.browse(documents._bpm_held("send"))
        drafts = documents.filtered(lambda move: move.state == "draft")
        held = drafts.line_ids.sale_line_ids.order_id._bpm_held("send")
        return drafts.filtered(
            lambda move: held.keys() & set(move.line_ids.sale_line_ids.order_id.ids)
        )

    def _bpm_stamp_words(self):
        return self.env._("NOT APPROVED – NOT AN OFFER")

    def _bpm_stamp_pages(self, content, documents):
        """Stamp the part of each of ``documents``; where parts are not told apart, everything."""
        page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
        found = page.xpath(f"//*[@data-oe-model='{documents._name}'][@data-oe-id]")
        parts = [part for part in found if "article" in (part.get("class") or "").split()]
        for part in parts or page.xpath("//main") or page.xpath("//body"):
            number = int(part.get("data-oe-id") or 0)
            shown = documents.filtered(lambda one, number=number: number in (0, one.id))
            if shown:
                part.insert(0, html.fragment_fromstring(self._bpm_stamp(shown, part)))
                part.set("style", f"{part.get('style') or ''};position:relative;overflow:hidden")
        return html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")

    def _bpm_stamp(self, documents, part):
        """Return the stamp as HTML, long enough for all of ``part``, in the customer's language."""
        letters = len(" ".join(part.text_content().split()))
        speaking = self.with_context(lang=documents[:1].partner_id.lang or self.env.lang)
        values = {
            "stripes": range(6 + letters // LETTERS_PER_STRIPE),
            "words": speaking._bpm_stamp_words(),
        }
        return str(self.env["ir.qweb"]._render("bpm_crm_addon.not_an_offer", values)).strip()
