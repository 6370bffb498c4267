"""How far a quote is below its price list, whatever way the price came down.

A line of the quote is reduced to three numbers: how many, what the price list asks for one, what
is asked for one (after the line's own discount). A lower typed price, a discount in its column, a
free gift and a negative line for the whole quote then all look alike:

>>> typed, column = Line("a", 2, 100.0, 80.0), Line("b", 1, 50.0, 45.0)
>>> measure([typed, column]).lines
{'a': 20.0, 'b': 10.0}
>>> measure([Line("desk", 1, 100.0, 100.0), Line("less", 1, 0.0, -20.0)])
Measure(lines={'desk': 20.0, 'less': 0.0}, whole=20.0, worst=20.0)

Decided here:

* A line above its list price is 0, never negative. It may make up for another line in the whole
  quote, never in the worst line.
* A negative line lowers every line that costs something, in proportion to its amount: 5 % on a
  line and 5 % on the whole quote is 9.75 % on that line.
* A line that the price list does not know (list price 0) has no discount of its own; in the whole
  quote it counts at the price that was typed.
* A line offered but not ordered yet (quantity 0) is measured by itself only.
"""

from dataclasses import dataclass

DIGITS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """``key``: any hashable name. ``listed`` and ``asked``: the price of one, both before tax or
    both after it, in one currency and unit. ``slack``: a difference up to this is rounding."""

    key: object
    quantity: float
    listed: float
    asked: float
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """Discounts in percent: each line's (by key), the whole quote's, and the highest of all."""

    lines: dict
    whole: float
    worst: float


def measure(lines):
    """Return the Measure of a quote's ``lines``.

    >>> measure([])
    Measure(lines={}, whole=0.0, worst=0.0)

    Dearer lines pay for cheaper ones in the whole quote only:

    >>> measure([Line("up", 1, 100.0, 150.0), Line("down", 1, 100.0, 70.0)])
    Measure(lines={'up': 0.0, 'down': 30.0}, whole=0.0, worst=30.0)

    Nothing left to pay is 100 %, also when no line has a list price:

    >>> measure([Line("free", 3, 10.0, 0.0)]).worst
    100.0
    >>> measure([Line("less", 1, 0.0, -5.0)]).whole
    100.0
    """
    amounts = [line.quantity * line.asked for line in lines]
    paid = sum(amount for amount in amounts if amount > 0)
    given = -sum(amount for amount in amounts if amount < 0)
    left = max(0.0, 1.0 - given / paid) if paid else 1.0
    percents = {
        line.key: _percent(line, left if amount > 0 else 1.0)
        for line, amount in zip(lines, amounts, strict=True)
    }
    whole = _whole(lines, amounts, paid, given)
    return Measure(percents, whole, max([whole, *percents.values()]))


def _percent(line, left):
    """One line's discount when only the share ``left`` of its price remains to be paid."""
    if line.listed <= 0 or line.quantity < 0:
        return 0.0
    off = line.listed - line.asked * left
    if off <= max(line.slack, 0.0):
        return 0.0
    return round(100.0 * off / line.listed, DIGITS)


def _whole(lines, amounts, paid, given):
    """The whole quote's discount: what is to be paid against what the price list asks."""
    expected = sum(
        line.quantity * line.listed if line.listed > 0 and line.quantity > 0 else max(amount, 0.0)
        for line, amount in zip(lines, amounts, strict=True)
    )
    if expected <= 0:
        return 100.0 if given > paid else 0.0
    slack = sum(max(line.quantity, 0.0) * line.slack for line in lines)
    off = expected - paid + given
    return round(100.0 * off / expected, DIGITS) if off > slack else 0.0
