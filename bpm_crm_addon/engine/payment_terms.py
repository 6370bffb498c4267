"""Whether one set of payment terms is another than a second.

>>> month = Instalment("percent", 100.0, "days_after", 30)
>>> differ([month], [month])
False
>>> differ([month], [Instalment("percent", 100.0, "days_after", 60)])
True

No terms at all mean that everything is due at once:

>>> differ([], [Instalment("percent", 100.0, "days_after", 0)])
False
>>> differ([], [month])
True
"""

from typing import NamedTuple


class Instalment(NamedTuple):
    """One part of a payment: ``value`` (percent or fixed) of ``amount``, due ``days`` after the
    moment named by ``delay``. ``month_day``: the day of the month, where ``delay`` needs one.
    ``discount`` percent are taken off when paid within ``discount_days``."""

    value: str
    amount: float
    delay: str
    days: int
    month_day: int = 0
    discount: float = 0.0
    discount_days: int = 0


AT_ONCE = Instalment("percent", 100.0, "days_after", 0)


def differ(own, given):
    """Tell whether the instalments ``given`` are other than ``own``; their order does not matter.

    A part of nothing is no part:

    >>> half = Instalment("percent", 50.0, "days_after", 0)
    >>> rest = Instalment("percent", 50.0, "days_after", 30)
    >>> differ([half, rest], [rest, half, Instalment("percent", 0.0, "days_after", 90)])
    False

    A discount for paying early is another condition, too:

    >>> differ([AT_ONCE], [AT_ONCE._replace(discount=2.0, discount_days=10)])
    True
    """
    return _canonical(own) != _canonical(given)


def _canonical(instalments):
    parts = [
        part._replace(
            amount=round(part.amount, 6),
            month_day=int(part.month_day or 0) if part.delay.endswith("on_the") else 0,
            discount_days=part.discount_days if part.discount else 0,
        )
        for part in instalments
        if part.amount
    ]
    return sorted(parts) or [AT_ONCE]
