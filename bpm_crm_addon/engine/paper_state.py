"""How it stands with a required paper, and with all of them."""

from dataclasses import dataclass
from datetime import date, timedelta

SOON = 30  # days before its end a paper is expiring
THERE = ("present", "expiring", "waived")
WEIGHT = ("", "note", "warn", "block")


@dataclass(frozen=True)
class Paper:
    """A paper that was found: when it is from, how long it says it is good, looked at or not."""

    number: int
    dated: date
    valid_until: date | None = None
    to_check: bool = False


def stand(papers, today, valid_months=0, waived=False, soon=SOON):
    """(state, number of the paper that counts or None, until when) of one requirement.

    The paper that is good longest counts; one that nobody has looked at yet only when there is no
    other that is good.

    >>> day = date(2026, 11, 26)
    >>> stand([], day), stand([], day, waived=True)
    (('missing', None, None), ('waived', None, None))
    >>> stand([Paper(7, date(2026, 1, 31))], day, valid_months=10)
    ('expiring', 7, datetime.date(2026, 11, 30))
    >>> stand([Paper(7, date(2025, 1, 1), valid_until=date(2026, 1, 1))], day)
    ('expired', 7, datetime.date(2026, 1, 1))
    >>> stand([Paper(7, day), Paper(8, day, to_check=True)], day)
    ('present', 7, None)
    >>> stand([Paper(8, day, to_check=True)], day)[0]
    'check'
    """
    if waived:
        return "waived", None, None
    judged = [
        (_ends(paper, valid_months) or date.max, paper.number, paper)
        for paper in papers
        if not paper.to_check
    ]
    waiting = [paper for paper in papers if paper.to_check]
    best = max(judged, default=None, key=lambda one: one[:2])
    if best and best[0] >= today:
        until = None if best[0] == date.max else best[0]
        near = until is not None and until - today <= timedelta(days=soon)
        return "expiring" if near else "present", best[1], until
    if waiting:
        return "check", waiting[-1].number, None
    if best:
        return "expired", best[1], best[0]
    return "missing", None, None


def _ends(paper, valid_months):
    """Until when a paper is good: as it says, or so many months after its date."""
    ends = [paper.valid_until] if paper.valid_until else []
    if valid_months:
        ends.append(months_after(paper.dated, valid_months))
    return min(ends, default=None)


def months_after(day, months):
    """The same day so many months later, or the last one of a shorter month.

    >>> months_after(date(2026, 1, 31), 1), months_after(date(2026, 11, 30), 3)
    (datetime.date(2026, 2, 28), datetime.date(2027, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def completeness(rows):
    """How many of them are there, and how heavy is what is not: (there, all, severity).

    `rows`: (state, severity of the requirement).

    >>> completeness([("present", "block"), ("missing", "note"), ("expired", "warn")])
    (1, 3, 'warn')
    >>> completeness([])
    (0, 0, '')
    """
    there = sum(state in THERE for state, _severity in rows)
    heaviest = max(
        (WEIGHT.index(severity) for state, severity in rows if state not in THERE), default=0
    )
    return there, len(rows), WEIGHT[heaviest]
