"""What a threshold would have stopped: past quotes counted once, so that a slider can answer.

A quote counts as stopped when its value (real discount in percent, or total in money) lies above
the threshold, as in the condition of a route. Values are gathered in bins named by their upper
bound, and the slider stands on such bounds only, so that each of its answers is exact:

>>> from collections import Counter
>>> replay = Replay.of_percent(Counter(map(percent_bin, [0, 4.2, 10, 10.4, 25])))
>>> [replay.stopped(limit) for limit in (0, 4, 10, 20, 25)]
[4, 4, 2, 1, 0]
"""

import math
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

ENOUGH_QUOTES = 20
ENOUGH_ANSWERS = 5
ASSUMED_HOURS = 4.0
PERCENT_STEP = 0.5
HIGHEST_PERCENT = 50


def percent_bin(value):
    """The bound, in halves of a percent, at or above ``value``.

    >>> percent_bin(0), percent_bin(0.1), percent_bin(10), percent_bin(10.2)
    (0.0, 0.5, 10.0, 10.5)
    """
    return math.ceil(max(value, 0) / PERCENT_STEP) * PERCENT_STEP


def money_bin(value):
    """The bound, a number of two digits and zeros, at or above ``value``.

    >>> money_bin(-3), money_bin(0.2), money_bin(99), money_bin(101), money_bin(48_200)
    (0, 1, 99, 110, 49000)
    """
    if value <= 0:
        return 0
    unit = 10 ** max(len(str(math.ceil(value))) - 2, 0)
    return math.ceil(value / unit) * unit


@dataclass(frozen=True)
class Replay:
    """``values``: where the slider stands, rising, at most 200. ``above``: how many quotes lie
    above each of them. ``quotes``: all of them."""

    values: tuple
    above: tuple
    quotes: int

    @classmethod
    def of_percent(cls, bins):
        """From {bound: number of quotes}; the slider reaches past the highest discount there is,
        but not beyond 50 %, which nobody sets as a limit.

        >>> [Replay.of_percent(bins).values[-1] for bins in ({}, {33.5: 1}, {98.0: 1})]
        [30.0, 35.0, 50.0]
        """
        highest = min(HIGHEST_PERCENT, max(30, math.ceil(max(bins, default=0) / 5) * 5))
        steps = int(highest / PERCENT_STEP) + 1
        return cls._of(bins, [number * PERCENT_STEP for number in range(steps)])

    @classmethod
    def of_money(cls, bins):
        """From {bound: number of quotes}; the slider covers the two decades below the largest.

        >>> replay = Replay.of_money({800: 3, 4_000: 1, 52_000: 1})
        >>> replay.values[0], replay.values[-1], len(replay.values)
        (1000, 100000, 181)
        >>> replay.stopped(50_000), replay.stopped(3_900), replay.stopped(10)
        (1, 2, 2)
        """
        power = max(len(str(int(max(bins, default=0)))), 3)
        unit = 10 ** (power - 3)
        fine = [number * unit for number in range(10, 100)]
        coarse = [number * unit * 10 for number in range(10, 101)]
        return cls._of(bins, fine + coarse)

    @classmethod
    def _of(cls, bins, values):
        bounds = sorted(bins)
        total = sum(bins.values())
        below = [0, *accumulate(bins[bound] for bound in bounds)]
        above, place = [], 0
        for value in values:
            while place < len(bounds) and bounds[place] <= value:
                place += 1
            above.append(total - below[place])
        return cls(tuple(values), tuple(above), total)

    @property
    def enough(self):
        """Whether there is history enough to learn from."""
        return self.quotes >= ENOUGH_QUOTES

    def stopped(self, limit):
        """How many quotes lie above the last step at or below ``limit``, or the first step."""
        steps = [count for value, count in zip(self.values, self.above) if value <= limit]
        return steps[-1] if steps else self.above[0]


def weeks_of(days):
    """How many weeks a history of ``days`` is: at least one, at most a year's 52.

    >>> weeks_of(3), weeks_of(70), weeks_of(365)
    (1.0, 10.0, 52.0)
    """
    return min(max(days / 7, 1.0), 52.0)


def usual_hours(answers):
    """Return (hours an answer usually takes, whether that is assumed) from past ``answers``.

    >>> usual_hours([1, 2, 3, 9, 40]), usual_hours([1])
    ((3, False), (4.0, True))
    """
    if len(answers) < ENOUGH_ANSWERS:
        return ASSUMED_HOURS, True
    return median(answers), False


def waiting(stopped, weeks, hours):
    """Return (quotes, hours) that wait in a week when ``stopped`` did in so many ``weeks``.

    >>> waiting(260, 52, 3)
    (5.0, 15.0)
    """
    return stopped / weeks, stopped / weeks * hours
