"""How a sum is divided into instalments by payment terms."""


def shares(total, lines, rounding):
    """Return the parts of `total`, one per line, that add up to it exactly.

    `lines`: (kind, value): "percent" of the total, or a "fixed" sum. What is left, of rounding or
    of terms that do not reach the whole, goes into the last part.

    >>> shares(1000.0, [("percent", 30), ("percent", 70)], 0.01)
    [300.0, 700.0]
    >>> shares(100.0, [("percent", 33.333), ("percent", 33.333), ("percent", 33.334)], 0.01)
    [33.33, 33.33, 33.34]
    >>> shares(100.0, [("fixed", 20), ("percent", 100)], 0.01)
    [20.0, 80.0]
    >>> shares(100.0, [], 0.01)
    []
    """
    digits = max(0, len(f"{rounding:.10f}".rstrip("0").split(".")[1]))
    parts = [
        round(total * value / 100 if kind == "percent" else min(value, total) * 1.0, digits)
        for kind, value in lines
    ]
    if parts:
        parts[-1] = round(total - sum(parts[:-1]), digits)
    return parts
