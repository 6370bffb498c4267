"""How fast a company's money comes in: DSO and what goes with it.

Of 90 days with ``sales`` on credit; ``opening`` is what was owed when they began, ``receivable``
what is owed at their end, ``overdue`` how much of that is late:

>>> found = collection(opening=50_000, sales=90_000, receivable=60_000, overdue=15_000)
>>> found.dso, found.best, found.delinquent
(60.0, 45.0, 15.0)
>>> found.overdue_share, round(found.effectiveness, 3)
(0.25, 0.842)
"""

from typing import NamedTuple

PERIOD = 90  # days: a quarter; shorter ones shake with every great invoice


class Collection(NamedTuple):
    """``dso``: days of sales that are owed; ``best``: the same had everybody paid in time (best
    possible DSO); ``delinquent``: what lies between (average days delinquent);
    ``effectiveness`` (CEI): the share of what could be collected that was; ``overdue_share`` of
    what is owed. None where there is nothing to divide by."""

    dso: float | None
    best: float | None
    delinquent: float | None
    effectiveness: float | None
    overdue_share: float | None


def collection(opening, sales, receivable, overdue):
    """The Collection of a period.

    >>> collection(opening=0, sales=0, receivable=0, overdue=0)
    Collection(dso=None, best=None, delinquent=None, effectiveness=None, overdue_share=None)

    Whoever collected all that was due has 100 %, whatever is not due yet:

    >>> collection(opening=10, sales=100, receivable=80, overdue=0).effectiveness
    1.0
    """
    current = receivable - overdue
    dso, best = _days(receivable, sales), _days(current, sales)
    return Collection(
        dso,
        best,
        None if dso is None else dso - best,
        _share(opening + sales - receivable, opening + sales - current),
        _share(overdue, receivable),
    )


def count_back(receivable, spans):
    """DSO by counting back: how many of the last days it took to sell what is owed now. None when
    all that is known does not reach.

    :param spans: [(days, sales)], the latest first

    >>> count_back(60.0, [(10, 40.0), (30, 60.0), (31, 90.0)])
    20.0
    >>> count_back(60.0, [(10, 40.0)]) is None, count_back(0, [])
    (True, 0)

    A span in which more came back than was sold is passed over, with its days:

    >>> count_back(60.0, [(10, -5.0), (30, 120.0)])
    25.0
    """
    if receivable <= 0:
        return 0
    counted = 0
    for days, sales in spans:
        if sales >= receivable:
            return counted + days * receivable / sales
        counted, receivable = counted + days, receivable - max(0, sales)
    return None


def _days(amount, sales):
    return amount / sales * PERIOD if sales > 0 else None


def _share(part, whole):
    return part / whole if whole > 0 else None
