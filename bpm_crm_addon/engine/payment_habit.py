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
>>> found.days_signed, found.on_time_amount
(-1.2, 0.6)
"""

from datetime import date, timedelta
from typing import NamedTuple

FEWEST = 3  # fewer lines say nothing about a habit
RECENT = 91  # days: the last three months against the nine before
CHANGE = 2  # days by which the delay has to change before it is a trend
YEAR = 365
GOOD, FAIR = 0.9, 0.7  # shares of lines paid in time


class Part(NamedTuple):
    """``amount`` of the line numbered ``line``, due on ``due`` and paid on ``paid_on``; None while
    it is open. ``issued``: the day of the invoice, where days to pay are asked for."""

    line: int
    due: date
    amount: float
    paid_on: date | None
    issued: date | None = None


class Habit(NamedTuple):
    """``lines`` fell due; ``days_late`` on average, weighted by amount; ``on_time``: the share of
    lines paid in full by their day; ``trend``: "worse", "better", "same", or "" when too few.
    ``days_signed`` counts days before the due date as negative; ``on_time_amount`` is the share by
    amount; ``days_to_pay``: from the invoice to the payment of what is paid, None without any;
    ``trend_days``: by how many days the delay changed, None when too few."""

    lines: int
    days_late: float
    on_time: float
    trend: str
    days_signed: float = 0
    on_time_amount: float = 0
    days_to_pay: float | None = None
    trend_days: float | None = None


def habit(parts, today, grace=0):
    """The Habit by all parts due before ``today``; None when too few lines fell due.

    ``grace``: days after the due date on which a payment still counts as in time. Days late are
    counted from the due date all the same:

    >>> parts = [Part(n, date(2026, 5, n), 1.0, date(2026, 5, n + 3)) for n in (1, 2, 3)]
    >>> [habit(parts, date(2026, 6, 30), grace).on_time for grace in (0, 2, 3)]
    [0.0, 0.0, 1.0]
    >>> habit(parts, date(2026, 6, 30), grace=3).days_late
    3.0

    >>> habit([Part(1, date(2026, 5, 1), 100.0, None)], date(2026, 6, 30)) is None
    True
    """
    parts = [part for part in parts if part.due < today and part.amount > 0]
    lines = {part.line for part in parts}
    if len(lines) < FEWEST:
        return None
    late = {part.line for part in parts if days_from_due(part, today) > grace}
    change = trend_days(parts, today)
    return Habit(
        len(lines),
        average_late(parts, today),
        1 - len(late) / len(lines),
        trend(change),
        average((days_from_due(part, today), part.amount) for part in parts),
        average((part.line not in late, part.amount) for part in parts),
        days_to_pay(parts),
        change,
    )


def days_from_due(part, today):
    """Days from the due date to the payment, or to today; negative when it was paid before.

    >>> days_from_due(Part(1, date(2026, 5, 1), 1.0, date(2026, 4, 1)), date(2026, 6, 1))
    -30
    """
    return ((part.paid_on or today) - part.due).days


def days_late(part, today):
    """The same, never below zero.

    >>> days_late(Part(1, date(2026, 5, 1), 1.0, date(2026, 4, 1)), date(2026, 6, 1))
    0
    """
    return max(0, days_from_due(part, today))


def average(weighed):
    """The mean of [(value, weight)]; 0 of nothing.

    >>> average([(10, 1.0), (20, 3.0)]), average([])
    (17.5, 0)
    """
    weighed = list(weighed)
    total = sum(weight for _value, weight in weighed)
    return sum(value * weight for value, weight in weighed) / total if total else 0


def average_late(parts, today):
    """The days late of ``parts``, weighted by amount."""
    return average((days_late(part, today), part.amount) for part in parts)


def days_to_pay(parts):
    """Days from invoice to payment of what is paid, weighted by amount; None without any.

    >>> day = date(2026, 5, 1)
    >>> days_to_pay([Part(1, day, 9.0, day, date(2026, 4, 21)), Part(2, day, 9.0, None, day)])
    10.0
    >>> days_to_pay([Part(1, day, 9.0, None, day)]) is None
    True
    """
    paid = [part for part in parts if part.paid_on and part.issued]
    if not paid:
        return None
    return average(((part.paid_on - part.issued).days, part.amount) for part in paid)


def trend_days(parts, today):
    """By how many days the delay of the last three months exceeds that of the nine before.

    >>> before = [Part(n, date(2026, 2, n), 10.0, date(2026, 2, n)) for n in (1, 2, 3)]
    >>> later = [Part(n, date(2026, 6, n), 10.0, date(2026, 6, n + 9)) for n in (4, 5, 6)]
    >>> trend_days(before + later, date(2026, 6, 30)), trend_days(before, date(2026, 6, 30))
    (9.0, None)
    """
    since, start = today - timedelta(days=RECENT), today - timedelta(days=YEAR)
    recent = [part for part in parts if part.due >= since]
    before = [part for part in parts if start <= part.due < since]
    if min(len({part.line for part in group}) for group in (recent, before)) < FEWEST:
        return None
    return average_late(recent, today) - average_late(before, today)


def trend(change):
    """The word for a change in days.

    >>> trend(9.0), trend(-2.0), trend(1.9), trend(None)
    ('worse', 'better', 'same', '')
    """
    if change is None:
        return ""
    if abs(change) < CHANGE:
        return "same"
    return "worse" if change > 0 else "better"


def word(on_time):
    """The word for a share of lines paid in time.

    >>> word(0.95), word(0.7), word(0.5)
    ('good', 'fair', 'bad')
    """
    return "good" if on_time >= GOOD else "fair" if on_time >= FAIR else "bad"
