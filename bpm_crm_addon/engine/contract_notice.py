"""When somebody is told of a date: which of its reminders is due, on their own clock."""

from datetime import timedelta

from .local_time import MORNING, on_the_clock

# How many days before its date something is told; the last number is the last word.
LEADS = {
    "end": (60, 14),
    "notice": (30, 7),
    "obligation": (7, 0),
    "instalment": (3, 0),
    "original": (0,),
    "authority": (30, 0),
    "paper": (30, 0),
}


def working_day(at, zone):
    """The day a person lives in when it comes to reminders: it begins at half past eight.

    >>> from datetime import datetime
    >>> working_day(datetime(2026, 7, 1, 4, 0), "Europe/Kyiv")
    datetime.date(2026, 6, 30)
    >>> working_day(datetime(2026, 7, 1, 5, 30), "Europe/Kyiv")
    datetime.date(2026, 7, 1)

    The same hour in winter, and on the morning clocks change:

    >>> working_day(datetime(2026, 1, 5, 5, 30), "Europe/Kyiv")
    datetime.date(2026, 1, 4)
    >>> working_day(datetime(2026, 3, 29, 5, 30), "Europe/Kyiv")
    datetime.date(2026, 3, 29)
    """
    local = on_the_clock(at, zone)
    return local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)


def lead_of(what, due, today):
    """The reminder that is due today of something due on a day: its days before; None when it is
    too early. Whoever starts late gets the one that fits, not all that were missed.

    >>> from datetime import date
    >>> due = date(2026, 12, 31)
    >>> [lead_of("end", due, date(2026, *day)) for day in ((10, 1), (11, 1), (12, 16), (12, 17))]
    [None, 60, 60, 14]
    >>> lead_of("end", due, date(2026, 11, 2))
    60
    >>> lead_of("obligation", due, date(2027, 2, 1))
    0
    """
    left = (due - today).days
    fitting = [lead for lead in LEADS[what] if left <= lead]
    return min(fitting) if fitting else None
