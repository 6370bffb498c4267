"""How old a debt is: what is not due yet, and what is late by how many days.

>>> found = ageing([(100.0, -5), (50.0, 3), (20.0, 45), (7.0, 400)])
>>> found.total, found.overdue, found.longest
(177.0, 77.0, 400)
>>> found.buckets
{'1': 50.0, '31': 20.0, '61': 0, '91': 7.0}
"""

from typing import NamedTuple

STARTS = (91, 61, 31, 1)


class Ageing(NamedTuple):
    """``buckets``: by the first day of each span of thirty; ``longest``: days of the oldest."""

    total: float
    overdue: float
    longest: int
    buckets: dict


def ageing(open_amounts):
    """The Ageing of ``open_amounts``: [(amount, days late)]; negative days are still to come.

    Payments nobody has matched yet (negative amounts) are taken off the total, and off what is
    overdue the longest first:

    >>> found = ageing([(50.0, 3), (20.0, 45), (-30.0, 2)])
    >>> found.total, found.overdue, found.buckets["31"], found.buckets["1"]
    (40.0, 40.0, 0, 40.0)
    """
    credit = -sum(amount for amount, _days in open_amounts if amount < 0)
    buckets = {str(start): 0 for start in reversed(STARTS)}
    total, longest = -credit, 0
    for amount, days in sorted(open_amounts, key=lambda one: -one[1]):
        if amount <= 0:
            continue
        total += amount
        covered = min(credit, amount)
        credit, left = credit - covered, amount - covered
        if days > 0 and left:
            longest = max(longest, days)
            buckets[str(next(start for start in STARTS if days >= start))] += left
    return Ageing(total, sum(buckets.values()), longest, buckets)
