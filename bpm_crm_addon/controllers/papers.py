"""Files of papers, for those who may see the paper; each look is noted."""

import tempfile
from contextlib import ExitStack

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

VIEWER = "/web/static/lib/pdfjs/web/viewer.html?file=%s#zoom=page-width"
NO_SCRIPTS = (
    "sandbox; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'"
)
SHOWN = ("application/pdf", "image/", "text/plain")
SAVED = {"type": "http", "auth": "user", "methods": ["GET"]}


class Papers(http.Controller):
    @http.route("/bpm/paper/<int:number>/view", **SAVED)
    def view(self, number):
        """Show a version in the browser, or save it where browsers cannot show it."""
        version = self._version(number)
        file = version.pdf_attachment_id or version.attachment_id
        if not file.mimetype.startswith(SHOWN):
            return self._serve(version, version.attachment_id, "downloaded", save=True)
        if file.mimetype == "application/pdf":
            values = {"version": version, "viewer": VIEWER % f"/bpm/paper/{number}/pdf"}
            return request.render("bpm_crm_addon.paper_reader", values)
        return self._serve(version, file, "viewed")

    @http.route("/bpm/paper/<int:number>/printed", type="http", auth="user", methods=["POST"])
    def printed(self, number):
        """The reader tells that somebody prints what they see."""
        request.env["bpm.document.look"].sudo()._bpm_note(self._version(number), "printed")
        return request.make_response("")

    @http.route("/bpm/paper/<int:number>/pdf", **SAVED)
    def pdf(self, number):
        """The PDF of a version, for the browser's reader."""
        version = self._version(number)
        file = version.pdf_attachment_id or version.attachment_id
        if file.mimetype != "application/pdf":
            raise request.not_found()
        return self._serve(version, file, "viewed")

    @http.route("/bpm/paper/<int:number>/text", **SAVED)
    def text(self, number):
        """A version for a quick look: a Word file as a page, else its words."""
        version = self._version(number)
        words, kind = version._bpm_page(), "text/html"
        if words is None:
            words, kind = version._bpm_text(), "text/plain"
        if words is None:
            words = request.env._("There is no text in it that can be read.")
        request.env["bpm.document.look"].sudo()._bpm_note(version, "viewed")
        headers = [
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Security-Policy", NO_SCRIPTS),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(words, headers)

    @http.route("/bpm/paper/<int:number>/download", **SAVED)
    def download(self, number):
        version = self._version(number)
        return self._serve(version, version.attachment_id, "downloaded", save=True)

    @http.route("/bpm/template/<int:number>/file", **SAVED)
    def template(self, number):
        """The newest file of a template, for whoever keeps templates."""
        template = request.env["bpm.document.template"].browse(number).exists()
        if not template or not template.has_access("write"):
            raise request.not_found()
        file = template.sudo().current_version_id.attachment_id
        if not file:
            raise request.not_found()
        return request.env["ir.binary"]._get_stream_from(file).get_response(as_attachment=True)

    @http.route("/bpm/dossier/<int:number>/export", **SAVED)
    def export(self, number):
        """The dossier as one file, sent piece by piece."""
        dossier = request.env["bpm.dossier"].browse(number).exists()
        if not dossier or not dossier.has_access("read"):
            raise request.not_found()
        with ExitStack() as opened:
            target = opened.enter_context(tempfile.TemporaryFile(prefix="bpm_dossier_"))
            try:
                dossier._bpm_export(target)
            except (UserError, AccessError) as error:
                headers = [("Content-Type", "text/plain; charset=utf-8")]
                return request.make_response(str(error), headers, status=409)
            size = target.tell()
            target.seek(0)
            response = request.make_response(
                iter(lambda: target.read(2**16), b""),
                [
                    ("Content-Type", "application/zip"),
                    ("Content-Length", str(size)),
                    ("Content-Disposition", content_disposition(f"{dossier.name}.zip")),
                    ("Cache-Control", "no-store"),
                    ("X-Content-Type-Options", "nosniff"),
                ],
            )
            response.call_on_close(opened.pop_all().close)
            return response

    # === PARTS === #

    def _version(self, number):
        """A version the user may see, with its file still there."""
        version = request.env["bpm.document.version"].browse(number).exists()
        if not version or not version.has_access("read") or not version.sudo().attachment_id:
            raise request.not_found()
        return version.sudo()

    def _serve(self, version, file, how, save=False):
        request.env["bpm.document.look"].sudo()._bpm_note(version, how)
        stream = request.env["ir.binary"]._get_stream_from(file)
        return stream.get_response(as_attachment=save, content_security_policy=NO_SCRIPTS)
