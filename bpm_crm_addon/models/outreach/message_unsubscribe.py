"""The way out of advertising: signed links, one click (RFC 8058), and the page of preferences.

A link holds the number of its message and a signature. It never expires, for as long as the message
is kept.
"""

from odoo import api, models

from ..audit.signed_link import numbers_of, sign
from .contact_book import KEPT

SCOPE = "bpm-unsubscribe"


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _bpm_unsubscribe_url(self):
        """Where the recipient of this message says what they want no more."""
        self.ensure_one()
        return f"{self.get_base_url()}/bpm/unsubscribe/{sign(self.env, SCOPE, self.id)}"

    def _message_class(self):
        """Its kind in law; from the outbox's Book where there is one."""
        if book := self.env.context.get(KEPT):
            return book.purposes[self.purpose_id.id].message_class
        return self.sudo().purpose_id.message_class

    def _bpm_unsubscribe_headers(self):
        """Headers by which mail programs offer to unsubscribe; {} for what is not advertising."""
        self.ensure_one()
        if self.channel != "email" or self._message_class() != "advertising":
            return {}
        return {
            "List-Unsubscribe": f"<{self._bpm_unsubscribe_url()}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    @api.model
    def _bpm_by_unsubscribe_link(self, payload):
        """The message whose link this is, as the system sees it; empty for a wrong link."""
        if found := self._by_short_link(payload):
            return found
        return self.sudo().browse(numbers_of(self.env, SCOPE, payload)).exists().filtered("address")

    # === WHAT THE RECIPIENT SAYS === #

    def _bpm_choices(self):
        """[(purpose, whether it is stopped)] of advertising, for the page of preferences."""
        self.ensure_one()
        purposes = self.env["bpm.contact.purpose"].search([("message_class", "=", "advertising")])
        stops = self._bpm_own_stops()
        everything = stops.filtered(lambda one: not one.purpose_id)
        return [(purpose, bool(everything) or purpose in stops.purpose_id) for purpose in purposes]

    def _bpm_own_stops(self):
        """Entries of the stop list that stop advertising at this address."""
        entries = self.env["bpm.suppression"]._about_points([self.address])
        return entries.filtered(
            lambda one: (
                one.is_on
                and one.company_id in (self.company_id, one.company_id.browse())
                and one.message_class in (False, "advertising")
                and one.channel in (False, self.channel)
            )
        )

    def _bpm_unsubscribe(self, purposes=None):
        """Stop advertising at this message's address: all of it, or these purposes only.

        Consents for it are withdrawn. What is stopped already is left as it is: the second time
        nothing changes.
        """
        self.ensure_one()
        if purposes is None:
            purposes = self.env["bpm.contact.purpose"]
            wanted = [False]
        else:
            wanted = purposes.ids
        stops = self._bpm_own_stops()
        if not stops.filtered(lambda one: not one.purpose_id):
            missing = [one for one in wanted if one not in (stops.purpose_id.ids)]
            self.env["bpm.suppression"].create(
                [
                    {
                        "partner_id": False,
                        "points": [self.address],
                        "company_id": self.company_id.id,
                        "channel": self.channel,
                        "message_class": "advertising",
                        "purpose_id": purpose,
                        "reason": "unsubscribed",
                        "note": self.env._("By the link in message %s", self.id),
                    }
                    for purpose in missing
                ]
            )
        consents = self.env["bpm.consent"].search(
            [
                ("address", "=", self.address),
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("asked", "given")),
            ]
        )
        if purposes:
            consents = consents.filtered(lambda one: one.purpose_id in purposes)
        consents._withdraw(self.env._("By the link in message %s", self.id), method="mail_link")
