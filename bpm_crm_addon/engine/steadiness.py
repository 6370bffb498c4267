"""XYZ: how evenly somebody's turnover spreads over the months.

>>> steady = [100, 95, 105, 100, 90, 110]
>>> round(variation(steady), 3), steadiness(variation(steady))
(0.065, 'x')
>>> steadiness(variation([100, 120, 80, 100, 125, 75])), steadiness(variation([0, 300, 0, 0, 0, 0]))
('y', 'z')
"""

from statistics import fmean, pstdev

MONTHS = 12  # whole ones, the current one is not over
FEWEST = 6  # fewer months since the first purchase say nothing
X, Y = 0.10, 0.25  # below which turnover varies, as a share of its mean


def variation(months):
    """The deviation of the turnover of these months as a share of their mean; None for too few of
    them, and where nothing was left of the turnover.

    :param months: sums of whole months since the first purchase, twelve at most

    >>> variation([100] * 5) is None, variation([5, -5, 0, 0, 0, 0]) is None
    (True, True)
    """
    if len(months) < FEWEST or sum(months) <= 0:
        return None
    return pstdev(months) / fmean(months)


def steadiness(share):
    """
    >>> steadiness(0.0999), steadiness(0.10), steadiness(0.25), steadiness(None)
    ('x', 'y', 'z', None)
    """
    if share is None:
        return None
    return "x" if share < X else "y" if share < Y else "z"
