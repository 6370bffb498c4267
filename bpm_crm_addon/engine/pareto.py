"""ABC: the few who bring most of the turnover, those who bring some more, and the many others.

>>> classes([50.0, 35.0, 10.0, 3.0, 2.0])
['a', 'a', 'b', 'c', 'c']
"""

A, B = 0.80, 0.95  # shares of the whole before a buyer's own


def classes(amounts):
    """The class of each amount; None where nothing was bought.

    Whoever begins within the first 80 % belongs to them: the greatest buyer is always an A.

    >>> classes([100.0]), classes([0.0, -5.0, 1.0])
    (['a'], [None, None, 'a'])
    """
    total = sum(amount for amount in amounts if amount > 0)
    found, before = [None] * len(amounts), 0
    for place in sorted(range(len(amounts)), key=lambda one: (-amounts[one], one)):
        if amounts[place] > 0:
            found[place] = "a" if before < A * total else "b" if before < B * total else "c"
            before += amounts[place]
    return found
