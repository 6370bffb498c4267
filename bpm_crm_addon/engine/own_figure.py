"""Figures a company defines itself: what is said of documents, brought together firm by firm.

Rows come in as the database groups them, one per contact of a firm and currency:
(contact, number of documents with a value, value, rate). ``value`` is a sum for the ways "sum" and
"average", else the smallest or largest; ``rate`` turns an amount into the currency of the answer
(1 where there is nothing to turn).
"""

COUNT, SUM, AVERAGE, LEAST, MOST = WAYS = ("count", "sum", "average", "least", "most")


def by_firm(way, rows, firm_of):
    """Return {firm: figure}; firms about which nothing is known are left out.

    >>> firm_of = {1: 1, 2: 1, 3: 3}.get
    >>> rows = [(1, 2, 100.0, 1), (2, 1, 20.0, 2.5), (3, 1, 30.0, 1)]
    >>> by_firm("count", rows, firm_of)
    {1: 3, 3: 1}
    >>> by_firm("sum", rows, firm_of)
    {1: 150.0, 3: 30.0}
    >>> by_firm("average", rows, firm_of)
    {1: 50.0, 3: 30.0}
    >>> by_firm("most", rows, firm_of), by_firm("least", rows, firm_of)
    ({1: 100.0, 3: 30.0}, {1: 50.0, 3: 30.0})

    Dates have no rate, and contacts whose firm is gone no figure:

    >>> by_firm("most", [(1, 1, "2026-03-01", None), (2, 1, "2026-05-01", None),
    ...                  (9, 1, "2026-06-01", None)], firm_of)
    {1: '2026-05-01'}
    """
    parts = {}
    for contact, number, value, rate in rows:
        firm = firm_of(contact)
        if firm and number and (way == COUNT or value is not None):
            parts.setdefault(firm, []).append((number, value if rate is None else value * rate))
    return {firm: _together(way, found) for firm, found in parts.items()}


def _together(way, found):
    numbers, values = zip(*found, strict=True)
    if way == COUNT:
        return sum(numbers)
    if way in (LEAST, MOST):
        return (min if way == LEAST else max)(values)
    return sum(values) / (sum(numbers) if way == AVERAGE else 1)
