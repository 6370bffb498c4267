"""What one decision changes: in the places of a request and in the request itself.

>>> places = [Slot(1, 1, "a", "pending"), Slot(2, 2, "b", "waiting")]
>>> rules = {"a": Rule(), "b": Rule()}
>>> settle(places, rules, {1: "approved"})
Result(changes={1: 'approved', 2: 'pending'}, outcome=None)
>>> settle(places, rules, {1: "rejected"})
Result(changes={1: 'rejected', 2: 'cancelled'}, outcome='rejected')
"""

from dataclasses import dataclass

from .approval_route import AGREED, REJECTED, RETURNED, needed

OPEN = frozenset({"pending", "waiting"})


@dataclass(frozen=True)
class Slot:
    """A person's place: its id, the step's sequence and key, its state, who decides."""

    id: int
    sequence: int
    key: str
    state: str
    approver: int | None = None
    on_behalf_of: int | None = None


@dataclass(frozen=True)
class Rule:
    """How a step is settled; see ``approval_route.Step``."""

    quorum: str = "any"
    number: int = 1
    veto: frozenset = frozenset()


@dataclass(frozen=True)
class Result:
    """``changes``: place id -> new state. ``outcome``: None (still open), "approved",
    "rejected" or "returned"."""

    changes: dict
    outcome: str | None


def settle(slots, rules, votes):
    """Apply ``votes`` (place id -> state) to ``slots`` and return the Result.

    ``rules``: step key -> Rule. Places that are not needed any more become "skipped" when their
    step was agreed, "cancelled" when the request ended otherwise. When a whole sequence is
    agreed, the next one opens ("pending").

    Two of three must agree, and one rejection is not the end:

    >>> three = [Slot(i, 1, "a", "pending") for i in (1, 2, 3)]
    >>> two = {"a": Rule("number", 2)}
    >>> settle(three, two, {1: "rejected"}).outcome
    >>> three[0] = Slot(1, 1, "a", "rejected")
    >>> settle(three, two, {2: "rejected"})
    Result(changes={2: 'rejected', 3: 'cancelled'}, outcome='rejected')

    Unless the one who rejects has a veto:

    >>> vetoed = [Slot(i, 1, "a", "pending", approver=i) for i in (1, 2, 3)]
    >>> settle(vetoed, {"a": Rule("number", 2, frozenset({1}))}, {1: "rejected"}).outcome
    'rejected'
    """
    states = {slot.id: votes.get(slot.id, slot.state) for slot in slots}
    if RETURNED in votes.values():
        return _ended(slots, states, votes, RETURNED)
    by_step = {}
    for slot in slots:
        by_step.setdefault((slot.sequence, slot.key), []).append(slot)
    for (_sequence, key), places in by_step.items():
        verdict = _verdict(places, states, rules.get(key, Rule()))
        if verdict == REJECTED:
            return _ended(slots, states, votes, REJECTED)
        if verdict == "agreed":
            for slot in places:
                if states[slot.id] in OPEN:
                    states[slot.id] = "skipped"
    waiting = [slot.sequence for slot in slots if states[slot.id] in OPEN]
    if not waiting:
        return Result(_changes(slots, states), "approved")
    for slot in slots:
        if slot.sequence == min(waiting) and states[slot.id] == "waiting":
            states[slot.id] = "pending"
    return Result(_changes(slots, states), None)


def _verdict(places, states, rule):
    """Return "agreed", "rejected" or None for the places of one step."""
    agreed = sum(states[slot.id] in AGREED for slot in places)
    against = [slot for slot in places if states[slot.id] == REJECTED]
    counted = [slot for slot in places if states[slot.id] != "cancelled"]
    goal = needed(rule.quorum, rule.number, len(counted))
    vetoed = any({slot.approver, slot.on_behalf_of} & rule.veto for slot in against)
    if against and (vetoed or rule.quorum == "any" or len(counted) - len(against) < goal):
        return REJECTED
    return "agreed" if counted and agreed >= goal else None


def _ended(slots, states, votes, outcome):
    for slot in slots:
        if slot.id not in votes and states[slot.id] in OPEN:
            states[slot.id] = "cancelled"
    return Result(_changes(slots, states), outcome)


def _changes(slots, states):
    return {slot.id: states[slot.id] for slot in slots if states[slot.id] != slot.state}
