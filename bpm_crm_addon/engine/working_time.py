"""How much working time lies between two moments, for many pairs of moments.

The working hours of a whole period come in once, as pieces (start, end) that do not overlap;
each question after that is two look-ups.
"""

from bisect import bisect_right
from itertools import accumulate


class WorkingTime:
    """Pieces of working time, naive and in one time zone.

    >>> from datetime import datetime
    >>> monday = [datetime(2026, 3, 2, hour) for hour in (8, 12, 13, 17)]
    >>> week = WorkingTime([tuple(monday[2:]), tuple(monday[:2])])
    >>> week.hours(datetime(2026, 3, 2, 7), datetime(2026, 3, 2, 9))
    1.0
    >>> week.hours(datetime(2026, 3, 2, 11, 30), datetime(2026, 3, 2, 13, 30))
    1.0
    >>> week.hours(datetime(2026, 3, 1), datetime(2026, 3, 9))
    8.0

    Asked backwards, or outside of all pieces, it is nothing:

    >>> week.hours(datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 8))
    0.0
    >>> WorkingTime([]).hours(datetime(2026, 3, 2), datetime(2026, 3, 9))
    0.0
    """

    def __init__(self, pieces):
        self.pieces = sorted(pieces)
        self.starts = [start for start, _end in self.pieces]
        lengths = ((end - start).total_seconds() / 3600 for start, end in self.pieces)
        self.before = [0.0, *accumulate(lengths)]

    def hours(self, start, end):
        """Return the hours worked from ``start`` to ``end``."""
        return max(0.0, self._until(end) - self._until(start))

    def _until(self, moment):
        """The hours worked from the first piece to ``moment``."""
        place = bisect_right(self.starts, moment)
        if not place:
            return 0.0
        start, end = self.pieces[place - 1]
        worked = (min(moment, end) - start).total_seconds() / 3600
        return self.before[place - 1] + worked
