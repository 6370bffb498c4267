"""Below which value nobody is asked: read from the conditions of the steps that apply.

>>> threshold_of([[("bpm_real_discount", ">", 10.0)]])
('bpm_real_discount', 10.0)
"""

OVER = frozenset({">", ">="})


def threshold_of(steps):
    """Return (field, value) when one comparison of one field decides on every applying step.

    ``steps``: per step its comparisons [(field, operator, value)], or None for a condition that
    is not a plain conjunction. With several steps on the same field the lowest value counts,
    since below it none of them asks. Returns None when no single value tells.

    >>> threshold_of([[("discount", ">", 10)], [("discount", ">=", 30)]])
    ('discount', 10)
    >>> threshold_of([[("discount", ">", 10)], [("amount", ">", 500)]]) is None
    True
    >>> threshold_of([None]) is None or threshold_of([]) is None
    True
    """
    found = set()
    for comparisons in steps:
        if comparisons is None or len(comparisons) != 1:
            return None
        name, operator, value = comparisons[0]
        if operator not in OVER or isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        found.add((name, value))
    if len({name for name, _value in found}) != 1:
        return None
    return min(found, key=lambda item: item[1])


def lowered(price, discount, real, limit, by_discount=True):
    """Return (price, discount) of a line whose real discount becomes ``limit`` percent.

    ``real``: what it is now. With ``by_discount`` the discount column gives way as far as it can,
    and the price for the rest; without it only the price does.

    >>> lowered(100.0, 20.0, 20.0, 10.0)
    (100.0, 10.0)
    >>> lowered(80.0, 0.0, 20.0, 10.0)
    (90.0, 0.0)
    >>> lowered(80.0, 5.0, 24.0, 10.0)
    (90.0, 0.0)
    >>> lowered(100.0, 20.0, 20.0, 10.0, by_discount=False)
    (112.5, 20.0)
    """
    if real <= limit:
        return price, discount
    kept = (100 - discount) * (100 - limit) / (100 - real)
    if by_discount and kept <= 100:
        return price, round(100 - kept, 6)
    if by_discount:
        return round(price * kept / 100, 6), 0.0
    return round(price * (100 - limit) / (100 - real), 6), discount
