"""What is doubtful about a value: the digits of a number, its form, its size, that it is missing.

Nothing here refuses anything: a doubt is a word and perhaps a suggestion. Values come in as
people typed them; nothing typed is no doubt, since whether it may be missing is asked apart.

>>> Check(pattern="[A-Z]{3}").doubt("ABC"), Check(pattern="[A-Z]{3}").doubt("AB1")
(None, Doubt(kind='form', suggestion=None))
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .requisites import compact
from .tax_number import suggestion

LONGEST = 200  # a pattern is tried on no more characters than these
VARIABLE = 3  # so many repeats of unknown length a pattern may have
REPEAT = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|(\*|\+|\{\d*,\d*\}|\?)|([()|])")


@dataclass(frozen=True)
class Doubt:
    """`kind`: digits, form, low, high or missing; `suggestion`: what may have been meant."""

    kind: str
    suggestion: str | None = None


@dataclass(frozen=True)
class Check:
    """How values of one attribute are looked at; whatever is None is not looked at.

    `is_right`: tells whether a compact number, together with a second one, is right.
    """

    is_right: Callable | None = None
    pattern: str | None = None
    low: float | None = None
    high: float | None = None

    def doubt(self, value, companion=None):
        """The `Doubt` about a value, or None.

        >>> even = Check(is_right=lambda number, _other: int(number) % 2 == 0)
        >>> even.doubt("12"), even.doubt("21"), even.doubt("")
        (None, Doubt(kind='digits', suggestion='12'), None)
        >>> adult = Check(low=18, high=120)
        >>> [adult.doubt(age) and adult.doubt(age).kind for age in (17, 18, 121)]
        ['low', None, 'high']
        """
        if value is None or value is False or value == "":
            return None
        if self.is_right and not self._number_right(str(value), companion):
            return Doubt("digits", self._suggestion(compact(str(value)), companion))
        if self.pattern and not re.fullmatch(self.pattern, str(value)[:LONGEST]):
            return Doubt("form")
        if self.low is not None and value < self.low:
            return Doubt("low")
        if self.high is not None and value > self.high:
            return Doubt("high")
        return None

    def _number_right(self, value, companion):
        number = compact(value)
        return bool(number) and bool(self.is_right(number, compact(companion)))

    def _suggestion(self, number, companion):
        """What was meant if two neighbours changed places; None unless exactly one thing fits."""
        if len(number) > 40:
            return None
        return suggestion(number, lambda other: self._number_right(other, companion))


def pattern_problem(pattern):
    """Why a regular expression cannot be used, as a word, or None.

    "wrong": it is none. "slow": on some texts it would take for ever, since repeats stand within
    repeats or alternatives, or there are many of them.

    >>> fine = (r"[A-Z]{2}\\d{6}", r"\\d+-\\d+", "(AB|CD)-[0-9]{4}")
    >>> slow = ("(a+)+", "(a|aa)+b", "a*a*a*a*b", "x" * 300)
    >>> [pattern_problem(text) for text in ("(", *fine, *slow)]
    ['wrong', None, None, None, 'slow', 'slow', 'slow', 'slow']
    """
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return "wrong"
    return "slow" if len(pattern) > LONGEST or _may_be_slow(pattern) else None


def _may_be_slow(pattern):
    """Whether a repeat is repeated or chooses, or more than VARIABLE repeats vary in length."""
    levels, variable, closed = [False], 0, False  # per open bracket: does it vary inside?
    for found in REPEAT.finditer(pattern):
        repeat, sign = found.groups()
        follows = closed and found.start() == closed
        closed = False
        if sign == "(":
            levels.append(False)
        elif sign == "|":
            levels[-1] = True
        elif sign == ")":
            inside = levels.pop()
            levels[-1] = levels[-1] or inside
            closed = found.end() if inside else False
        elif repeat:
            if follows and repeat != "?":
                return True
            if repeat != "?" or follows:
                levels[-1] = True
            variable += repeat != "?"
    return variable > VARIABLE
