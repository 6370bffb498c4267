"""Buyers by recency, frequency and money: marks from 1 to 5 each, and a name for what they say.

>>> marks([10, 20, 20, 30, 40])
[1, 2, 2, 4, 5]
>>> group(5, 5, 4), group(1, 5, 5), group(1, 1, 1)
('champions', 'cant_lose', 'lost')

A company with a few great buyers compares each with fixed limits:

>>> fixed_marks(recency=20, purchases=8, times_average=2.5)
(5, 3, 5)
"""

MARKS = 5
FEWEST = 20  # buyers: a fifth of fewer is nobody to compare with
# With fewer, what earns the marks 5, 4, 3 and 2; whoever misses them all has 1.
RECENCY = (30, 60, 120, 240)  # days since the last purchase, at most
FREQUENCY = (24, 12, 6, 3)  # days of purchase in two years, at least
MONEY = (2.0, 1.0, 0.5, 0.2)  # turnover of two years, in averages of all buyers: in any currency
# By recency from 5 down to 1; in each, by the rounded mean of frequency and money from 1 to 5.
GROUPS = {
    5: ("new", "potential", "loyal", "champions", "champions"),
    4: ("promising", "potential", "loyal", "champions", "champions"),
    3: ("sleeping", "attention", "attention", "loyal", "loyal"),
    2: ("hibernating", "sleeping", "at_risk", "at_risk", "at_risk"),
    1: ("lost", "hibernating", "at_risk", "cant_lose", "cant_lose"),
}


def marks(values):
    """The mark of each value among all: fifths of the population, not of the range.

    The higher the value the higher the mark; equal values get the same, the one of the lowest
    place among them.

    >>> marks([7, 7, 7]), marks([])
    ([1, 1, 1], [])
    """
    ranked, places = sorted(values), {}
    for place, value in enumerate(ranked):
        places.setdefault(value, place)
    return [1 + places[value] * MARKS // len(ranked) for value in values]


def fixed_marks(recency, purchases, times_average):
    """The three marks by fixed limits: the whole company may have one buyer.

    >>> fixed_marks(30, 24, 2.0), fixed_marks(241, 2, 0.1), fixed_marks(0, 1, -1.0)
    ((5, 5, 5), (1, 1, 1), (5, 1, 1))
    """
    return (
        1 + sum(recency <= limit for limit in RECENCY),
        1 + sum(purchases >= limit for limit in FREQUENCY),
        1 + sum(times_average >= limit for limit in MONEY),
    )


def group(recency, frequency, money):
    """The name of the group, by three marks.

    >>> group(3, 1, 2), group(3, 1, 1)
    ('attention', 'sleeping')
    """
    return GROUPS[recency][(frequency + money + 1) // 2 - 1]
