"""Finds conditions that no document can ever meet.

Domains come in as lists in prefix notation: ("field", "operator", value) joined by "&", "|", "!".
Only plain contradictions are looked for: a number that would have to be above 50 and below 10, a
choice that would have to be two things at once. Whatever is not understood counts as possible, so
an answer of "never" can be relied on.

>>> never([("amount", ">", 50), ("amount", "<", 10)])
True
>>> never([("amount", ">", 10), ("amount", "<", 50)])
False
>>> either = ["|", ("amount", ">", 50), ("state", "=", "sale")]
>>> never(either, [("amount", "<", 10), ("state", "=", "draft")])
True
>>> never([("name", "ilike", "a"), ("name", "ilike", "b")])
False
"""

from dataclasses import dataclass, field
from math import inf

MOST_CASES = 64  # a condition with more "or" than this is taken as possible
OPPOSITE = {
    "=": "!=",
    "!=": "=",
    "in": "not in",
    "not in": "in",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
}


@dataclass
class Room:
    """What is left for one field: an interval, perhaps a finite set, and values ruled out.

    >>> room = Room(); room.narrow(">", 10); room.narrow("<=", 10); room.empty
    True
    >>> room = Room(); room.narrow("in", [1, 2]); room.narrow("!=", 1); room.narrow("<", 2)
    >>> room.empty
    True
    """

    low: float = -inf
    low_open: bool = False
    high: float = inf
    high_open: bool = False
    among: set | None = None
    never: set = field(default_factory=set)

    def narrow(self, operator, value):
        """Take one more condition into account."""
        if operator in ("=", "in"):
            values = _values(operator, value)
            self.among = values if self.among is None else self.among & values
        elif operator in ("!=", "not in"):
            self.never |= _values(operator, value)
        elif operator in (">", ">=") and _is_number(value):
            if (value, operator == ">") > (self.low, self.low_open):
                self.low, self.low_open = value, operator == ">"
        elif operator in ("<", "<=") and _is_number(value):
            if (-value, operator == "<") > (-self.high, self.high_open):
                self.high, self.high_open = value, operator == "<"

    @property
    def empty(self):
        """Whether no value is left."""
        if self.among is not None:
            return not any(value not in self.never and self._within(value) for value in self.among)
        if self.low == self.high:
            return self.low_open or self.high_open or self.low in self.never
        return self.low > self.high

    def _within(self, value):
        if not _is_number(value):
            return True  # nothing entered counts as zero in some comparisons: possible
        above = value > self.low or (value == self.low and not self.low_open)
        below = value < self.high or (value == self.high and not self.high_open)
        return above and below


def never(*domains, single=lambda name: "." not in name):
    """Whether no document can meet all these domains together.

    ``single(name)`` tells whether a field holds one value; conditions on others (every line of an
    order may differ) are left out.

    >>> never([("total", ">", 100)], [("total", "<", 50)])
    True
    >>> never([("lines.discount", ">", 20)], [("lines.discount", "<", 5)])
    False
    >>> never(["!", ("total", ">", 100)], [("total", "=", 200)])
    True
    >>> never([(0, "=", 1)]), never([(1, "=", 1)])
    (True, False)
    """
    cases = [()]
    for domain in domains:
        options = _cases(list(domain))
        cases = [case + option for case in cases for option in options]
        if len(cases) > MOST_CASES:
            return False
    return all(_impossible(case, single) for case in cases)


def _cases(domain):
    """The domain as a list of alternatives, each a tuple of conditions that hold together."""
    stack = []
    for item in reversed(_joined(domain)):
        if item == "!":
            stack.append(_negated(stack.pop()))
        elif item in ("&", "|"):
            left, right = stack.pop(), stack.pop()
            stack.append(left + right if item == "|" else [a + b for a in left for b in right])
        else:
            stack.append([(tuple(item),)])
        if len(stack[-1]) > MOST_CASES:
            return [()]
    return stack[0] if stack else [()]


def _joined(domain):
    """Write out the "&" that a domain leaves unsaid.

    >>> _joined([("a", "=", 1), ("b", "=", 2)])
    ['&', ('a', '=', 1), ('b', '=', 2)]
    """
    missing = sum(1 for item in domain if not isinstance(item, str)) - 1
    missing -= sum(1 for item in domain if item in ("&", "|"))
    return ["&"] * max(missing, 0) + list(domain)


def _negated(cases):
    """Not (a and b, or c) is (not a or not b) and not c.

    The opposite of what is not understood is possible too:

    >>> never(["!", "&", ("name", "ilike", "x"), ("total", ">", 5)], [("total", ">", 9)])
    False
    """
    result = [()]
    for case in cases:
        result = [
            kept + (((name, OPPOSITE[operator], value),) if operator in OPPOSITE else ())
            for kept in result
            for name, operator, value in case
        ]
        if len(result) > MOST_CASES:
            return [()]
    return result


def _impossible(case, single):
    rooms = {}
    for name, operator, value in case:
        if isinstance(name, int):
            rooms.setdefault(name, Room(among={name})).narrow(operator, value)
        elif single(name):
            rooms.setdefault(name, Room()).narrow(operator, value)
    return any(room.empty for room in rooms.values())


def _values(operator, value):
    if operator in ("in", "not in"):
        return set(value) if isinstance(value, list | tuple | set) else {value}
    return {value} if not isinstance(value, list | tuple) else set(value)


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
