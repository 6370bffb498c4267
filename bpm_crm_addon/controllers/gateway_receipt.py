"""Where gateways tell what became of messages, and what people answered to them.

The address names the gateway, the signature says that it is the one; every wrong call gets the same
answer, from which nothing is to be learned.
"""

import re

from odoo import http
from odoo.http import request
from odoo.tools import consteq

LARGEST = 65_536  # bytes
PLACE = "/bpm/gateway/<string:token>/<any(receipt,answer):what>"
PUBLIC = {"type": "http", "auth": "public", "csrf": False, "save_session": False}
FORM = "application/x-www-form-urlencoded"


class GatewayReceipt(http.Controller):
    @http.route(PLACE, methods=["POST"], **PUBLIC)
    def receive(self, token, what, **_fields):
        """Signed calls only, as the gateway's provider signs; JSON or a form. Our own way: headers
        X-Bpm-Timestamp, and X-Bpm-Signature, hexadecimal HMAC-SHA256 of timestamp, ".", body."""
        asked = request.httprequest
        form = asked.form.to_dict() if asked.mimetype == FORM else None
        if not 0 < (asked.content_length or 0) <= LARGEST or not (asked.is_json or form):
            return self._unknown()
        gateway = request.env["bpm.gateway"]._by_token(token)
        query = asked.query_string.decode(errors="replace")
        body = asked.get_data()
        if not gateway or not gateway._receive(what, query, asked.headers, body, form):
            return self._unknown()
        return self._say("ok")

    @http.route(PLACE, methods=["GET"], **PUBLIC)
    def confirm(self, token, what, **fields):
        """Meta asks once whether the address is ours; its token of verification is the number that
        stands in the address."""
        gateway = request.env["bpm.gateway"]._by_token(token)
        told, challenge = fields.get("hub.verify_token", ""), fields.get("hub.challenge", "")
        if (
            gateway.receipt_signature != "meta"
            or not consteq(told, token)
            or not re.fullmatch(r"\w{1,100}", challenge, re.ASCII)
        ):
            return self._unknown()
        return self._say(challenge)

    def _say(self, text):
        return request.make_response(text, [("Content-Type", "text/plain")])

    def _unknown(self):
        return request.make_response("", [("Content-Type", "text/plain")], status=404)
