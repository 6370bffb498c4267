"""Links of campaigns: counted, then on to where they were meant to lead; and opened mails."""

import base64

from odoo import http
from odoo.http import request

from .outside import SIGNED, unknown

# One transparent point.
POINT = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")


class CampaignPublic(http.Controller):
    @http.route("/bpm/l/<string:payload>", methods=["GET"], **SIGNED)
    def follow(self, payload):
        """On to the address of the link. Programs that only ask (HEAD) are not counted."""
        count = request.httprequest.method == "GET"
        url = request.env["bpm.campaign.link"]._bpm_follow(payload, count)
        if not url:
            return unknown("bpm_crm_addon.unknown_link_page")
        return request.redirect(url, local=False)

    @http.route("/bpm/o/<string:payload>", methods=["GET"], **SIGNED)
    def opened(self, payload):
        """The picture that says that a mail was opened; the same for every link."""
        request.env["bpm.campaign.link"].sudo()._bpm_opened(payload)
        headers = [("Content-Type", "image/gif"), ("Cache-Control", "no-store")]
        return request.make_response(POINT, headers=headers)
