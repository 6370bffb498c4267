"""How somebody pays: days late on average, how often in time, and whether it becomes worse.

What falls due is a line; it is paid in parts, each on its own day, or still open:

>>> from datetime import date
>>> parts = [
...     Part(1, date(2026, 5, 1), 100.0, date(2026, 5, 11)),
...     Part(2, date(2026, 6, 1), 300.0, date(2026, 5, 20)),
...     Part(3, date(2026, 6, 10), 100.0, None),
... ]
>>> found = habit(parts, date(2026, 6, 30))
>>> found.lines, found.days_late, round(found.on_time, 2)
(3, 6.0, 0.33)
"""

from datetime import date, timedelta
from typing import NamedTuple

FEWEST = 3  # fewer lines say nothing about a habit
RECENT = 91  # days: the last three months against the nine before
CHANGE = 2  # days by which the delay has to change before it is a trend
YEAR = 365


class Part(NamedTuple):
    """``amount`` of the line numbered ``line``, due on ``due`` and paid on ``paid_on``; None while
    it is open."""

    line: int
    due: date
    amount: float
    paid_on: date | None


class Habit(NamedTuple):
    """``lines`` fell due; ``days_late`` on average, weighted by amount; ``on_time``: the share of
    lines paid in full by their day; ``trend``: "worse", "better", "same", or "" when too few."""

    lines: int
    days_late: float
    on_time: float
    trend: str


def habit(parts, today):
    """The Habit by all parts due before ``today``; None when too few lines fell due.

    >>> habit([Part(1, date(2026, 5, 1), 100.0, None)], date(2026, 6, 30)) is None
    True
    """
    parts = [part for part in parts if part.due < today and part.amount > 0]
    lines = {part.line for part in parts}
    if len(lines) < FEWEST:
        return None
    late = {part.line for part in parts if days_late(part, today)}
    return Habit(
        len(lines), average_late(parts, today), 1 - len(late) / len(lines), trend(parts, today)
    )


def days_late(part, today):
    """Days between the due date and the payment, or today; never below zero.

    >>> days_late(Part(1, date(2026, 5, 1), 1.0, date(2026, 4, 1)), date(2026, 6, 1))
    0
    """
    return max(0, ((part.paid_on or today) - part.due).days)


def average_late(parts, today):
    """The days late of ``parts``, weighted by amount.

    >>> average_late([], date(2026, 6, 1))
    0
    """
    total = sum(part.amount for part in parts)
    return sum(days_late(part, today) * part.amount for part in parts) / total if total else 0


def trend(parts, today):
    """How the last three months compare with the nine before.

    >>> before = [Part(n, date(2026, 2, n), 10.0, date(2026, 2, n)) for n in (1, 2, 3)]
    >>> later = [Part(n, date(2026, 6, n), 10.0, date(2026, 6, n + 9)) for n in (4, 5, 6)]
    >>> trend(before + later, date(2026, 6, 30)), trend(before, date(2026, 6, 30))
    ('worse', '')
    """
    since, start = today - timedelta(days=RECENT), today - timedelta(days=YEAR)
    recent = [part for part in parts if part.due >= since]
    before = [part for part in parts if start <= part.due < since]
    if min(len({part.line for part in group}) for group in (recent, before)) < FEWEST:
        return ""
    change = average_late(recent, today) - average_late(before, today)
    if abs(change) < CHANGE:
        return "same"
    return "worse" if change > 0 else "better"
