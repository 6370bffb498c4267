"""A round sum near another, as people choose limits: 1, 2 or 5 with zeros.

>>> [round_sum(amount) for amount in (48_213, 13_900, 15_100, 1_700.5, 0.7)]
[50000, 10000, 20000, 2000, 1]
"""

import math


def round_sum(amount):
    """The nearest of 1, 2, 5, 10, 20, 50 … (by ratio); never below 1.

    >>> round_sum(0), round_sum(-5)
    (1, 1)
    """
    if amount <= 1:
        return 1
    size = 10 ** math.floor(math.log10(amount))
    steps = [size * step for step in (1, 2, 5, 10)]
    return min(steps, key=lambda step: abs(math.log(step / amount)))
