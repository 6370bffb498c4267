"""How long to wait before trying again what has failed."""

from datetime import timedelta

FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=12)


def pause(attempts):
    """The pause after so many attempts: twice as long each time, at most half a day.

    >>> [str(pause(attempts)) for attempts in (1, 2, 4, 1000)]
    ['0:05:00', '0:10:00', '0:40:00', '12:00:00']
    """
    return min(FIRST * 2 ** min(attempts - 1, 20), LONGEST)
