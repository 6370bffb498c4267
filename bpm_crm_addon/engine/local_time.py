"""What a moment in universal time means on a person's own clock.

Times come in as naive UTC, the way the database keeps them; zones as names of the tz database.
An unknown or missing zone counts as UTC.
"""

from datetime import datetime, time

import pytz

MORNING = time(8, 30)


def on_the_clock(at, zone):
    """The local time, naive, of a naive UTC moment.

    >>> on_the_clock(datetime(2026, 7, 1, 22, 30), "Europe/Kyiv")
    datetime.datetime(2026, 7, 2, 1, 30)
    >>> on_the_clock(datetime(2026, 7, 1, 22, 30), "Atlantis/Centre")
    datetime.datetime(2026, 7, 1, 22, 30)
    """
    return pytz.utc.localize(at).astimezone(_zone(zone)).replace(tzinfo=None)


def in_universal_time(local, zone):
    """The naive UTC moment of a local time.

    An hour that clocks skip in spring counts from before the change, an hour that they
    repeat in autumn is its first run.

    >>> in_universal_time(datetime(2026, 1, 15, 8, 30), "Europe/Kyiv")
    datetime.datetime(2026, 1, 15, 6, 30)
    >>> in_universal_time(datetime(2026, 7, 15, 8, 30), "Europe/Kyiv")
    datetime.datetime(2026, 7, 15, 5, 30)
    >>> in_universal_time(datetime(2026, 3, 29, 3, 30), "Europe/Kyiv")
    datetime.datetime(2026, 3, 29, 1, 30)
    """
    place = _zone(zone)
    return (
        place.localize(local, is_dst=_first_run(local, place))
        .astimezone(pytz.utc)
        .replace(tzinfo=None)
    )


def morning_of(at, zone):
    """When this person's working day began on the local date of `at`, in naive UTC.

    >>> morning_of(datetime(2026, 7, 1, 22, 30), "Europe/Kyiv")
    datetime.datetime(2026, 7, 2, 5, 30)
    """
    return in_universal_time(datetime.combine(on_the_clock(at, zone).date(), MORNING), zone)


def is_on(at, zone, first, last):
    """Whether `at` falls on one of the local dates first … last, both included.

    >>> from datetime import date
    >>> first, last = date(2026, 7, 2), date(2026, 7, 2)
    >>> is_on(datetime(2026, 7, 1, 22, 30), "Europe/Kyiv", first, last)
    True
    >>> is_on(datetime(2026, 7, 1, 22, 30), "UTC", first, last)
    False
    >>> is_on(datetime(2026, 7, 2, 20, 59), "Europe/Kyiv", first, last)
    True
    >>> is_on(datetime(2026, 7, 2, 21, 0), "Europe/Kyiv", first, last)
    False
    """
    return first <= on_the_clock(at, zone).date() <= last


def _first_run(local, place):
    """How pytz is to read a doubtful hour: summer time in autumn, winter time in spring."""
    try:
        place.localize(local, is_dst=None)
    except pytz.AmbiguousTimeError:
        return True
    except pytz.NonExistentTimeError:
        return False
    return False


def _zone(name):
    try:
        return pytz.timezone(name or "UTC")
    except pytz.UnknownTimeZoneError:
        return pytz.utc
