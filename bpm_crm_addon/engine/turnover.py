"""Turnover of a quarter and of a year, from signed sums per day: returns are taken off.

>>> from datetime import date
>>> sums = [(date(2025, 11, 3), 50.0), (date(2026, 10, 5), 80.0), (date(2026, 11, 2), -5.0)]
>>> found = turnover(sums, date(2026, 11, 26))
>>> found.quarter, found.quarter_before, found.year
(75.0, 50.0, 75.0)
>>> found.months
(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80.0, -5.0)
>>> found.quarter_last
0
"""

from datetime import timedelta
from typing import NamedTuple

MONTHS, QUARTERS = 12, 8


class Turnover(NamedTuple):
    """Of the quarter so far, of the same days a year before, of the last twelve months (the
    current one counts as far as it has come), month by month, and of the whole quarter before."""

    quarter: float
    quarter_before: float
    year: float
    months: tuple
    quarter_last: float = 0


def turnover(sums, today):
    """The Turnover by ``sums``: [(day, amount)], of two years at least."""
    sums = [(day, amount) for day, amount in sums if day <= today]
    first, before = quarter_start(today), year_before(today)
    months = [0] * MONTHS
    for day, amount in sums:
        back = (today.year - day.year) * 12 + today.month - day.month
        if back < MONTHS:
            months[MONTHS - 1 - back] += amount
    return Turnover(
        sum(amount for day, amount in sums if day >= first),
        sum(amount for day, amount in sums if quarter_start(before) <= day <= before),
        sum(months),
        tuple(months),
        sum(amount for day, amount in sums if quarter_last_start(today) <= day < first),
    )


def quarters(sums, today):
    """Turnover of the last two years quarter by quarter, the current one last.

    >>> from datetime import date
    >>> sums = [(date(2025, 1, 1), 5.0), (date(2026, 9, 30), 40.0), (date(2026, 10, 5), -2.0)]
    >>> quarters([*sums, (date(2024, 12, 31), 9.0)], date(2026, 11, 26))
    [5.0, 0, 0, 0, 0, 0, 40.0, -2.0]
    """
    found = [0] * QUARTERS
    for day, amount in sums:
        back = (today.year - day.year) * 4 + (today.month - 1) // 3 - (day.month - 1) // 3
        if 0 <= back < QUARTERS:
            found[QUARTERS - 1 - back] += amount
    return found


def change(now, before):
    """By how many percent; None where there was nothing to compare with.

    >>> change(88.0, 100.0), change(10.0, 0.0), change(10.0, -5.0)
    (-12, None, None)
    """
    return round((now - before) / before * 100) if before > 0 else None


def quarter_start(day):
    """
    >>> from datetime import date
    >>> quarter_start(date(2026, 11, 26)), quarter_start(date(2026, 3, 31))
    (datetime.date(2026, 10, 1), datetime.date(2026, 1, 1))
    """
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_last_start(day):
    """
    >>> from datetime import date
    >>> quarter_last_start(date(2026, 2, 26))
    datetime.date(2025, 10, 1)
    """
    return quarter_start(quarter_start(day) - timedelta(days=1))


def year_before(day):
    """
    >>> from datetime import date
    >>> year_before(date(2028, 2, 29)), year_before(date(2026, 11, 26))
    (datetime.date(2027, 2, 28), datetime.date(2025, 11, 26))
    """
    day = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return day.replace(year=day.year - 1)
