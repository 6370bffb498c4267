"""What an approver reads of a contract: its text as it was submitted; where that is no PDF, a
page of its facts and the words of the text behind it."""

from odoo import api, models


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _bpm_report(self):
        return self.env.ref("bpm_crm_addon.action_report_bpm_contract_asked")

    def _text_to_read(self):
        """The lines of the text as it stands; none where there is no text that can be read."""
        version = self._text_version()
        text = version._bpm_text() if version else None
        return [line for line in (text or "").splitlines() if line.strip()]


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _printed_models(self):
        """Override: contracts, too."""
        return [*super()._printed_models(), "bpm.contract"]

    def _frozen_pdf(self):
        """Override: a text that is there as PDF is what people read, byte by byte."""
        request = self.sudo()
        if request.res_model != "bpm.contract" or request.pdf_id:
            return super()._frozen_pdf()
        contract = request._document_of().sudo().exists()
        version = contract._text_version() if contract else None
        paper = version and (version.pdf_attachment_id or version.attachment_id)
        if not paper or paper.mimetype != "application/pdf" or request.state != "open":
            return super()._frozen_pdf()
        request.pdf_id = self.env["ir.attachment"].sudo().create(
            {
                "name": f"{request.name}.pdf",
                "raw": paper.raw,
                "mimetype": paper.mimetype,
                "res_model": self._name,
                "res_id": request.id,
            }
        )  # fmt: skip
        return request.pdf_id
