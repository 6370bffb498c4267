"""Who is behind a message: one person may stand on several cards, one card may be a whole firm."""

from dataclasses import dataclass, field
from functools import lru_cache

from odoo import models
from odoo.tools import SQL

try:
    from phonenumbers import NumberParseException, parse, timezone
except ImportError:  # the zone is then told by the country alone
    timezone = None

from ...engine.contact_zone import zones_of

# A number or mailbox that stands on more cards than this is a switchboard, not a person.
SWITCHBOARD = 20
UNKNOWN_ZONE = "Etc/Unknown"


@dataclass
class Asked:
    """A message, or what would become one: all that the rules ask about it."""

    key: object
    partner: object
    address: str
    channel: str
    purpose: object
    company: object
    created: object
    expires_at: object = None
    released: bool = False
    # Filled by `_identify`.
    country: object = None
    is_firm: bool = False
    zones: tuple = ()
    points: list = field(default_factory=list)
    partners: set = field(default_factory=set)

    @property
    def message_class(self):
        return self.purpose.message_class


def asked_of(messages):
    """[Asked] of messages of the outbox."""
    return [
        Asked(
            key=message.id,
            partner=message.partner_id,
            address=message.address,
            channel=message.channel,
            purpose=message.purpose_id,
            company=message.company_id,
            created=message.create_date,
            expires_at=message.expires_at,
            released=bool(message.released_at),
        )
        for message in messages
    ]


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    def _identify(self, asked):
        """Fill in who each message goes to; three queries for any number of them.

        ``points``: all addresses of this person, on whichever cards they stand: limits count them
        together. ``partners``: the cards a stop list entry may be about: this one, the firm it
        belongs to, and those with the very address.
        """
        partners = self.env["res.partner"].sudo()
        partners = partners.union(*(one.partner for one in asked))
        partners.fetch(
            ["email_normalized", "phone_sanitized", "tz", "country_id", "commercial_partner_id"]
        )
        firms = partners.commercial_partner_id
        (firms | partners).fetch(["is_company", "country_id", "customer_rank"])
        cards = self._cards_of(asked)
        zones = {}
        for one in asked:
            partner, firm = one.partner, one.partner.commercial_partner_id
            one.country = partner.country_id or firm.country_id
            one.is_firm = firm.is_company
            facts = (partner.tz, one.country.code, partner.phone_sanitized, one.company.id)
            if facts not in zones:
                zones[facts] = self._zones(partner, one.country, one.company)
            one.zones = zones[facts]
            own = {one.address, partner.email_normalized, partner.phone_sanitized} - {
                False,
                None,
                "",
            }
            same = {card for point in own for card in cards.get(point, ())}
            if len(same) > SWITCHBOARD:
                same = set()
            one.points = sorted(own.union(*(card[2:] for card in same)) - {None})
            one.partners = {partner.id, firm.id, partner.parent_id.id} - {False}
            one.partners |= {card[0] for card in cards.get(one.address, ())}
        return asked

    def _cards_of(self, asked):
        """{address: {(partner, firm, mail, phone)}} of every card with one of these addresses."""
        mails = {one.partner.email_normalized for one in asked} - {False}
        phones = {one.partner.phone_sanitized for one in asked} - {False}
        for one in asked:
            (mails if one.channel == "email" else phones).add(one.address)
        self.env["res.partner"].flush_model(["email_normalized", "phone_sanitized"])
        rows = self.env.execute_query(
            SQL(
                """SELECT id, commercial_partner_id, email_normalized, phone_sanitized
                     FROM res_partner WHERE email_normalized = ANY(%(mails)s)
                    UNION
                   SELECT id, commercial_partner_id, email_normalized, phone_sanitized
                     FROM res_partner WHERE phone_sanitized = ANY(%(phones)s)""",
                mails=sorted(mails - {None}),
                phones=sorted(phones - {None}),
            )
        )
        cards = {}
        for row in rows:
            for point in row[2:]:
                if point:
                    cards.setdefault(point, set()).add(row)
        return cards

    def _zones(self, partner, country, company):
        """The time zones a recipient may live in; engine/contact_zone.py tells how."""
        code = (country or company.country_id).code
        phone = phone_zones(partner.phone_sanitized)
        return zones_of(partner.tz, code, phone, company._bpm_zone())


@lru_cache(maxsize=10_000)
def phone_zones(phone):
    """The zones a phone number leaves possible; none where that cannot be told."""
    if not phone or not timezone:
        return ()
    try:
        zones = timezone.time_zones_for_number(parse(phone))
    except NumberParseException:
        return ()
    return tuple(zone for zone in zones if zone != UNKNOWN_ZONE)
