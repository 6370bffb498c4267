"""Pages for people outside: the way out of advertising, and the answer to a question for consent.

A link is signed and good for one thing; opening it (GET, HEAD) only shows a page and changes
nothing, whatever program opens it. What changes something is a POST, which mail programs may send
by themselves for one-click unsubscribing (RFC 8058); the second one gets the same answer.
"""

from odoo import http
from odoo.http import request

from .outside import HEADERS, SIGNED, unknown

# In mails, and as short as text messages want it.
WAYS_OUT = ["/bpm/unsubscribe/<string:payload>", "/bpm/u/<string:payload>"]
ANSWERS = ["/bpm/consent/<string:payload>", "/bpm/c/<string:payload>"]
INVOICE = ["/bpm/invoice/<string:payload>", "/bpm/i/<string:payload>"]
ONE_CLICK = ("List-Unsubscribe", "One-Click")


class OutreachPublic(http.Controller):
    @http.route(WAYS_OUT, methods=["GET"], readonly=True, **SIGNED)
    def unsubscribe_page(self, payload):
        """The page: which advertising is stopped, and a button that stops it."""
        message = self._message(payload)
        return self._unsubscribe_page(message) if message else self._unknown()

    @http.route(WAYS_OUT, methods=["POST"], **SIGNED)
    def unsubscribe(self, payload, **form):
        """Stop what the form names, or all advertising; the answer is the page again."""
        message = self._message(payload)
        if not message:
            return self._unknown()
        purposes = None
        if form.get(ONE_CLICK[0]) != ONE_CLICK[1] and not form.get("all"):
            chosen = request.httprequest.form.getlist("purpose")
            purposes = message.env["bpm.contact.purpose"].union(
                *(
                    purpose
                    for purpose, _stopped in message._bpm_choices()
                    if str(purpose.id) in chosen
                )
            )
        if purposes is None or purposes:
            message._bpm_unsubscribe(purposes)
        return self._unsubscribe_page(message, done=purposes is None or bool(purposes))

    @http.route(ANSWERS, methods=["GET"], readonly=True, **SIGNED)
    def consent_page(self, payload):
        """The page: the wording, and a button to agree."""
        consent = self._consent(payload)
        return self._consent_page(consent) if consent else self._unknown()

    @http.route(ANSWERS, methods=["POST"], **SIGNED)
    def consent(self, payload, **_form):
        """They agree; the second time nothing changes."""
        consent = self._consent(payload)
        if not consent:
            return self._unknown()
        consent._give(ip=request.httprequest.remote_addr)
        return self._consent_page(consent)

    @http.route(INVOICE, methods=["GET"], **SIGNED)
    def invoice(self, payload):
        """From a reminder to the customer's page of the invoice, where it is seen and paid."""
        url = request.env["account.move"]._bpm_customer_page(payload)
        if not url:
            return self._unknown()
        return request.redirect(url)

    # === PARTS === #

    def _message(self, payload):
        return request.env["bpm.message"]._bpm_by_unsubscribe_link(payload)

    def _consent(self, payload):
        return request.env["bpm.consent"]._by_answer_link(payload)

    def _unsubscribe_page(self, message, done=False):
        self._speak(message.lang or message.partner_id.lang)
        return self._page(
            "bpm_crm_addon.unsubscribe_page",
            {
                "company": message.company_id,
                "address": message.address,
                "choices": message.with_env(request.env(su=True))._bpm_choices(),
                "done": done,
            },
        )

    def _consent_page(self, consent):
        self._speak(consent.wording_id.lang)
        return self._page(
            "bpm_crm_addon.consent_page", {"company": consent.company_id, "consent": consent}
        )

    def _speak(self, lang):
        """Show the page in the recipient's language, where it is installed."""
        if lang in dict(request.env["res.lang"].get_installed()):
            request.update_context(lang=lang)

    def _page(self, template, values):
        return request.render(template, values, headers=HEADERS)

    def _unknown(self):
        """The same for every wrong link: nothing is to be learned from it."""
        return unknown("bpm_crm_addon.unknown_link_page")
