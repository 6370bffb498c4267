"""What the past says about a rule: keep it, raise its limit, drop it; and with whom to talk.

A rule costs working hours in which documents wait. It is worth them when it bites: when somebody
said no, or agreed only with a change. Facts of one rule and one period come in, an Advice comes
out; nothing is done by itself.

A rule that never said no is raised so that half of what it asks for, the larger, is still asked:

>>> never = [(value, False) for value in (52, 55, 60, 70, 80, 95, 110, 120, 150, 200)]
>>> facts = RuleFacts(limit=50, values=never, asked=10, hours=310.0)
>>> advise(facts)
Advice(verdict='raise', value=80, spared=5, reasons=('never_no',))

Without a limit to raise there is only dropping it:

>>> advise(RuleFacts(asked=10, hours=20.0)).verdict
'drop'

A rule that bites is raised to just below the smallest value at which it ever did, when a fifth of
the questions lies there; otherwise it is kept:

>>> bites = [(value, value >= 95) for value, _no in never]
>>> advise(RuleFacts(limit=50, values=bites, asked=10, said_no=5))
Advice(verdict='raise', value=94, spared=5, reasons=('first_no',))
>>> advise(RuleFacts(limit=50, values=[(51, True), *never], asked=11, said_no=1)).verdict
'keep'

A rule that is only watched has asked nobody yet, and below ten answers nothing is said:

>>> advise(RuleFacts(watching=True, would_ask=40)).verdict
'watch'

>>> advise(RuleFacts(asked=9)).verdict
'wait'
"""

import math
from dataclasses import dataclass

ENOUGH = 10
SPARED_SHARE = 0.2
PILE, PILE_RATIO = 5, 2
SPLITS = 2
LATE, LATE_SHARE = 3, 0.3


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """``asked``: documents that were answered; ``said_no``: rejected or returned; ``changed``:
    agreed with remarks or changes; ``hours``: working hours they waited; ``limit``: the rule's
    limit or None; ``values``: (value, whether it bit) of those asked, as far as known.

    ``near``: documents in the last tenth below the limit; ``beside``: in the tenth below that;
    ``splits``: groups of documents below the limit that together are above it.
    ``late``: (who, answers, of them late) per person. ``would_ask``: how many documents a rule
    that is ``watching`` would have asked about.
    """

    asked: int = 0
    said_no: int = 0
    changed: int = 0
    hours: float = 0.0
    limit: float | None = None
    values: tuple | list = ()
    near: int = 0
    beside: int = 0
    splits: int = 0
    late: tuple | list = ()
    watching: bool = False
    would_ask: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """``verdict``: wait, watch, keep, raise or drop; ``value``: the new limit; ``spared``: how many
    of those asked would not have been asked; ``reasons``: words the sentence is made of."""

    verdict: str
    value: float | None = None
    spared: int = 0
    reasons: tuple = ()


def advise(facts):
    """Return the Advice for one rule."""
    around = walked_around(facts)
    if facts.watching:
        return Advice("watch", reasons=("would_ask",))
    if facts.asked < ENOUGH:
        return Advice("wait", reasons=("few", *around))
    bites = facts.said_no + facts.changed
    higher = _higher_limit(facts, bites)
    spared = sum(1 for value, _bit in facts.values if higher is not None and value <= higher)
    if higher is not None and spared >= SPARED_SHARE * facts.asked:
        reason = "first_no" if bites else "never_no"
        return Advice("raise", higher, spared, (reason, *around))
    if not bites:
        return Advice("drop", spared=facts.asked, reasons=("never_no", *around))
    return Advice("keep", reasons=("bites", *around))


def walked_around(facts):
    """How the rule seems to be walked around: "near" and "splits", or nothing.

    A pile just below a limit means something only beside what is usual a little further down:

    >>> walked_around(RuleFacts(limit=10, near=12, beside=3))
    ('near',)
    >>> walked_around(RuleFacts(limit=10, near=12, beside=11, splits=2))
    ('splits',)
    """
    found = []
    if facts.near >= PILE and facts.near >= PILE_RATIO * facts.beside:
        found.append("near")
    if facts.splits >= SPLITS:
        found.append("splits")
    return tuple(found)


def late_people(facts):
    """(who, answers, of them late) of those to talk to, worst first.

    >>> late_people(RuleFacts(late=[("Anna", 40, 4), ("Petro", 10, 5), ("Ivan", 2, 2)]))
    [('Petro', 10, 5)]
    """
    found = [
        person for person in facts.late if person[2] >= LATE and person[2] >= LATE_SHARE * person[1]
    ]
    return sorted(found, key=lambda person: (-person[2], person[1]))


def _higher_limit(facts, bites):
    """A limit above today's below which nothing would have been missed, or None."""
    if facts.limit is None or not facts.values:
        return None
    values = sorted(value for value, _bit in facts.values)
    bitten = [value for value, bit in facts.values if bit]
    if bites and not bitten:
        return None  # at which value it bit is not known
    wanted = rounded_down(min(bitten) if bitten else values[(len(values) - 1) // 2])
    # The rule says "over": at the very value that was refused nobody would be asked any more.
    if bitten and wanted >= min(bitten):
        wanted = rounded_down(min(bitten), below=True)
    return wanted if wanted > facts.limit else None


def rounded_down(value, below=False):
    """The largest number of two digits (and noughts) up to ``value``; ``below``: less than it.

    >>> rounded_down(83912.5), rounded_down(80000), rounded_down(80000, below=True)
    (83000, 80000, 79000)
    >>> rounded_down(17.8), rounded_down(10, below=True), rounded_down(0)
    (17, 9, 0)
    """
    if value < 1:
        return 0
    step = 10 ** max(0, math.floor(math.log10(value)) - 1)
    lower = math.floor(value / step) * step
    return lower - step if below and lower >= value else lower


def share_of(sorted_values, share):
    """The value below which this share of them lies; None for none.

    >>> share_of([1.0, 2.0, 3.0, 10.0], 0.5), share_of([1.0, 2.0, 3.0, 10.0], 0.9)
    (2.5, 10.0)
    >>> share_of([], 0.5) is None
    True
    """
    count = len(sorted_values)
    if not count:
        return None
    if share == 0.5 and count % 2 == 0:
        return (sorted_values[count // 2 - 1] + sorted_values[count // 2]) / 2
    return sorted_values[min(count - 1, math.ceil(share * count) - 1)]
