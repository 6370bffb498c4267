"""Who is asked in a step: the people it names, or who stands in for those who are shut out.

>>> step = Step(key="s1", sequence=1, people=(7,))
>>> ask(step, Facts(requester=5))
Asked(places=(Place(approver=7, on_behalf_of=None),), fallback=None)

The leader's own quotation goes to the leader's manager:

>>> ask(step, Facts(requester=7, managers={7: 9}))
Asked(places=(Place(approver=9, on_behalf_of=None),), fallback='manager')
"""

from .approval_route import Asked, Facts, Step, above, place_of  # noqa: F401 - for the examples


def wanted(step):
    """Return how many different people must agree, however few are found.

    >>> [wanted(Step("s", 1, (7, 8), quorum, 3)) for quorum in ("any", "all", "number")]
    [1, 2, 3]
    """
    people = len(set(step.people))
    return max({"any": 1, "all": people}.get(step.quorum, step.number), 1)


def own_is_enough(step, person):
    """Tell whether the agreement of ``person`` alone, one of those named, settles the step.

    >>> [own_is_enough(Step("s", 1, (7, 8), quorum), 7) for quorum in ("any", "all")]
    [True, False]
    >>> own_is_enough(Step("s", 1, (8,)), 7)
    False
    """
    return person in step.people and wanted(step) == 1


def goes_without(step, facts):
    """Tell whether enough of those named can decide without the requester.

    >>> mine = Facts(requester=7)
    >>> [goes_without(Step("s", 1, (7, 8), quorum), mine) for quorum in ("any", "all")]
    [True, False]
    """
    found, _lacking = _seated(step.people, facts, frozenset())
    return len(found) >= wanted(step)


def ask(step, facts, own=False, done=frozenset()):
    """Return who is Asked for ``step``. Nobody drops out silently, and nobody counts for two:
    where the people left are too few for the quorum, the managers of those shut out take their
    places, then the approval administrators; when even they are too few, ``fallback`` is "nobody".

    ``own``: the requester, who is one of them, agrees by their own authority. ``done``: people
    who have had their say in this step and cannot be asked again.

    >>> everyone = Step("s", 1, people=(7, 8), quorum="all")
    >>> ask(everyone, Facts(requester=5, archived=frozenset({8}), managers={8: 9})).places
    (Place(approver=7, on_behalf_of=None), Place(approver=9, on_behalf_of=None))
    >>> ask(everyone, Facts(requester=8), own=True).places
    (Place(approver=7, on_behalf_of=None),)
    >>> ask(everyone, Facts(requester=5, substitutes={8: 7}, admins=(3,))).places
    (Place(approver=7, on_behalf_of=None), Place(approver=3, on_behalf_of=None))
    >>> ask(Step("s", 1, people=(7, 8)), Facts(requester=8))       # one of two is enough
    Asked(places=(Place(approver=7, on_behalf_of=None),), fallback=None)
    >>> ask(Step("s", 1, people=(7,)), Facts(requester=7, admins=(7, 3)))
    Asked(places=(Place(approver=3, on_behalf_of=None),), fallback='admin')
    >>> ask(Step("s", 1), Facts(requester=7))
    Asked(places=(), fallback='nobody')
    >>> ask(Step("s", 1, people=(7,), quorum="number", number=2), Facts(requester=5))
    Asked(places=(), fallback='nobody')
    """
    goal = wanted(step) - own
    people = [uid for uid in dict.fromkeys(step.people) if not (own and uid == facts.requester)]
    found, lacking = _seated(people, facts, done)
    if len(found) >= goal:
        return Asked(tuple(found))
    found += _managers(lacking, step, facts, goal, found, done)
    if len(found) >= goal:
        return Asked(tuple(found), "manager")
    admins, _lacking = _seated(facts.admins, facts, done | _approvers(found))
    # Where all must agree everyone who is asked must: no more of them than are missing.
    found += admins[: goal - len(found)] if step.quorum == "all" else admins
    return Asked(tuple(found), "admin") if len(found) >= goal else Asked((), "nobody")


def _seated(people, facts, done):
    """Return (a place for each who can decide, the people without one).

    A place of one's own comes before one for somebody else, and nobody has two.
    """
    places = {person: place_of(person, facts) for person in people}
    taken, seated = set(done), {}
    for person in sorted(places, key=lambda uid: bool(places[uid] and places[uid].on_behalf_of)):
        place = places[person]
        if place and place.approver not in taken:
            seated[person] = place
            taken.add(place.approver)
    found = [seated[person] for person in places if person in seated]
    return found, [person for person in places if person not in seated]


def _managers(lacking, step, facts, goal, found, done):
    """The places of the managers of those ``lacking``; where two have the same one, the next
    above is asked, too, as long as somebody is missing."""
    new, again = [], []
    for person in lacking:
        taken = done | _approvers(found + new)
        place = above(person, facts, step.amount, done)
        if place and place.approver not in taken:
            new.append(place)
        else:
            again.append(person)
    for person in again:
        taken = done | _approvers(found + new)
        if len(found + new) < goal and (place := above(person, facts, step.amount, taken)):
            new.append(place)
    return new


def _approvers(places):
    return {place.approver for place in places}
