"""What an approver reads of a contract: its text as it was submitted, else a page of its facts."""

from odoo import api, models


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _bpm_report(self):
        return self.env.ref("bpm_crm_addon.action_report_bpm_contract")


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
