"""The paper of an approval, as it was submitted.

For everyone who may read the approval request: no right on the document itself, nor on its
attachments, is needed, and none is given.
"""

from odoo import http
from odoo.http import request

VIEWER = "/web/static/lib/pdfjs/web/viewer.html?file=%s#zoom=page-width"
NO_SCRIPTS = (
    "sandbox; default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'"
)


class ApprovalPdf(http.Controller):
    @http.route("/bpm/approval/<int:request_id>/read", type="http", auth="user", methods=["GET"])
    def approval_read(self, request_id):
        """The paper in the browser's reader, made now if nobody has read it before."""
        paper = self._paper(request_id)
        if paper.mimetype == "application/pdf":
            return request.redirect(VIEWER % f"/bpm/approval/{request_id}/pdf")
        return self._stream(paper)

    @http.route("/bpm/approval/<int:request_id>/pdf", type="http", auth="user", methods=["GET"])
    def approval_pdf(self, request_id):
        """The paper itself."""
        return self._stream(self._paper(request_id))

    def _paper(self, request_id):
        asked = request.env["bpm.approval.request"].browse(request_id).exists()
        if not asked or not asked.has_access("read"):
            raise request.not_found()
        paper = asked._frozen_pdf()
        if not paper:
            raise request.not_found()
        return paper.sudo()

    def _stream(self, paper):
        stream = request.env["ir.binary"]._get_stream_from(paper)
        return stream.get_response(as_attachment=False, content_security_policy=NO_SCRIPTS)
