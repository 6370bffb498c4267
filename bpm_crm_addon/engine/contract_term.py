"""The end of a contract: when notice is due, and to what day it goes on by itself."""

from dataclasses import dataclass
from datetime import date, timedelta


def notice_day(until, days):
    """The last day to give notice; None when the contract has no end.

    >>> notice_day(date(2027, 11, 30), 30)
    datetime.date(2027, 10, 31)
    >>> notice_day(None, 30)
    """
    return until - timedelta(days=max(days or 0, 0)) if until else None


def add_months(day, months):
    """The same day some months later, or the last one of a shorter month. The last day of a month
    stays the last one: a term from January 1 to June 30 goes on to December 31.

    >>> add_months(date(2026, 1, 15), 1)
    datetime.date(2026, 2, 15)
    >>> add_months(date(2026, 6, 30), 6)
    datetime.date(2026, 12, 31)
    >>> add_months(date(2027, 2, 28), 12)
    datetime.date(2028, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = _days_of(year, month + 1)
    is_last = day.day == _days_of(day.year, day.month)
    return date(year, month + 1, last if is_last else min(day.day, last))


def _days_of(year, month):
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return (date(year, month, 1) - timedelta(days=1)).day


@dataclass(frozen=True)
class Ending:
    """What is known of a contract's end. `way`: none, auto, counter, agreement; `times`: how often
    it was prolonged already; `limit`: how often that may happen by counter."""

    until: date
    way: str
    months: int
    times: int = 0
    limit: int = 0
    notice_given: bool = False


def at_the_end(ending, today):
    """What happens with a running contract today: ("stay", None), ("expire", None), or
    ("prolong", (new end, how often it was prolonged then)).

    It goes on by itself on the day after its last one, as often as is needed to reach today: a
    server that slept for a year prolongs twice, not wrongly.

    >>> at_the_end(Ending(date(2026, 12, 31), "auto", 12), date(2026, 12, 31))
    ('stay', None)
    >>> at_the_end(Ending(date(2026, 12, 31), "auto", 12), date(2027, 1, 1))
    ('prolong', (datetime.date(2027, 12, 31), 1))
    >>> at_the_end(Ending(date(2024, 12, 31), "auto", 12), date(2026, 5, 1))
    ('prolong', (datetime.date(2026, 12, 31), 2))
    >>> at_the_end(Ending(date(2026, 12, 31), "counter", 12, times=1, limit=1), date(2027, 1, 1))
    ('expire', None)
    >>> at_the_end(Ending(date(2026, 12, 31), "auto", 12, notice_given=True), date(2027, 1, 1))
    ('expire', None)
    >>> at_the_end(Ending(date(2026, 12, 31), "agreement", 12), date(2027, 1, 1))
    ('expire', None)
    """
    if today <= ending.until:
        return "stay", None
    until, times = ending.until, ending.times
    goes_on = ending.way in ("auto", "counter") and not ending.notice_given and ending.months > 0
    while goes_on and until < today and (ending.way == "auto" or times < ending.limit):
        until, times = add_months(until, ending.months), times + 1
    if until < today:
        return "expire", None
    return "prolong", (until, times)


def full_months(start, until):
    """How many whole months a term has; None when it has no end or no beginning.

    >>> full_months(date(2026, 12, 1), date(2027, 11, 30))
    12
    >>> full_months(date(2026, 12, 15), date(2027, 1, 20))
    1
    >>> full_months(date(2026, 12, 1), None)
    """
    if not start or not until:
        return None
    end = until + timedelta(days=1)
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months - (end.day < start.day))
