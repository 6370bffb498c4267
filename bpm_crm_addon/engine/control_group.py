"""Who gets nothing so that one can tell what a campaign did, and how fast the others are told."""

from datetime import timedelta
from hashlib import sha256

SHARES = 10_000


def is_control(campaign, person, percent):
    """Whether somebody belongs to the control group: by chance, and always the same.

    >>> [is_control("c", person, 50.0) for person in range(1, 9)]
    [False, False, False, False, False, True, True, True]
    >>> is_control("c", 7, 0.0), is_control("c", 7, 100.0)
    (False, True)

    The share is kept, and another campaign draws anew:

    >>> sum(is_control("c", person, 10.0) for person in range(10_000))
    963
    >>> sum(is_control("c", p, 10.0) and is_control("d", p, 10.0) for p in range(10_000)) < 150
    True
    """
    drawn = int.from_bytes(sha256(f"{campaign}|{person}".encode()).digest()[:8], "big")
    return drawn % SHARES < percent * SHARES / 100


def moments(number, per_hour, start):
    """When each of so many messages may leave, the first at `start`; 0 per hour: all at once.

    >>> from datetime import datetime
    >>> [at.strftime("%H:%M") for at in moments(3, 60, datetime(2026, 1, 1, 9))]
    ['09:00', '09:01', '09:02']
    >>> len(set(moments(3, 0, datetime(2026, 1, 1, 9))))
    1
    """
    if per_hour <= 0:
        return [start] * number
    return [start + timedelta(seconds=place * 3600 // per_hour) for place in range(number)]


def share(part, whole):
    """A part in per cent of the whole, one digit; None of nothing.

    >>> share(1, 8), share(0, 0)
    (12.5, None)
    """
    return round(100 * part / whole, 1) if whole else None
