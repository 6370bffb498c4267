"""The document as submitted, frozen as a PDF: what people asked read, without other rights."""

import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_report(self):
        """The report that shows this document to an approver; none by default."""
        return self.env["ir.actions.report"]


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _bpm_report(self):
        return self.env.ref("sale.action_report_saleorder")


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _cron_freeze_pdfs(self):
        """Freeze the documents as they were submitted, one transaction each; also of those that
        were approved within minutes, as long as nobody has gone on from it."""
        lately = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        waiting = self.search(
            [
                "|",
                ("state", "=", "open"),
                *("&", ("state", "=", "approved"), ("submitted_at", ">", lately)),
                ("passed_at", "=", False),
                ("pdf_id", "=", False),
                ("res_model", "in", self._printed_models()),
            ]
        )
        self.env["ir.cron"]._commit_progress(remaining=len(waiting))
        for request in waiting:
            request._frozen_pdf()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    @api.model
    def _printed_models(self):
        """Documents that are frozen as PDF. Override it to add some, calling super first."""
        return ["sale.order"]

    def _frozen_pdf(self):
        """Return the attachment with the document as submitted, making it if need be.

        While a request is open its content is locked, so what is rendered later in that time is
        what was submitted. Empty when there is no report, or the content is no longer that, or it
        was sent or confirmed since: what is printed then is another paper.
        """
        self.ensure_one()
        request = self.sudo()
        document = request._document_of().sudo().exists()
        live = request.state in ("open", "approved") and not request.passed_at
        if request.pdf_id or not live or not document:
            return request.pdf_id
        report = document._bpm_report().sudo()
        row = {
            "id": request.id,
            "version_id": request.version_id.id,
            "attachments": request.attachments,
        }
        if (
            not report
            or document._bpm_clean()._bpm_request_fingerprints({document.id: row})[document.id][0]
            != request.digest
        ):
            return request.pdf_id
        try:
            content, kind = report.with_context(lang=request.requester_id.lang)._render(
                report.report_name, document.ids
            )
        except Exception as error:  # noqa: BLE001  a broken layout must not stop decisions
            _logger.warning(
                "Document of approval request %s cannot be printed: %s", request.id, error
            )
            return request.pdf_id
        suffix = "pdf" if kind == "pdf" else "html"
        request.pdf_id = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": f"{request.name}.{suffix}",
                    "raw": content,
                    "mimetype": "application/pdf" if suffix == "pdf" else "text/html",
                    "res_model": self._name,
                    "res_id": request.id,
                }
            )
        )
        return request.pdf_id
