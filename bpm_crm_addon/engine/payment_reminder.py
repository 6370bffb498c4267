"""What to say today to a counterparty about its payments: one message for all that is due.

What falls due is a part (an instalment of an invoice). Levels say how many days from the due day
something is said: before it, on it, after it. A part stands at the highest level that its age has
reached; levels below count as passed, so that a debt of last year begins where it is:

>>> from datetime import date
>>> levels = [Level("soon", -3), Level("due", 0), Level("late", 7)]
>>> today = date(2026, 6, 30)
>>> old = Part(1, "EUR", Decimal(100), date(2025, 6, 1))
>>> soon = Part(2, "EUR", Decimal(40), date(2026, 7, 2))
>>> found = plan([old, soon], {}, levels, today)
>>> found.level.key, [(row.part.line, row.amount, row.level.key, row.fresh) for row in found.rows]
('late', [(1, Decimal('100'), 'late', True), (2, Decimal('40'), 'soon', True)])

It asks for what the level is about and only mentions the rest, `aside`: a debt is demanded without
what is not due yet, what falls due is announced without the debt of which was written before.

>>> [(row.part.line, row.aside) for row in found.rows]
[(1, False), (2, True)]

What was said is not said again, but stands in the next message as long as it is open:

>>> said = old._replace(said=7)
>>> plan([said], {}, levels, today).why
'said'
>>> found = plan([said, soon], {}, levels, today)
>>> found.level.key, [(row.part.line, row.fresh, row.aside) for row in found.rows]
('soon', [(1, False, True), (2, True, False)])

Credit notes and payments that nobody has matched yet are taken off the oldest first:

>>> found = plan([old, soon], {"EUR": Decimal(120)}, levels, today)
>>> [(row.part.line, row.amount) for row in found.rows]
[(2, Decimal('20'))]
>>> plan([old, soon], {"EUR": Decimal(140)}, levels, today).why
'paid'

A promise, a dispute and a block stop their part and no other:

>>> plan([old._replace(stopped="promised"), soon], {}, levels, today).level.key
'soon'
>>> plan([old._replace(stopped="disputed")], {}, levels, today).why
'disputed'
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

# Why nothing is said, the strongest reason first: what a person decided, then what just is so.
REASONS = ("disputed", "promised", "blocked", "said", "early", "paid")


class Level(NamedTuple):
    """Something is said ``days`` after the due day (before it: negative)."""

    key: object
    days: int


class Part(NamedTuple):
    """``amount`` of the line numbered ``line`` is open and due on ``due``.

    ``said``: days of the highest level that was said or skipped, None when none was;
    ``stopped``: "promised", "disputed", "blocked", or "" when it may be spoken of.
    """

    line: int
    currency: object
    amount: Decimal
    due: date
    said: int | None = None
    stopped: str = ""


class Row(NamedTuple):
    """A part as the message shows it: ``amount`` after credits; ``fresh``: its level is new;
    ``aside``: it is only mentioned, not asked for."""

    part: Part
    amount: Decimal
    level: Level
    fresh: bool
    aside: bool = False


class Plan(NamedTuple):
    """``level`` of the message and its ``rows``, the oldest first; or None, no rows, and ``why``.

    ``open`` {line: amount after credits} of all parts that are not covered.
    """

    level: Level | None
    rows: tuple
    why: str
    open: dict


def netted(parts, credits):
    """{line: amount still open} when ``credits`` {currency: amount} pay the oldest parts first.

    Currencies stay apart; what is covered is left out:

    >>> due = date(2026, 6, 1)
    >>> parts = [Part(2, "EUR", Decimal(50), due), Part(1, "EUR", Decimal(50), due)]
    >>> netted([*parts, Part(3, "USD", Decimal(9), due)], {"EUR": Decimal(70)})
    {2: Decimal('30'), 3: Decimal('9')}
    """
    if not credits:  # the usual case: nothing to share out
        return {part.line: part.amount for part in parts if part.amount > 0}
    left, result = dict(credits), {}
    for part in sorted(parts, key=lambda part: (part.due, part.line)):
        covered = min(max(left.get(part.currency, 0), 0), part.amount)
        left[part.currency] = left.get(part.currency, 0) - covered
        if part.amount > covered:
            result[part.line] = part.amount - covered
    return result


def reached(levels, due, today):
    """The highest of ``levels`` (sorted by days) that a part due on ``due`` stands at, or None.

    >>> levels = [Level("soon", -3), Level("late", 7)]
    >>> [reached(levels, date(2026, 6, day), date(2026, 6, 10)) for day in (14, 13, 3)]
    [None, Level(key='soon', days=-3), Level(key='late', days=7)]
    """
    age, found = (today - due).days, None
    for level in levels:
        if level.days > age:
            break
        found = level
    return found


def plan(parts, credits, levels, today):
    """The Plan for one counterparty of one company on the local date ``today``.

    :param parts: its open Parts, in any order
    :param credits: {currency: what is not matched yet}
    :param levels: Levels sorted by days
    """
    still_open = netted(parts, credits)
    rows, reasons = [], set()
    for part in sorted(parts, key=lambda part: (part.due, part.line)):
        if part.line not in still_open:
            reasons.add("paid")
            continue
        level = reached(levels, part.due, today)
        if part.stopped:
            reasons.add(part.stopped)
        elif level is None:
            reasons.add("early")
        else:
            fresh = part.said is None or part.said < level.days
            reasons.update(() if fresh else ("said",))
            rows.append(Row(part, still_open[part.line], level, fresh))
    spoken = [row.level for row in rows if row.fresh]
    if not spoken:
        why = next((reason for reason in REASONS if reason in reasons), "paid")
        return Plan(None, (), why, still_open)
    level = max(spoken, key=lambda level: level.days)
    return Plan(level, tuple(_sided(rows, level, today)), "", still_open)


def _sided(rows, level, today):
    """The rows, those that the level is not about set aside.

    A level after the due day is about all that is due. One before or on it is about what is new
    and not late yet; only where all of that is late already (a day was missed), about what is new.
    """
    if level.days > 0:
        own = [row.part.due <= today for row in rows]
    else:
        own = [row.fresh and row.part.due >= today for row in rows]
        own = own if any(own) else [row.fresh for row in rows]
    return [row._replace(aside=not mine) for row, mine in zip(rows, own, strict=True)]


def next_word(part, levels, today):
    """(Level, date): what will be said next about a part and when; None after the last level.

    >>> levels = [Level("soon", -3), Level("due", 0), Level("late", 7)]
    >>> part = Part(1, "EUR", Decimal(9), date(2026, 6, 10))
    >>> next_word(part, levels, date(2026, 6, 1))
    (Level(key='soon', days=-3), datetime.date(2026, 6, 7))
    >>> next_word(part, levels, date(2026, 6, 12))
    (Level(key='due', days=0), datetime.date(2026, 6, 12))
    >>> next_word(part._replace(said=0), levels, date(2026, 6, 12))
    (Level(key='late', days=7), datetime.date(2026, 6, 17))
    >>> next_word(part._replace(said=7), levels, date(2026, 6, 30)) is None
    True
    """
    stands_at = reached(levels, part.due, today)
    if stands_at and (part.said is None or part.said < stands_at.days):
        return stands_at, today
    passed = max((days for days in (part.said, stands_at and stands_at.days) if days is not None),
                 default=None)  # fmt: skip
    for level in levels:
        if passed is None or level.days > passed:
            return level, max(part.due + timedelta(days=level.days), today)
    return None


def promise_state(promised, before, now, on, today):
    """ "kept", "open" or "broken": whether a promise was held, by what is open of what it covers.

    :param promised: the amount promised; :param before: what was open then; :param now: what is
    :param on: by which day; :param today: the local date

    >>> promise_state(Decimal(50), Decimal(80), Decimal(30), date(2026, 6, 10), date(2026, 6, 9))
    'kept'
    >>> promise_state(Decimal(50), Decimal(80), Decimal(31), date(2026, 6, 10), date(2026, 6, 10))
    'open'
    >>> promise_state(Decimal(50), Decimal(80), Decimal(31), date(2026, 6, 10), date(2026, 6, 11))
    'broken'
    >>> promise_state(Decimal(90), Decimal(80), Decimal(0), date(2026, 6, 10), date(2026, 6, 9))
    'kept'
    """
    if before - now >= promised or now <= 0:
        return "kept"
    return "open" if today <= on else "broken"
