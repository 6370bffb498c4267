"""Where a message goes on its channel, and what keeps it from ever being sent."""

from hashlib import sha256
from typing import NamedTuple

from odoo import api, models
from odoo.addons.phone_validation.tools import phone_validation
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ...engine.message_key import address_of_nobody
from ...engine.sms_segments import count

MOST_PARTS = 10  # of a text to a phone
TITLE = 80  # characters of it that stand in for a subject


class Text(NamedTuple):
    subject: str
    body: str
    segments: int


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _address_of(self, item, partner, company):
        """The normalised address on the item's channel, or None.

        A number written without its country is one of the company's country.
        """
        own, is_mail = item.get("address"), item["channel"] == "email"
        on_card = partner and (partner.email_normalized if is_mail else partner.phone_sanitized)
        if not own or own == on_card:  # as it stands on the card it is well written
            return on_card or None
        return (email_normalize(own) if is_mail else self._phone_of(own, company)) or None

    @api.model
    def _phone_of(self, number, company):
        """A phone number as the whole world dials it (E.164), or nothing."""
        country = company.country_id
        try:
            return phone_validation.phone_format(
                number, country.code, country.phone_code, force_format="E164"
            )
        except UserError:
            return None

    @api.model
    def _text_of(self, item):
        """The Text of an item. What goes to a phone has no subject: its beginning stands for it."""
        subject, body = item.get("subject") or "", str(item.get("body") or "")
        if item["channel"] == "email":
            return Text(subject, body, 0)
        body = body.strip()
        return Text(subject or " ".join(body.split())[:TITLE], body, count(body).segments)

    @api.model
    def _unfit(self, item, address, text):
        """The reason for which this will never be sent, or None."""
        is_mail = item["channel"] == "email"
        if not address:
            return "no_address" if is_mail else "no_phone"
        if is_mail:
            return None
        if not text.segments:
            return "no_text"
        return "too_long" if text.segments > MOST_PARTS else None

    def _reference(self):
        """Our number of it for gateways: the same whenever it is told, and nobody can make one up
        without knowing the message."""
        self.ensure_one()
        return f"{self.id}-{sha256(self.key.encode()).hexdigest()[:16]}"

    @api.model
    def _keyed(self, item, address, unfit):
        """What stands for the address in the key: what cannot be sent leaves the real key free."""
        if not unfit:
            return address
        nobody = address_of_nobody(item.get("partner_id"))
        return f"{nobody}/{address}" if address else nobody
