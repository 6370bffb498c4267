"""How often somebody buys, when the next purchase was to be expected, and who is late.

>>> from datetime import date
>>> every_month = [date(2026, month, 10) for month in (1, 2, 3, 4, 5)]
>>> found = rhythm(every_month)
>>> found.interval, found.last
(30.0, datetime.date(2026, 5, 10))
>>> found.expected, found.days_past(date(2026, 6, 19))
(datetime.date(2026, 6, 9), 10)
>>> found.is_past(date(2026, 6, 19)), found.is_past(date(2026, 6, 9))
(True, False)
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean, pstdev

FEWEST = 4  # purchases: three intervals between them
UNSTEADY = 0.5  # intervals that vary by more than half of their mean are no habit
LOST = 365  # whoever stayed away for a year has left, and is not late


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``interval``: the mean of the days between purchases, ``spread``: their deviation."""

    purchases: int
    interval: float
    spread: float
    last: date

    @property
    def is_regular(self):
        """Whether there is a habit at all.

        >>> Rhythm(4, 30.0, 6.0, date(2026, 1, 1)).is_regular
        True
        >>> Rhythm(3, 30.0, 6.0, date(2026, 1, 1)).is_regular  # too few to tell
        False
        >>> Rhythm(9, 30.0, 16.0, date(2026, 1, 1)).is_regular  # now and then
        False
        """
        return (
            self.purchases >= FEWEST
            and self.interval > 0
            and self.spread <= UNSTEADY * self.interval
        )

    @property
    def expected(self):
        """The day of the next purchase, had they gone on as before."""
        return self.last + timedelta(days=round(self.interval))

    def days_past(self, today):
        """Days since that day; negative while it is still to come."""
        return (today - self.expected).days

    def is_past(self, today):
        """Whether a regular buyer stays away longer than their usual ups and downs explain.

        >>> buyer = Rhythm(9, 30.0, 6.0, date(2026, 1, 1))
        >>> buyer.days_past(date(2026, 2, 6)), buyer.is_past(date(2026, 2, 6))
        (6, False)
        >>> buyer.is_past(date(2026, 2, 7)), buyer.is_past(date(2027, 2, 7))
        (True, False)
        """
        return (
            self.is_regular
            and self.days_past(today) > self.spread
            and (today - self.last).days <= LOST
        )


def rhythm(dates):
    """The Rhythm of purchases on ``dates``; None with fewer than two days.

    Several purchases on one day are one.

    >>> rhythm([date(2026, 1, 1), date(2026, 1, 1)]) is None
    True
    """
    days = sorted(set(dates))
    if len(days) < 2:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return Rhythm(len(days), fmean(gaps), pstdev(gaps), days[-1])
