"""Attribute sets as a file, to be read in by another database."""

from odoo import http
from odoo.http import content_disposition, request


class AttributeFile(http.Controller):
    @http.route(
        "/bpm_crm_addon/attribute_sets/<string:numbers>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, numbers):
        """The file, for those who may keep the sets; see `_to_text`.

        :param numbers: ids of sets, commas between them
        """
        ids = [int(number) for number in numbers.split(",") if number.isdecimal()]
        sets = request.env["bpm.partner.attribute.set"].browse(ids).exists()
        if not sets or not sets.has_access("write"):
            raise request.not_found()
        return request.make_response(
            sets._to_text(),
            headers=[
                ("Content-Type", "application/json; charset=utf-8"),
                ("Content-Disposition", content_disposition("attribute_sets.json")),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
