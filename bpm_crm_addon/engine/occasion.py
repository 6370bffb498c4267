"""When something is said because of a date: so long before or after it, or every year on it.

Dates are on somebody's own clock; moments come in and go out as naive UTC. What clocks skip or
repeat is settled as in local_time.py.
"""

from datetime import date, datetime, time, timedelta

from .local_time import in_universal_time, on_the_clock


def is_leap(year):
    """Whether a year has a 29 February.

    >>> [is_leap(year) for year in (1900, 2000, 2026, 2028)]
    [False, True, False, True]
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def anniversary(day, year):
    """The day of a year on which a date comes round; 29 February is kept on the 28th.

    >>> anniversary(date(1990, 11, 26), 2026)
    datetime.date(2026, 11, 26)
    >>> anniversary(date(1992, 2, 29), 2026), anniversary(date(1992, 2, 29), 2028)
    (datetime.date(2026, 2, 28), datetime.date(2028, 2, 29))
    """
    if (day.month, day.day) == (2, 29) and not is_leap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def due(value, offset, unit, hour, zone):
    """The moment at which something is to be said about a date or a moment.

    `offset`: so many `unit` after it, negative before it. A date is said at `hour` (8.5 is half
    past eight) on the clock of `zone`; days are counted on that clock, hours as they pass.

    >>> due(date(2026, 12, 1), -3, "days", 9.0, "Europe/Kyiv")
    datetime.datetime(2026, 11, 28, 7, 0)
    >>> due(date(2026, 3, 29), 1, "days", 9.0, "Europe/Kyiv")
    datetime.datetime(2026, 3, 30, 6, 0)
    >>> due(datetime(2026, 3, 28, 10, 0), 1, "days", 9.0, "Europe/Kyiv")
    datetime.datetime(2026, 3, 29, 9, 0)
    >>> due(datetime(2026, 3, 28, 10, 0), 24, "hours", 9.0, "Europe/Kyiv")
    datetime.datetime(2026, 3, 29, 10, 0)
    """
    if not isinstance(value, datetime):
        local = datetime.combine(value, clock(hour))
    elif unit == "hours":
        return value + timedelta(hours=offset)
    else:
        local = on_the_clock(value, zone)
    return in_universal_time(local + timedelta(**{unit: offset}), zone)


def clock(hour):
    """8.5 as a time of day.

    >>> clock(8.5), clock(24.0)
    (datetime.time(8, 30), datetime.time(0, 0))
    """
    minutes = round(hour * 60)
    return time(minutes // 60 % 24, minutes % 60)


def key(value):
    """What tells one occurrence from another: the date or moment itself.

    >>> key(date(2026, 12, 1)), key(datetime(2026, 12, 1, 9, 30))
    ('2026-12-01', '2026-12-01 09:30:00')
    """
    return str(value)


def round_of(day):
    """Which time an occasion comes round, for what happens once a year: the year it ends in.

    Not the calendar's year: what two departments say on 30 December and on 2 January belongs
    together. The cut is 1 August, as far from public holidays as a year has it.

    >>> round_of(date(2026, 12, 30)), round_of(date(2027, 1, 2)), round_of(date(2027, 12, 30))
    (2027, 2027, 2028)
    """
    return day.year + (day.month >= 8)


def dates_between(first, last):
    """Every date from `first` to `last`, both included.

    >>> [day.day for day in dates_between(date(2026, 2, 27), date(2026, 3, 1))]
    [27, 28, 1]
    """
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def kept_on(day):
    """The (month, day) of the dates that are kept on a day.

    >>> kept_on(date(2026, 2, 28)), kept_on(date(2028, 2, 28))
    ([(2, 28), (2, 29)], [(2, 28)])
    """
    pairs = [(day.month, day.day)]
    if pairs == [(2, 28)] and not is_leap(day.year):
        pairs.append((2, 29))
    return pairs


def what_is_late(moment, now, hours):
    """Whether a moment lies further back than one still speaks of it; 0 hours: never too far.

    >>> what_is_late(datetime(2026, 1, 1), datetime(2026, 1, 3, 1), 48)
    True
    >>> what_is_late(datetime(2026, 1, 1), datetime(2027, 1, 1), 0)
    False
    """
    return bool(hours) and now - moment > timedelta(hours=hours)
