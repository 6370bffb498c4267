"""Which wording of a clause do the facts call for?

Conditions are rows of a fact, an operator and a value: no language of its own, nothing is run.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .fact_paths import MISSING, fact_at


@dataclass(frozen=True)
class Condition:
    """One row: the fact's name as templates write it, an operator, and a text to compare with."""

    name: str
    operator: str
    value: str = ""


def choose(alternatives, facts):
    """The first of `alternatives` whose conditions all hold; None when none does.

    `alternatives`: a list of (anything, [Condition]); without conditions it always holds.

    >>> penalty = [
    ...     ("high", [Condition("amount.number", ">", "100000")]),
    ...     ("by law", [Condition("partner.country", "in", "UA; RU")]),
    ...     ("usual", []),
    ... ]
    >>> choose(penalty, {"amount": {"number": "250 000.00"}})
    'high'
    >>> choose(penalty, {"amount": {"number": 5}, "partner": {"country": "UA"}})
    'by law'
    >>> choose(penalty, {})
    'usual'
    """
    for wording, conditions in alternatives:
        if all(holds(condition, facts) for condition in conditions):
            return wording
    return None


def holds(condition, facts):
    """Whether one condition holds. Numbers are compared as numbers, all else as text.

    >>> holds(Condition("a", "="," Yes"), {"a": "yes"}), holds(Condition("b", "=", "0"), {})
    (True, False)
    >>> holds(Condition("b", "unset"), {"b": ""}), holds(Condition("b.c", "set"), {"b": {"c": 0}})
    (True, True)
    >>> holds(Condition("a", "<", "10"), {"a": "9"}), holds(Condition("a", "<", "b"), {"a": "c"})
    (True, False)
    """
    fact = fact_at(facts, condition.name)
    if condition.operator in ("set", "unset"):
        return (fact in (MISSING, "", None) or fact == []) == (condition.operator == "unset")
    if fact is MISSING or isinstance(fact, dict | list):
        return condition.operator == "!="
    if condition.operator == "in":
        return any(_order(fact, one) == 0 for one in condition.value.split(";"))
    order = _order(fact, condition.value)
    return {
        "=": order == 0,
        "!=": order != 0,
        ">": order > 0,
        ">=": order >= 0,
        "<": order < 0,
        "<=": order <= 0,
    }[condition.operator]


def _order(one, other):
    """-1, 0 or 1, as a comparison of the two says."""
    numbers = [_number(one), _number(other)]
    if None not in numbers:
        return (numbers[0] > numbers[1]) - (numbers[0] < numbers[1])
    texts = [" ".join(str(text).split()).casefold() for text in (one, other)]
    return (texts[0] > texts[1]) - (texts[0] < texts[1])


def _number(text):
    """A number out of a text with any spaces in it, a comma or a point; None when it is none."""
    try:
        number = Decimal("".join(str(text).split()).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
