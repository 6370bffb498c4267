"""Who is behind a message: one person may stand on several cards, one card may be a whole firm."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

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


class Card(NamedTuple):
    """A counterparty's card; ``firm`` is the one it belongs to, or itself."""

    id: int = 0
    firm: int = 0
    parent: int = 0
    mail: str = ""
    phone: str = ""
    zone: str = ""
    country_id: int = False
    country_code: str = ""
    is_firm: bool = False
    is_customer: bool = False


NOBODY = Card()


@dataclass
class Asked:
    """A message, or what would become one: all that the rules ask about it.

    ``purpose`` and ``company``: a Purpose and a Home of contact_book.py. ``message``: its id in the
    outbox, 0 when it is not there yet. ``talked``: it is a call in which they were talked to.
    """

    key: object
    partner_id: int
    address: str
    channel: str
    purpose: object
    company: object
    created: object
    expires_at: object = None
    released: bool = False
    message: int = 0
    talked: bool = False
    # Filled by `_identify`.
    card: Card = NOBODY
    zones: tuple = ()
    points: list = field(default_factory=list)
    partners: set = field(default_factory=set)

    @property
    def country_id(self):
        return self.card.country_id

    @property
    def is_firm(self):
        return self.card.is_firm

    @property
    def message_class(self):
        return self.purpose.message_class


def asked_of(messages, book):
    """[Asked] of messages of the outbox."""
    return [
        Asked(
            key=message.id,
            message=message.id,
            partner_id=message.partner_id.id,
            address=message.address,
            channel=message.channel,
            purpose=book.purposes[message.purpose_id.id],
            company=book.homes[message.company_id.id],
            created=message.create_date,
            expires_at=message.expires_at,
            released=bool(message.released_at),
        )
        for message in messages
    ]


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    def _identify(self, asked):
        """Fill in who each message goes to; two queries for any number of them.

        ``points``: all addresses of this person, on whichever cards they stand: limits count them
        together. ``partners``: the cards a stop list entry may be about: this one, the firm it
        belongs to, and those with the very address.
        """
        own_cards = self._own_cards({one.partner_id for one in asked} - {False})
        for one in asked:
            one.card = own_cards.get(one.partner_id, NOBODY)
        cards = self._cards_of(asked)
        for one in asked:
            card = one.card
            one.zones = _zones_of(card, one.company)
            own = {one.address, card.mail, card.phone} - {False, None, ""}
            same = {other for point in own for other in cards.get(point, ())}
            if len(same) > SWITCHBOARD:
                same = set()
            one.points = sorted(own.union(*(other[2:] for other in same)) - {None})
            one.partners = {card.id, card.firm, card.parent} - {0, None}
            one.partners |= {other[0] for other in cards.get(one.address, ())}
        return asked

    def _own_cards(self, ids):
        """{id: Card} of counterparties."""
        if not ids:
            return {}
        names = ("email_normalized", "phone_sanitized", "tz", "country_id", "parent_id")
        names += ("commercial_partner_id", "is_company", "customer_rank")
        self.env["res.partner"].flush_model(names)
        rows = self.env.execute_query(
            SQL(
                """SELECT p.id, f.id, p.parent_id, p.email_normalized, p.phone_sanitized, p.tz,
                          c.id, c.code, f.is_company, coalesce(f.customer_rank, 0) > 0
                     FROM res_partner p
                     LEFT JOIN res_partner f ON f.id = coalesce(p.commercial_partner_id, p.id)
                     LEFT JOIN res_country c ON c.id = coalesce(p.country_id, f.country_id)
                    WHERE p.id = ANY(%s)""",
                sorted(ids),
            )
        )
        return {row[0]: Card(*row) for row in rows}

    def _cards_of(self, asked):
        """{address: {(partner, firm, mail, phone)}} of every card with one of these addresses."""
        mails = {one.card.mail for one in asked}
        phones = {one.card.phone for one in asked}
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
                mails=sorted(filter(None, mails)),
                phones=sorted(filter(None, phones)),
            )
        )
        cards = {}
        for row in rows:
            for point in row[2:]:
                if point:
                    cards.setdefault(point, set()).add(row)
        return cards


@lru_cache(maxsize=10_000)
def _zones_of(card, home):
    """The time zones a recipient may live in; engine/contact_zone.py tells how."""
    code = card.country_code or home.country_code
    return zones_of(card.zone, code, phone_zones(card.phone), home.zone)


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
