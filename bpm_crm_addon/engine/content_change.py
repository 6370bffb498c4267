"""What changed between two contents of a document, as a person would say it.

A content is a JSON object: field -> value; lines of a document are lists of objects with an
"id". Lines are matched by id, so a reordered document is unchanged.

>>> old = {"payment_term_id": 1, "order_line": [{"id": 7, "name": "Desk", "price_unit": 1500}]}
>>> new = {"payment_term_id": 2, "order_line": [{"id": 7, "name": "Desk", "price_unit": 1400}]}
>>> for change in changes(old, new): print(change)
{'name': 'payment_term_id', 'line': None, 'old': 1, 'new': 2}
{'name': 'order_line.price_unit', 'line': 'Desk', 'old': 1500, 'new': 1400}
"""


def changes(old, new):
    """Return [{"name", "line", "old", "new"}], header fields first, the derived total last.

    A line that came or went is one change with the line's name on its side:

    >>> changes({"order_line": []}, {"order_line": [{"id": 1, "name": "Chair\\nblue"}]})
    [{'name': 'order_line', 'line': None, 'old': None, 'new': 'Chair'}]
    >>> changes({"total": 10}, {"total": 9.5})
    [{'name': 'total', 'line': None, 'old': 10, 'new': 9.5}]
    """
    header, lines, total = [], [], []
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if _are_lines(before) or _are_lines(after):
            lines += _line_changes(name, before or [], after or [])
        else:
            change = {"name": name, "line": None, "old": before, "new": after}
            (total if name == "total" else header).append(change)
    return header + lines + total


def _are_lines(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _line_changes(name, old, new):
    before = {line["id"]: line for line in old}
    after = {line["id"]: line for line in new}
    result = []
    for line_id in dict.fromkeys([*before, *after]):
        was, now = before.get(line_id), after.get(line_id)
        if was is None or now is None:
            result.append({"name": name, "line": None, "old": _title(was), "new": _title(now)})
            continue
        for key in dict.fromkeys([*was, *now]):
            if was.get(key) != now.get(key):
                result.append(
                    {
                        "name": f"{name}.{key}",
                        "line": _title(now),
                        "old": was.get(key),
                        "new": now.get(key),
                    }
                )
    return result


def _title(line):
    if line is None:
        return None
    text = str(line.get("name") or line.get("product_id") or line.get("id"))
    return text.splitlines()[0] if text else text
