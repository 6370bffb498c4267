"""Hours in which one may write to somebody, on their own clock, and days on which a rule holds.

Hours are a tuple of seven, Monday first: (from, until) in hours, or None for a closed day.
"""

from datetime import datetime, time, timedelta

from .local_time import in_universal_time, on_the_clock

SUNDAY = 6
DAYS_AHEAD = 15
ROUNDS = 60


def week(*lines):
    """Seven days out of lines (first day, last day, from, until); Monday is 0.

    >>> week((0, 4, 8, 22), (5, 6, 9, 20))
    ((8, 22), (8, 22), (8, 22), (8, 22), (8, 22), (9, 20), (9, 20))
    >>> week((0, 0, 9.5, 24))
    ((9.5, 24), None, None, None, None, None, None)
    """
    days = [None] * 7
    for first, last, opens, closes in lines:
        for day in range(first, last + 1):
            days[day] = (opens, closes)
    return tuple(days)


def next_open(hours, zones, at, holidays=frozenset()):
    """The first moment from `at` on that is open in every zone; None when there is none.

    >>> office = week((0, 4, 8, 22), (5, 6, 9, 20))
    >>> next_open(office, ("Europe/Moscow",), datetime(2026, 11, 28, 17, 0))
    datetime.datetime(2026, 11, 29, 6, 0)
    >>> next_open(office, ("Europe/Kaliningrad", "Asia/Kamchatka"), datetime(2026, 11, 26, 12))
    datetime.datetime(2026, 11, 27, 6, 0)
    >>> thursday = datetime(2026, 11, 26, 5)
    >>> next_open(office, ("Europe/Moscow",), thursday, {thursday.date()})
    datetime.datetime(2026, 11, 26, 6, 0)
    >>> next_open(week((0, 6, 9, 10)), ("UTC", "Asia/Tokyo"), datetime(2026, 11, 26)) is None
    True
    """
    last = at + timedelta(days=DAYS_AHEAD)
    for _round in range(ROUNDS):
        before = at
        for zone in zones:
            opens = _next_open(hours, zone, at, holidays)
            if opens is None or opens > last:
                return None
            at = max(at, opens)
        if at == before:
            return at
    return None


def _next_open(hours, zone, at, holidays):
    """The first open moment of one zone.

    Clocks that go forward: an opening hour that does not exist comes once, after the change.

    >>> early = week((0, 6, 2.5, 22))
    >>> _next_open(early, "Europe/Brussels", datetime(2026, 3, 29, 0, 0), ())
    datetime.datetime(2026, 3, 29, 1, 30)

    Clocks that go back: the hour that comes twice is open from its first run on, and the clock on
    the wall decides again in its second.

    >>> _next_open(early, "Europe/Brussels", datetime(2026, 10, 25, 0, 0), ())
    datetime.datetime(2026, 10, 25, 0, 30)
    >>> _next_open(early, "Europe/Brussels", datetime(2026, 10, 25, 1, 10), ())
    datetime.datetime(2026, 10, 25, 1, 30)
    >>> [_next_open(week((0, 6, 9, 22)), "Europe/Brussels", night, ()).hour
    ...  for night in (datetime(2026, 3, 28, 22), datetime(2026, 3, 29, 22))]
    [7, 7]
    """
    local = on_the_clock(at, zone)
    for ahead in range(DAYS_AHEAD + 1):
        day = local.date() + timedelta(days=ahead)
        opens_closes = hours[SUNDAY if day in holidays else day.weekday()]
        if not opens_closes:
            continue
        midnight = datetime.combine(day, time())
        opens, closes = (midnight + timedelta(hours=float(one)) for one in opens_closes)
        if opens <= local < closes:
            return at
        if local < opens:
            moment = in_universal_time(opens, zone)
            return moment if moment > at else at + (opens - local)
    return None


def in_force(date_from, date_to, day):
    """Whether a rule holds on a day; both dates included, an empty one is open.

    >>> from datetime import date
    >>> in_force(date(2026, 1, 1), None, date(2026, 1, 1))
    True
    >>> in_force(None, date(2026, 1, 1), date(2026, 1, 2))
    False
    """
    return (not date_from or date_from <= day) and (not date_to or day <= date_to)
