"""Who is asked, and when a step or a whole request is settled.

Plain values in, plain values out. People are integers (user ids). The records in models/approval
gather the facts, call these functions and write what comes back.

>>> step = Step(key="s1", sequence=1, people=(7,))
>>> ask(step, Facts(requester=5))
Asked(places=(Place(approver=7, on_behalf_of=None),), fallback=None)

The leader's own quotation goes to the leader's manager:

>>> ask(step, Facts(requester=7, managers={7: 9}))
Asked(places=(Place(approver=9, on_behalf_of=None),), fallback='manager')
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
    step at once, whatever the others say.
    """

    key: str
    sequence: int
    people: tuple = ()
    quorum: str = "any"
    number: int = 1
    veto: frozenset = frozenset()


@dataclass(frozen=True)
class Facts:
    """What is known about people at the moment they are asked.

    ``editor``: who last changed the controlled content. ``substitutes``: absent user -> stand-in
    or None. ``archived``: users who left. ``managers``: user -> manager or None.
    ``admins``: approval administrators, asked when nobody else is left.
    """

    requester: int
    editor: int | None = None
    substitutes: dict = field(default_factory=dict)
    archived: frozenset = frozenset()
    managers: dict = field(default_factory=dict)
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


def above(person, facts):
    """Return the Place of the first manager up the chain who can decide, or None.

    >>> above(7, Facts(requester=9, managers={7: 9, 9: 11}))
    Place(approver=11, on_behalf_of=None)
    >>> above(7, Facts(requester=7, managers={7: 9, 9: 7})) # a circle of managers ends
    Place(approver=9, on_behalf_of=None)
    """
    seen = {person}
    manager = facts.managers.get(person)
    while manager and manager not in seen:
        seen.add(manager)
        if place := place_of(manager, facts):
            return place
        manager = facts.managers.get(manager)
    return None


def needed(quorum, number, people):
    """Return how many of ``people`` must agree.

    >>> needed("any", 0, 3), needed("all", 0, 3), needed("number", 2, 3), needed("number", 9, 3)
    (1, 3, 2, 3)
    """
    return {"any": 1, "all": people}.get(quorum, min(max(number, 1), people))


def ask(step, facts):
    """Return who is Asked for ``step``. Nobody drops out silently: where the people left are too
    few for the quorum, the managers of those shut out take their places, then the approval
    administrators; when even they are missing, ``fallback`` is "nobody".

    >>> everyone = Step("s", 1, people=(7, 8), quorum="all")
    >>> ask(everyone, Facts(requester=5, archived=frozenset({8}), managers={8: 9})).places
    (Place(approver=7, on_behalf_of=None), Place(approver=9, on_behalf_of=None))
    >>> ask(Step("s", 1, people=(7, 8)), Facts(requester=8))       # one of two is enough
    Asked(places=(Place(approver=7, on_behalf_of=None),), fallback=None)
    >>> ask(Step("s", 1, people=(7,)), Facts(requester=7, admins=(7, 3)))
    Asked(places=(Place(approver=3, on_behalf_of=None),), fallback='admin')
    >>> ask(Step("s", 1), Facts(requester=7))
    Asked(places=(), fallback='nobody')
    """
    places, shut_out = [], []
    for person in dict.fromkeys(step.people):
        place = place_of(person, facts)
        places.append(place) if place else shut_out.append(person)
    wanted = needed(step.quorum, step.number, len(places) + len(shut_out))
    if wanted and len(_unique(places)) >= wanted and step.quorum != "all":
        return Asked(_unique(places))
    if places and not shut_out:
        return Asked(_unique(places))
    managers = [above(person, facts) for person in shut_out]
    found = _unique(places + [manager for manager in managers if manager])
    if found and (all(managers) if step.quorum == "all" else len(found) >= wanted):
        return Asked(found, "manager")
    admins = [place for admin in facts.admins if (place := place_of(admin, facts))]
    if admins:
        return Asked(_unique([*found, *admins]), "admin")
    return Asked((), "nobody")


def _unique(places):
    """Keep one place per approver, a place of one's own before one for somebody else."""
    best = {}
    for place in sorted(places, key=lambda p: p.on_behalf_of is not None):
        best.setdefault(place.approver, place)
    return tuple(place for place in dict.fromkeys(places) if best[place.approver] == place)


def first_within_limit(person, amount, managers, limits):
    """Return the first person up the chain of ``person`` whose limit covers ``amount``.

    The amount and the limits are in one currency. Returns None when the chain ends first.

    >>> managers, limits = {5: 7, 7: 9}, {7: 10_000.0, 9: 50_000.0}
    >>> [first_within_limit(5, amount, managers, limits) for amount in (10_000, 10_000.01, 60_000)]
    [7, 9, None]
    """
    seen = {person}
    person = managers.get(person)
    while person and person not in seen:
        if limits.get(person, 0.0) >= amount > 0 or (amount <= 0 and limits.get(person)):
            return person
        seen.add(person)
        person = managers.get(person)
    return None
