"""Whose value stays when several cards of one counterparty become one.

>>> kept = Offer(1, "Kyiv", since=date(2020, 1, 1))
>>> choose([kept, Offer(2, "", since=date(2024, 1, 1))], 1)
Choice(partner=1, rule='filled')
>>> choose([kept, Offer(2, "Lviv", verified=True, since=date(2019, 1, 1))], 1)
Choice(partner=2, rule='verified')

A value somebody is known to have entered later is more recent; that a card was made later says
nothing about its values.

>>> choose([kept, Offer(2, "Lviv", since=date(2024, 1, 1))], 1)
Choice(partner=1, rule='kept')
>>> choose([kept, Offer(2, "Lviv", since=date(2024, 1, 1), changed=date(2024, 5, 1))], 1)
Choice(partner=2, rule='recent')
>>> choose([kept, Offer(2, "Lviv", since=date(2018, 1, 1), changed=date(2019, 5, 1))], 1)
Choice(partner=1, rule='kept')
"""

from collections import namedtuple
from dataclasses import dataclass
from datetime import date

RULES = ("verified", "recent", "filled", "kept", "hand")
Choice = namedtuple("Choice", "partner rule")


@dataclass(frozen=True, slots=True)
class Offer:
    """What one card says: `since` when the card is there, `changed` when somebody is known to
    have entered this value (None: not known), `verified` whether it was checked."""

    partner: int
    value: object
    verified: bool = False
    since: date = date.min
    changed: date | None = None

    @property
    def age(self):
        return self.changed or self.since


def choose(offers, kept):
    """The Choice among `offers`: verified, then more recent, then filled in, then the kept card's.

    :param kept: the partner of the card that stays
    """
    filled = [offer for offer in offers if offer.value not in (None, False, "", ())]
    if not filled:
        return Choice(kept, "kept")
    if len(filled) == 1:
        return Choice(filled[0].partner, "filled")
    verified = [offer for offer in filled if offer.verified]
    if verified and len(verified) < len(filled):
        return Choice(_best(verified, kept).partner, "verified")
    best = _best(filled, kept)
    return Choice(best.partner, "kept" if best.partner == kept else "recent")


def _best(offers, kept):
    """The most recent one; the kept card's unless another's is known to be newer than it."""
    own = next((offer for offer in offers if offer.partner == kept), None)
    known = [offer for offer in offers if offer.changed]
    latest = max(known, key=lambda offer: offer.changed, default=None)
    if own is None:
        return latest or offers[0]
    return latest if latest and latest.changed > own.age else own
