"""The audit trail as a download of any size."""

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import content_disposition, request

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}


class AuditTrail(http.Controller):
    @http.route(
        "/bpm_crm_addon/audit_trail/<any(csv, jsonl):kind>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, kind):
        """The file, for administrators; see `bpm.journal._export`."""
        file = request.env["bpm.journal"]._export(kind)
        return request.make_response(
            wrap_file(request.httprequest.environ, file),
            headers=[
                ("Content-Type", TYPES[kind]),
                ("Content-Disposition", content_disposition(f"audit_trail.{kind}")),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
