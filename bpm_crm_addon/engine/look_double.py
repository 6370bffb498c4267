"""Counterparties that look like one and the same: who shares what with whom.

>>> rows = [
...     Party(1, "ООО «Ромашка»", True, tax="7707083893"),
...     Party(2, "Ромашка, ООО", True),
...     Party(3, "Romashka", True, tax="7707083893", email="info@romashka.example"),
...     Party(4, "Lonely Ltd", True),
... ]
>>> [(group.ids, group.reasons) for group in groups(rows)]
[((1, 2, 3), ('tax', 'name'))]

Decided here:

* A name says something about firms only: there are many people called Ivan Petrov.
* What more than CROWD share is a filler (none@none.example) or a switchboard, and proves nothing.
  A tax number is believed whatever the crowd.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

SIGNS, APOSTROPHES = re.compile(r"[\W_]+"), re.compile(r"['’ʼ`.]")
LETTERS_FIRST, NO_DIGITS = re.compile(r"^[A-Z]{2}(?=\d)"), re.compile(r"\D+")
WORDS = re.compile(r"\w+")
CROWD = 10
SHORTEST_TAX, SHORTEST_PHONE, SHORTEST_NAME = 5, 7, 3
REASONS = ("tax", "email", "phone", "name")
LEGAL_FORMS = frozenset(
    "ооо оао зао пао ао нпао ип гуп муп тов тзов пп фоп ат прат пат кп дп"
    " llc ltd limited inc incorporated corp corporation co company plc lp llp"
    " gmbh ag kg ug ohg sa sas sarl sl srl spa bv nv oy ab as aps sro zoo sp".split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """What is compared; each text as it was entered, or empty."""

    id: int
    name: str
    is_firm: bool
    tax: str = ""
    email: str = ""
    phone: str = ""
    owner: int = 0  # the only company that has this party; 0: all of them


@dataclass(frozen=True, slots=True)
class Group:
    """``ids`` in order; ``reasons``: what they share, strongest first."""

    ids: tuple
    reasons: tuple


def name_key(name):
    """A firm's name without its legal form, quotes, case and order of signs.

    >>> name_key('ООО "Пчёлка"') == name_key("пчелка ООО")
    True
    >>> name_key("Azure Interior, Inc."), name_key("LLC")
    ('azureinterior', '')
    """
    plain = unicodedata.normalize("NFKC", name or "").casefold().replace("ё", "е")
    words = WORDS.findall(APOSTROPHES.sub("", plain))
    return "".join([word for word in words if word not in LEGAL_FORMS])


def tax_key(number):
    """A tax number's letters and digits, without the country's letters before digits.

    >>> tax_key("ru 7707-083893"), tax_key("ESB12345674"), tax_key("/")
    ('7707083893', 'ESB12345674', '')
    """
    return LETTERS_FIRST.sub("", SIGNS.sub("", number or "").upper())


def phone_key(number):
    """A telephone number's last nine digits: with or without the country's code.

    >>> phone_key("+7 (495) 123-45-67"), phone_key("8 495 1234567"), phone_key("102")
    ('951234567', '951234567', '')
    """
    digits = NO_DIGITS.sub("", number or "")
    return digits[-9:] if len(digits) >= SHORTEST_PHONE else ""


def groups(parties):
    """Return [Group], by the lowest id: chains are joined (1 like 2, 2 like 3)."""
    shared = _shared(parties)
    leader = {}

    def lead(one):
        while leader.setdefault(one, one) != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for _reason, ids in shared:
        for one in ids[1:]:
            first, second = sorted((lead(ids[0]), lead(one)))
            leader[second] = first
    members, why = defaultdict(set), defaultdict(set)
    for reason, ids in shared:
        members[lead(ids[0])].update(ids)
        why[lead(ids[0])].add(reason)
    return [
        Group(tuple(sorted(members[first])), tuple(sorted(why[first], key=REASONS.index)))
        for first in sorted(members)
    ]


def pairs(parties):
    """{(id, lower id): {reason: key}}: each party beside the first one that has the same key.

    No chains: who was told apart from another stays apart, whoever else comes along. Parties of
    two companies that do not share them are not compared.

    >>> rows = [Party(1, "A", True, tax="7707083893"), Party(2, "Bee", True, tax="7707083893"),
    ...         Party(3, "Bee", True, owner=7), Party(4, "bee", True, owner=8)]
    >>> pairs(rows)
    {(2, 1): {'tax': '7707083893'}, (3, 2): {'name': 'bee'}, (4, 2): {'name': 'bee'}}
    """
    parties = list(parties)
    owner = {party.id: party.owner for party in parties}
    found = defaultdict(dict)
    for reason, key, ids in _shared_keys(parties):
        ordered = sorted(ids)
        for place, one in enumerate(ordered):
            first = next(
                (
                    other
                    for other in ordered[:place]
                    if not owner[one] or not owner[other] or owner[one] == owner[other]
                ),
                None,
            )
            if first:
                found[one, first][reason] = key
    return dict(found)


def _shared(parties):
    """[(reason, ids)] of everything that more than one of the parties has."""
    return [(reason, ids) for reason, _key, ids in _shared_keys(parties)]


def _shared_keys(parties):
    holders = defaultdict(list)
    for party in parties:
        for reason, key in _keys(party):
            holders[reason, key].append(party.id)
    return [
        (reason, key, ids)
        for (reason, key), ids in holders.items()
        if len(ids) > 1 and (reason == "tax" or len(ids) <= CROWD)
    ]


def _keys(party):
    if party.tax:
        tax = tax_key(party.tax)
        if len(tax) >= SHORTEST_TAX and len(set(tax)) > 1:
            yield "tax", tax
    if party.email:
        yield "email", party.email
    if party.phone and (phone := phone_key(party.phone)):
        yield "phone", phone
    if party.is_firm and len(name := name_key(party.name)) >= SHORTEST_NAME:
        yield "name", name
