"""The page on which a counterparty brings papers: by a link, without an account, from a phone.

Opening it changes nothing. What is brought is looked at by a colleague before it counts.
"""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.document.dossier_link import LARGEST, MOST_AT_ONCE, WELCOME
from .outside import HEADERS, SIGNED, unknown

UNKNOWN = "bpm_crm_addon.papers_unknown_page"


class PapersPublic(http.Controller):
    @http.route("/bpm/papers/<string:payload>", methods=["GET"], **SIGNED)
    def papers_page(self, payload):
        """The page: what is asked for, and a place to bring it."""
        link = self._link(payload)
        return self._page(link) if link else unknown(UNKNOWN)

    @http.route(
        "/bpm/papers/<string:payload>",
        methods=["POST"],
        max_content_length=LARGEST * MOST_AT_ONCE,
        **SIGNED,
    )
    def papers(self, payload, **form):
        """Take what was brought; the answer is the page again, with what was taken."""
        link = self._link(payload)
        if not link:
            return unknown(UNKNOWN)
        uploaded = [one for one in request.httprequest.files.getlist("files") if one.filename]
        rows = link._bpm_asked_for()
        row = rows.filtered(lambda one: str(one.id) == form.get("row"))
        if not uploaded:
            return self._page(link, [request.env._("Choose a file first.")])
        if len(uploaded) > MOST_AT_ONCE:
            words = request.env._("At most %s files at once.", MOST_AT_ONCE)
            return self._page(link, [words])
        files = [(one.filename, one.stream.read(LARGEST + 1)) for one in uploaded]
        try:
            refused = link._bpm_take(files, row)
        except UserError as error:
            return self._page(link, [str(error)])
        return self._page(link, refused, taken=len(files) - len(refused))

    # === PARTS === #

    def _link(self, payload):
        link = request.env["bpm.dossier.link"]._bpm_by_payload(payload)
        lang = link.dossier_id.partner_id.lang
        if lang in dict(request.env["res.lang"].get_installed()):
            request.update_context(lang=lang)
            link = link.with_context(lang=lang)
        return link

    def _page(self, link, refused=(), taken=0):
        values = {
            "link": link,
            "company": link.dossier_id.company_id,
            "rows": link._bpm_asked_for(),
            "accept": ",".join(WELCOME),
            "refused": refused,
            "taken": taken,
        }
        return request.render("bpm_crm_addon.papers_page", values, headers=HEADERS)
