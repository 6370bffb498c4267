"""Lines of a table that a counterparty has, and which of them a row of a file speaks of."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .changes import alike


@dataclass(eq=False)
class Line:
    """One line: in the database (`id`) or yet to be made. `touched`: columns that changed since."""

    id: int | None = None
    values: dict = field(default_factory=dict)
    touched: set = field(default_factory=set)


class Added(NamedTuple):
    """A line that a row of a file adds, with what that row said of it."""

    line: Line
    values: dict


class Cell(NamedTuple):
    """What one column of a line holds, before or after a change."""

    line: Line
    column: str
    value: object


def find_line(lines, said, keys=()):
    """The line that `said` ({column: value}) is about, or None.

    A line that says all of this already is the same one, however it is written:

    >>> fair = Line(1, {"name": "Autumn fair", "used": "desk", "sum": 5})
    >>> lines = [fair, Line(2, {"name": "Expo", "used": "", "sum": 0})]
    >>> find_line(lines, {"name": "autumn  fair", "used": "desk"}) is fair
    True
    >>> find_line(lines, {"name": "Autumn fair", "used": "sofa"}) is None
    True

    `keys`: columns that tell lines apart; where one of them is said, the others do not count:

    >>> find_line(lines, {"name": "Autumn fair", "used": "sofa"}, keys=("name",)) is fair
    True
    >>> find_line(lines, {"name": "Third"}, keys=("name",)) is None
    True
    """
    told = [name for name in keys if said.get(name)] or list(said)
    return next((line for line in lines if all(_same(line, said, name) for name in told)), None)


def _same(line, said, name):
    old, new = line.values.get(name), said[name]
    return (not old and not new) or alike(old, new)


def is_continued(cells, who, lines):
    """Whether a row says only lines of a table, so that it is about the counterparty above.

    `who`, `lines`: the columns of either kind.

    >>> is_continued(["", "Expo"], who=[0], lines=[1]), is_continued(["Ann", "Expo"], [0], [1])
    (True, False)
    >>> is_continued(["", ""], who=[0], lines=[1])
    False
    """
    return any(cells[column] for column in lines) and not any(cells[column] for column in who)


def under(head, cells, lines):
    """The row `cells` with what the row above it, `head`, says of who it is.

    >>> under(["Ann", "Fair"], ["", "Expo"], lines=[1])
    ['Ann', 'Expo']
    """
    return [cells[number] if number in lines else text for number, text in enumerate(head)]
