"""Where gateways tell what became of messages, and what people answered to them.

The address names the gateway, the signature says that it is the one; every wrong call gets the same
answer, from which nothing is to be learned.
"""

from odoo import http
from odoo.http import request

LARGEST = 65_536  # bytes


class GatewayReceipt(http.Controller):
    @http.route(
        "/bpm/gateway/<string:token>/<any(receipt,answer):what>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def receive(self, token, what, **_query):
        """Signed calls only: X-Bpm-Timestamp, and X-Bpm-Signature, hexadecimal HMAC-SHA256 of
        timestamp, ".", body. The body is JSON: an object, or a list of them."""
        asked = request.httprequest
        if not 0 < (asked.content_length or 0) <= LARGEST or not asked.is_json:
            return self._unknown()
        gateway = request.env["bpm.gateway"]._by_token(token)
        headers = asked.headers
        signature = headers.get("X-Bpm-Signature", "").removeprefix("sha256=").lower()
        at = headers.get("X-Bpm-Timestamp", "")
        if not gateway or not gateway._receive(what, asked.get_data(), at, signature):
            return self._unknown()
        return request.make_response("ok", [("Content-Type", "text/plain")])

    def _unknown(self):
        return request.make_response("", [("Content-Type", "text/plain")], status=404)
