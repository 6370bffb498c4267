"""The way out in a text message: advertising to a phone says how to get no more of it.

A short link works whatever gateway carries the message. Where the contact rules say so an answer is
enough, as long as every gateway of the company passes answers on: nobody is told to answer what
nobody hears.
"""

import re

from odoo import api, fields, models

from ..audit.signed_link import number_of_short, sign_short
from .contact_person import Asked
from .message_unsubscribe import SCOPE

WAYS = [("link", "A link"), ("word", "An answer: STOP")]
# Texts of other apps may name a way out of their own.
HAS_ONE = re.compile(r"/(bpm/u|sms)/\w")


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    way_out = fields.Selection(
        WAYS,
        string="How a text is stopped",
        help="What advertising to a phone ends with. Empty: nothing is demanded, then it is a "
        "link. An answer is named only where all gateways of the company pass answers on.",
    )

    @api.model
    def _ways_out(self, asked, book, now):
        """{key: "link" or "word"} of advertising to phones; what rules demand is named first."""
        self._identify(asked)
        heard = {}
        for one in asked:
            place = one.company.id, one.channel
            if place not in heard:
                heard[place] = self.env["bpm.gateway"].sudo()._pass_answers_on(*place)
        return {
            one.key: "word" if heard[one.company.id, one.channel]
            and book.ways_out_for(one, now) == {"word"} else "link"
            for one in asked
        }  # fmt: skip


class BpmGateway(models.Model):
    _inherit = "bpm.gateway"

    @api.model
    def _pass_answers_on(self, company_id, channel):
        """Whether what people answer is heard, whichever gateway carries the message."""
        carriers = self.search(
            [("channel", "=", channel), ("company_id", "in", (False, company_id))]
        )
        return bool(carriers) and all(one.kind == "http" and one.receipt_secret_kept
                                      for one in carriers)  # fmt: skip


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _by_short_link(self, text):
        """The message a link in a text message is about, as the system sees it; empty for a wrong
        link."""
        number = number_of_short(self.env, SCOPE, text)
        return self.sudo().browse(number or ()).exists().filtered("address")

    def _bpm_short_url(self):
        """Where whoever got this text says what they want no more."""
        self.ensure_one()
        return f"{self.get_base_url()}/bpm/u/{sign_short(self.env, SCOPE, self.id)}"

    def _phone_ends(self):
        """{id: how the text ends} of advertising to phones, in the language of each."""
        texts = self.filtered(lambda one: not HAS_ONE.search(str(one.body or "")))
        if not texts:
            return {}
        rules, now = self.env["bpm.contact.policy"].sudo(), fields.Datetime.now()
        book = rules._book(texts.company_id, now)
        asked = [
            asked_as_new(one.id, one.partner_id.id, one.address, one.channel, one.purpose_id,
                         one.company_id, book, now)
            for one in texts
        ]  # fmt: skip
        ways = rules._ways_out(asked, book, now)
        return {
            one.id: self._end_told(
                ways[one.id], one._bpm_short_url(), one.company_id._bpm_lang(one.lang)
            )
            for one in texts
        }

    @api.model
    def _end_like(self, partner, channel, purpose, company):
        """How such a text would end for a counterparty; its link leads nowhere. "" for what is no
        advertising."""
        if purpose.message_class != "advertising":
            return ""
        rules, now = self.env["bpm.contact.policy"].sudo(), fields.Datetime.now()
        book, partner = rules._book(company, now), partner.sudo()
        address = partner._bpm_contact_point(channel) if partner else None
        one = asked_as_new(0, partner.id, address, channel, purpose, company, book, now)
        way = rules._ways_out([one], book, now)[0]
        url = f"{company.get_base_url()}/bpm/u/{'x' * 4}-{'x' * 10}"
        return self._end_told(way, url, company._bpm_lang(partner.lang))

    @api.model
    def _end_told(self, way, url, lang):
        words = self.with_context(lang=lang).env
        if way == "word":
            return words._("Answer STOP to get no more.")
        return words._("No more of it: %s", url)


def asked_as_new(key, partner_id, address, channel, purpose, company, book, now):
    """What the contact rules are asked about a message that is being made (Asked)."""
    return Asked(
        key=key,
        partner_id=partner_id,
        address=address,
        channel=channel,
        purpose=book.purposes[purpose.id],
        company=book.homes[company.id],
        created=now,
    )
