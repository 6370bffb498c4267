"""What a step asks for, what is known about people, and who stands for whom.

Plain values in, plain values out. People are integers (user ids). The records in models/approval
gather the facts, call these functions and write what comes back. approval_ask.py decides who is
asked; approval_vote.py what a decision changes.
"""

from dataclasses import dataclass, field

# What a person may say; each is also the state their place ends in.
APPROVED, REMARKED, REJECTED, RETURNED = "approved", "remarked", "rejected", "returned"
AGREED = frozenset({APPROVED, REMARKED})


@dataclass(frozen=True)
class Step:
    """One step of a route as it applies to one document.

    ``people``: user ids in the order in which they were found. ``quorum``: "any", "all" or
    "number" (then ``number`` of them must agree). ``veto``: people whose rejection settles the
    step at once, whatever the others say. ``amount``: what the limit of whoever is asked must
    cover; None when limits play no part.
    """

    key: str
    sequence: int
    people: tuple = ()
    quorum: str = "any"
    number: int = 1
    veto: frozenset = frozenset()
    amount: float | None = None


@dataclass(frozen=True)
class Facts:
    """What is known about people at the moment they are asked.

    ``editor``: who last changed the controlled content. ``substitutes``: absent user -> stand-in
    or None. ``archived``: users who left. ``managers``: user -> manager or None. ``limits``:
    user -> what they may sign off. ``admins``: approval administrators, asked when nobody else
    is left.
    """

    requester: int
    editor: int | None = None
    substitutes: dict = field(default_factory=dict)
    archived: frozenset = frozenset()
    managers: dict = field(default_factory=dict)
    limits: dict = field(default_factory=dict)
    admins: tuple = ()

    @property
    def barred(self):
        """People who may not decide, neither in person nor through a stand-in."""
        return {self.requester, self.editor} - {None}


@dataclass(frozen=True)
class Place:
    """One person's place in a step; ``on_behalf_of`` is the absent person, if any."""

    approver: int
    on_behalf_of: int | None = None


@dataclass(frozen=True)
class Asked:
    """The places of one step. ``fallback`` tells why others than the named people are asked:
    None, "manager", "admin", or "nobody" (then there are no places and a person must help)."""

    places: tuple
    fallback: str | None = None


def place_of(person, facts):
    """Return the Place that stands for ``person`` now, or None when the person is shut out.

    >>> place_of(7, Facts(requester=5, substitutes={7: 8}))
    Place(approver=8, on_behalf_of=7)
    >>> place_of(7, Facts(requester=8, substitutes={7: 8})) is None   # the stand-in asked for it
    True
    >>> place_of(5, Facts(requester=5, substitutes={5: 8})) is None   # nor through a stand-in
    True
    """
    if person in facts.barred:
        return None
    if person in facts.substitutes:
        stand_in = facts.substitutes[person]
        shut_out = (
            not stand_in
            or stand_in in facts.barred
            or stand_in in facts.archived
            or stand_in in facts.substitutes
        )
        return None if shut_out else Place(stand_in, person)
    return None if person in facts.archived else Place(person)


def above(person, facts, amount=None, taken=frozenset()):
    """Return the Place of the first manager up the chain who can decide, or None.

    Passed over are those who are shut out, who are ``taken`` (asked already), and whose limit
    does not cover ``amount``.

    >>> above(7, Facts(requester=9, managers={7: 9, 9: 11}))
    Place(approver=11, on_behalf_of=None)
    >>> above(7, Facts(requester=7, managers={7: 9, 9: 7})) # a circle of managers ends
    Place(approver=9, on_behalf_of=None)
    >>> above(7, Facts(requester=5, managers={7: 9, 9: 11}, limits={9: 10.0, 11: 900.0}), 500.0)
    Place(approver=11, on_behalf_of=None)
    """
    seen = {person}
    manager = facts.managers.get(person)
    while manager and manager not in seen:
        seen.add(manager)
        place = place_of(manager, facts)
        enough = amount is None or covers(facts.limits.get(manager, 0.0), amount)
        if place and enough and place.approver not in taken:
            return place
        manager = facts.managers.get(manager)
    return None


def needed(quorum, number, people):
    """Return how many of ``people`` must agree.

    >>> needed("any", 0, 3), needed("all", 0, 3), needed("number", 2, 3), needed("number", 9, 3)
    (1, 3, 2, 3)
    """
    return {"any": 1, "all": people}.get(quorum, min(max(number, 1), people))


def covers(limit, amount):
    """Tell whether a person with this limit may sign off this amount.

    >>> covers(100.0, 100.0), covers(100.0, 100.01), covers(1.0, -5.0), covers(0.0, 0.0)
    (True, False, True, False)
    """
    return limit >= amount if amount > 0 else limit > 0


def first_within_limit(person, amount, managers, limits, itself=False):
    """Return the first person up the chain of ``person`` whose limit covers ``amount``.

    The amount and the limits are in one currency. ``itself``: the chain starts at the person.
    Returns None when the chain ends first.

    >>> managers, limits = {5: 7, 7: 9}, {7: 10_000.0, 9: 50_000.0}
    >>> [first_within_limit(5, amount, managers, limits) for amount in (10_000, 10_000.01, 60_000)]
    [7, 9, None]
    >>> first_within_limit(9, 20_000, managers, limits, itself=True)
    9
    """
    seen = set() if itself else {person}
    person = person if itself else managers.get(person)
    while person and person not in seen:
        if covers(limits.get(person, 0.0), amount):
            return person
        seen.add(person)
        person = managers.get(person)
    return None
