"""Any paper can be approved before it is signed: its state follows its request (S3-16).

What is approved is its name, kind, date, counterparty and the very version of its file. A paper of
something that has approvals of its own, a quotation or a contract, is covered by those.
"""

from odoo import models

CONTENT = ("name", "type_id", "date", "partner_id", "company_id", "current_version_id")
# What the outcome of a request makes of a paper that nobody signed yet.
FOLLOWS = {"open": "approval", "approved": "approved"}


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_gate_values(self):
        return {**super()._bpm_gate_values(), "sign": ("state", ("signed",))}

    def _bpm_shipped_fields(self):
        return sorted(CONTENT), {}

    def _bpm_left_out(self):
        """Override: papers of what is approved itself, and those that filed themselves."""
        guarded = {
            model
            for model in set(self.sudo().mapped("res_model"))
            if model in self.env and self.env[model]._bpm_gate_values()
        }
        return super()._bpm_left_out() | self.filtered(
            lambda paper: paper.res_model in guarded or paper.source_attachment
        )

    def _bpm_submit(self, guard, comment, urgent):
        """Override: what somebody is asked about waits for approval from then on."""
        self.flush_recordset()
        requests, left_out = super()._bpm_submit(guard, comment, urgent)
        self._bpm_clean()._bpm_follow_requests()
        return requests, left_out

    def _bpm_follow_requests(self):
        """Bring papers nobody signed to the state their newest request is in."""
        self.env["bpm.approval.request"].flush_model()
        newest = self._bpm_last_requests()
        for paper in self.filtered(lambda one: one.state in ("draft", "approval", "approved")):
            request = newest.get(paper.id)
            wanted = FOLLOWS.get(request.state if request else None, "draft")
            if paper.state == "approved" and wanted == "approval":
                paper._bpm_move("draft")
            paper._bpm_move(wanted)


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _refresh_documents(self):
        """Override: a paper's state is what has become of its request."""
        result = super()._refresh_documents()
        papers = self.env["bpm.document"].browse(self._documents().get("bpm.document", ()))
        papers.exists()._bpm_clean()._bpm_follow_requests()
        return result
