"""Rows of an import that were refused, as a download."""

from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PartnerImport(http.Controller):
    @http.route(
        "/bpm_crm_addon/import/<int:import_id>/rejected",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def rejected(self, import_id):
        """The workbook, for whoever may read the import; see `_rejected_workbook`."""
        importing = request.env["bpm.partner.import"].browse(import_id).exists()
        if not importing or not importing.has_access("read"):
            raise request.not_found()
        name = f"{importing.name.rpartition('.')[0] or importing.name} - not imported.xlsx"
        return request.make_response(
            importing._rejected_workbook(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
