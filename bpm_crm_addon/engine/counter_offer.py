"""A counter-offer as plain values: what is within bounds, and the content that would come of it.

An approver agrees at other values than those asked for. Nothing is written until the author
accepts, so the content that would result is put together here from the one that was submitted:

>>> asked = {"note": "", "order_line": [{"id": 7, "discount": 20}, {"id": 8, "discount": 0}]}
>>> resulting(asked, {}, {"order_line": {7: {"discount": 15}}})["order_line"][0]
{'id': 7, 'discount': 15}
"""

import math

PERCENT = ("discount", "percent")


def number_problem(name, value):
    """Return why ``value`` cannot be offered for the number ``name``: None, "number" (it is none),
    "low" or "high". Discounts and other percentages lie between 0 and 100, nothing is negative.

    >>> [number_problem("discount", value) for value in (15, 0, 100, -1, 100.5, "15", True)]
    [None, None, None, 'low', 'high', 'number', 'number']
    >>> [number_problem("price_unit", value) for value in (0.0, 1e9, -0.01, float("nan"))]
    [None, None, 'low', 'number']
    >>> number_problem("prepayment_percent", 0.3)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return "number"
    if value < 0:
        return "low"
    return "high" if value > 100 and any(word in name for word in PERCENT) else None


def resulting(content, header, lines):
    """Return ``content`` with the values of ``header`` ({field: value}) and ``lines`` ({one2many:
    {line's id: {field: value}}}) instead of its own. What is not part of the content stays out.

    >>> resulting({"note": "a"}, {"note": "b", "state": "sale"}, {})
    {'note': 'b'}
    >>> resulting({"order_line": [{"id": 7}]}, {}, {"order_line": {9: {"discount": 1}}})
    {'order_line': [{'id': 7}]}
    """
    result = {name: header.get(name, value) for name, value in content.items()}
    for name, changed in lines.items():
        if name in result:
            result[name] = [_line(row, changed.get(row["id"], {})) for row in result[name]]
    return result


def _line(row, changed):
    return {name: changed.get(name, value) for name, value in row.items()}


def plain_number(value):
    """Return a number the way PostgreSQL writes it into JSON: no noise, no idle decimals.

    >>> plain_number(15.0), plain_number(0.1 + 0.2), plain_number(93.333333333)
    (15, 0.3, 93.333333)
    """
    value = round(value, 6)
    return int(value) if value == int(value) else value
