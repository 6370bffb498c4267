"""The page on which the other side reads a contract and signs it, and the door of signing services.

The page is reached by a key that only this party's link has; it shows this one contract, changes
nothing when it is opened, and works as long as the contract is out for signature.
"""

import base64
import binascii
import hashlib
import hmac

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools.mimetypes import guess_mimetype

LARGEST_DRAWING = 2 * 2**20
LONGEST_NAME = 200
LARGEST_ANSWER = 65_536  # bytes


class ContractSign(http.Controller):
    @http.route(
        "/bpm/contract/<int:number>/<string:key>", type="http", auth="public", methods=["GET"],
        website=True, sitemap=False,
    )  # fmt: skip
    def page(self, number, key):
        """What is to be signed, and the field to sign in; thanks once it is done."""
        party = request.env["bpm.contract.party"]._by_sign_key(number, key)
        if not party:
            return self._unknown()
        self._speak(party)
        return request.render(
            "bpm_crm_addon.contract_sign_page",
            {
                "party": party,
                "contract": party.contract_id,
                "facts": party.contract_id._agreed_facts(),
                "paper_url": f"/bpm/contract/{number}/{key}/text"
                if party.contract_id._text_version()
                else False,
                "sign_url": f"/bpm/contract/{number}/{key}/sign",
            },
            headers=[("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex")],
        )

    @http.route(
        "/bpm/contract/<int:number>/<string:key>/text", type="http", auth="public",
        methods=["GET"], website=True, sitemap=False,
    )  # fmt: skip
    def text(self, number, key):
        """The contract's text, as it is signed."""
        party = request.env["bpm.contract.party"]._by_sign_key(number, key)
        version = party.contract_id._text_version() if party else None
        if not version:
            return self._unknown()
        paper = version.pdf_attachment_id or version.attachment_id
        stream = request.env["ir.binary"].sudo()._get_stream_from(paper)
        return stream.get_response(as_attachment=paper.mimetype != "application/pdf")

    @http.route(
        "/bpm/contract/<int:number>/<string:key>/sign", type="jsonrpc", auth="public",
        methods=["POST"], website=True,
    )  # fmt: skip
    def sign(self, number, key, name=None, signature=None):
        """They have drawn their signature; the answer is what Odoo's signature field expects."""
        party = request.env["bpm.contract.party"]._by_sign_key(number, key)
        if not party:
            return {"error": request.env._("This link does not work any more.")}
        if not _is_name(name) or not _is_drawing(signature):
            return {"error": request.env._("Write your name and draw your signature.")}
        try:
            zone = request.httprequest.cookies.get("tz")
            party.contract_id._record_signature(party, "portal", name.strip(), signature, zone)
        except UserError as refusal:
            return {"error": str(refusal)}
        return {"message": request.env._("Thank you. Your signature is recorded.")}

    @http.route(
        "/bpm/contract/signed", type="http", auth="public", methods=["POST"], csrf=False,
        save_session=False,
    )  # fmt: skip
    def signed(self):
        """A signing service tells that a party has signed: the body is JSON {"service", "party",
        "key", "signer", "zone"}, the header X-Signature its HMAC-SHA256 under the service's secret.

        The key is the one the party's paper went out with: what was signed before the contract was
        taken back and changed, however late it comes, does not count for what it says now.
        """
        facts = self._signed_facts()
        if facts is None:
            return request.make_json_response({"error": "signature"}, status=403)
        number = str(facts.get("party") or "")
        party = request.env["bpm.contract.party"]._by_sign_key(
            int(number) if number.isdecimal() else 0, str(facts.get("key") or "")
        )
        if not party or party.signed_at:
            return request.make_json_response({"done": bool(party)})
        try:
            party.contract_id._record_signature(
                party, "provider", str(facts.get("signer") or ""), zone=str(facts.get("zone") or "")
            )
        except UserError as refusal:
            return request.make_json_response({"error": str(refusal)}, status=409)
        return request.make_json_response({"done": True})

    def _signed_facts(self):
        """What the body says, once its signature is that of the service it names; else None."""
        asked = request.httprequest
        if not 0 < (asked.content_length or 0) <= LARGEST_ANSWER:
            return None
        body = asked.get_data()
        try:
            facts = request.get_json_data()
        except (ValueError, RecursionError):
            return None
        if not isinstance(facts, dict):
            return None
        secret = request.env["bpm.contract.party"]._sign_secret(str(facts.get("service") or ""))
        given = asked.headers.get("X-Signature") or ""
        wanted = hmac.new((secret or "").encode(), body, hashlib.sha256).hexdigest()
        if not secret or not hmac.compare_digest(given.encode(), wanted.encode()):
            return None
        return facts

    def _speak(self, party):
        if party.partner_id.lang in dict(request.env["res.lang"].get_installed()):
            request.update_context(lang=party.partner_id.lang)

    def _unknown(self):
        """The same for every wrong link: nothing is to be learned from it."""
        response = request.render("bpm_crm_addon.contract_unknown_page", {})
        response.status_code = 404
        return response


def _is_name(name):
    return isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME


def _is_drawing(signature):
    """Whether somebody outside sent a picture: a drawing with a program in it is none."""
    if not isinstance(signature, str) or not 0 < len(signature) <= LARGEST_DRAWING:
        return False
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    return guess_mimetype(raw) in ("image/png", "image/jpeg")
