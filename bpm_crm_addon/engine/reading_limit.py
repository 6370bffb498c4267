"""How much of the client base one person, or their programs, may read in a day.

>>> limits = Limits(warning=1000, limit=5000)
>>> judge(limits, before=0, more=300), judge(limits, before=900, more=300)
(Verdict(refused=False, warns=False), Verdict(refused=False, warns=True))
>>> judge(limits, before=4900, more=300)
Verdict(refused=True, warns=False)

Who was warned about once is not warned about again; one large call both warns and is refused.

>>> judge(limits, before=900, more=300, warned=True).warns, judge(limits, before=0, more=9000)
(False, Verdict(refused=True, warns=True))

Lifted for the day, nothing is refused.

>>> judge(limits, before=4900, more=300, lifted=True)
Verdict(refused=False, warns=True)
"""

from collections import namedtuple
from dataclasses import dataclass

Verdict = namedtuple("Verdict", "refused warns")


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many on the owner is told, and above how many it is refused."""

    warning: int
    limit: int


def judge(limits, before, more, warned=False, lifted=False):
    """The Verdict on reading `more` counterparties after `before` on the same day."""
    total = before + more
    refused = total > limits.limit and not lifted
    crossed = total >= limits.warning and (before < limits.warning or lifted)
    return Verdict(refused, crossed and not warned)
