"""Is it somebody we know? Tax number first, then e-mail, phone, name; never on a mere likeness."""

from .match_keys import is_shared, likeness

ALIKE, NEARLY, SAME_PERSON = 0.6, 0.88, 0.5
MANY = 200  # a block of names so common that nothing can be told from it


class Several(Exception):
    """More than one could be meant, and nothing tells which."""


def find_firm(index, said, has_person=False):
    """The known party that a row's firm is, or None. `said`: a Party made from the row.

    `has_person`: the row's e-mail and phone are a person's.

    >>> from .known import Index, Party
    >>> index = Index()
    >>> acme = index.add(Party(1, True, "Acme", tax="12345678", email="info@acme.be"))
    >>> find_firm(index, Party(None, True, "Acme Belgium", tax="12345678")) is acme
    True
    >>> find_firm(index, Party(None, True, "ACME Ltd.")) is acme
    True
    >>> find_firm(index, Party(None, True, "Acme", tax="87654321")) is None
    True
    """
    if found := index.by_tax(said.tax, said.country):
        return _told_by_name(found, said)
    if not has_person:
        if found := _agreeing(index.by_email(said.email), said, _same_mailbox):
            return found[0]
        if found := _agreeing(index.by_phone(said.phone), said, _alike):
            return found[0]
    found = [
        party
        for party in index.by_name(said.key)
        if _taxes_agree(party, said) and (party.is_firm or not party.parent_id)
    ]
    if found:
        return min(
            found,
            key=lambda party: (not party.is_firm, not party.place & said.place, party.id or 0),
        )
    return _similar(index, said)


def find_person(index, said, firm=None):
    """The known party that a row's person is, or None. `firm`: the row's firm, if it names one.

    >>> from .known import Index, Party
    >>> index = Index()
    >>> acme = index.add(Party(1, True, "Acme"))
    >>> ann = index.add(Party(2, False, "Ann Lee", email="ann@acme.be", phone="+321", parent_id=1))
    >>> find_person(index, Party(name="Анн Лее", email="ann@acme.be")) is ann
    True
    >>> find_person(index, Party(name="Lee, Ann"), firm=acme) is ann
    True

    A firm's telephone is not a person, and a namesake with another address is somebody else:

    >>> find_person(index, Party(name="Bob", phone="+321")) is None
    True
    >>> find_person(index, Party(name="Ann Lee", email="ann@other.be")) is None
    True
    """
    people = [party for party in index.by_email(said.email) if not party.is_firm or not firm]
    if found := _agreeing(people, said, _same_mailbox):
        return found[0]
    if said.tax and (found := index.by_tax(said.tax, said.country)):
        return _told_by_name(found, said)
    people = [party for party in index.by_phone(said.phone) if not party.is_firm or not firm]
    if found := _agreeing(people, said, _alike):
        return found[0]
    namesakes = [
        party
        for party in index.by_name(said.key)
        if _taxes_agree(party, said) and not _differ(party.email, said.email)
    ]
    if firm:
        namesakes = [party for party in namesakes if party.belongs_to(firm)]
    else:
        namesakes = [party for party in namesakes if not _differ(party.phone, said.phone)]
    return min(namesakes, key=lambda party: (party.is_firm, party.id or 0)) if namesakes else None


def _told_by_name(found, said):
    """Of those with the same tax number: the only one, or the one of that name."""
    best = max(
        found, key=lambda party: (likeness(party.key, said.key), party.is_firm, -(party.id or 0))
    )
    if len(found) > 1 and likeness(best.key, said.key) < ALIKE:
        raise Several
    return best


def _agreeing(found, said, agrees):
    """Those that agree and do not contradict, the likest name first."""
    found = [party for party in found if _taxes_agree(party, said) and agrees(party, said)]
    return sorted(
        found,
        key=lambda party: (
            party.is_firm != said.is_firm,
            -likeness(party.key, said.key),
            party.id or 0,
        ),
    )


def _same_mailbox(party, said):
    """One's own address is proof enough; a firm's counts with a name that is alike."""
    alike = likeness(party.key, said.key) >= SAME_PERSON
    return alike or (party.is_firm == said.is_firm and not is_shared(said.email))


def _alike(party, said):
    return likeness(party.key, said.key) >= ALIKE


def _taxes_agree(party, said):
    one, other = party.tax, said.tax
    return not one or not other or one.endswith(other) or other.endswith(one)


def _differ(one, other):
    return bool(one and other and one != other)


def _similar(index, said):
    """A firm of nearly the same name in the same place; one that begins differently is not seen."""
    block = index.similar(said.key)
    if not said.place or len(block) > MANY:
        return None
    near = [
        party
        for party in block
        if party.is_firm and party.place & said.place and _taxes_agree(party, said)
        if likeness(party.key, said.key) >= NEARLY and not _other_number(party.key, said.key)
    ]
    return max(near, key=lambda party: likeness(party.key, said.key)) if near else None


def _other_number(one, other):
    """Shop 1 and Shop 2 are nearly the same name and not the same shop."""
    return [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]
