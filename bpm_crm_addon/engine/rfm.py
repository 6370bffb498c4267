"""Buyers by recency, frequency and money: marks from 1 to 5 each, and a name for what they say.

>>> marks([10, 20, 20, 30, 40])
[1, 2, 2, 4, 5]
>>> group(5, 5, 4), group(1, 5, 5), group(1, 1, 1)
('champions', 'cant_lose', 'lost')
"""

MARKS = 5
FEWEST = 20  # buyers: a fifth of fewer is nobody to compare with
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


def group(recency, frequency, money):
    """The name of the group, by three marks.

    >>> group(3, 1, 2), group(3, 1, 1)
    ('attention', 'sleeping')
    """
    return GROUPS[recency][(frequency + money + 1) // 2 - 1]
