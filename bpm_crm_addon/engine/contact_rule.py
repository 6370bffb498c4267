"""Whether a message may go now: rules of law and of the company, facts, the recipient's clock.

Rules and facts in, a verdict out; the strictest rule wins. Moments are naive UTC, zones are names
of the tz database. Where the recipient's zone is not known for sure there are several: an hour is
open only when it is open in all of them.

>>> late = datetime(2026, 11, 26, 21, 30)
>>> debt = Rule(1, hours=week((0, 4, 8, 22), (5, 6, 9, 20)), limits=((24, 2), (168, 4)))
>>> judge([debt], Facts(zones=("Europe/Moscow",)), late)
Verdict(action='wait', reason='quiet_hours', rule=1, until=datetime.datetime(2026, 11, 27, 5, 0))
>>> judge([debt], Facts(zones=("Europe/Moscow",)), datetime(2026, 11, 26, 9, 0)).action
'send'
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .contact_hours import next_open, week

__all__ = ["Booking", "Facts", "Rule", "Verdict", "judge", "week"]

# How often a moment is moved on before it is said that there is none.
MOVES = 40


@dataclass(frozen=True)
class Rule:
    """What one rule demands of the messages it is about.

    ``hours``: per weekday, Monday first, the open hours as (from, until) or None for a closed day;
    no hours at all: any time. ``limits``: (hours back, how many at most). ``consent``: "", "prior",
    or "soft" where a customer may be written to who has not objected. ``release``: a person has to
    let it go. ``classes`` and ``channels``: which of the earlier messages count; empty: all.
    ``pause``: days without a call after a talk by phone; 0: none.
    """

    id: int
    hours: tuple = ()
    limits: tuple = ()
    consent: str = ""
    release: bool = False
    classes: tuple = ()
    channels: tuple = ()
    pause: int = 0


@dataclass(frozen=True)
class Booking:
    """A message that was handed over to this person, or a call; ``talk``: they were talked to."""

    at: datetime
    message_class: str
    channel: str
    message: int = 0
    talk: bool = False

    def counts_for(self, rule):
        """Whether it is of a kind and on a channel that the rule counts."""
        return (not rule.classes or self.message_class in rule.classes) and (
            not rule.channels or self.channel in rule.channels
        )


@dataclass(frozen=True)
class Facts:
    """What is known of a message and of whom it goes to.

    ``stopped``: an entry of the stop list that is about it, whatever the caller calls it.
    ``consent``: "given", "withdrawn", "asked" or "". ``holidays``: dates that count as Sundays.
    ``call``: it is no message, somebody wants to call.
    """

    zones: tuple = ("UTC",)
    stopped: object = None
    consent: str = ""
    customer: bool = False
    released: bool = False
    sent: tuple = ()
    holidays: frozenset = frozenset()
    expires_at: datetime | None = None
    call: bool = False


@dataclass(frozen=True)
class Verdict:
    """``action``: send, wait (until), hold (a person must release it) or drop; why, and by whom.

    ``rule``: the id of the rule that says so; for a stop list entry, that entry.
    """

    action: str
    reason: str = ""
    rule: object = None
    until: datetime | None = None


def judge(rules, facts, now, memory=None):
    """The verdict of all rules together. ``memory``: a dictionary kept over one batch.

    What is never allowed comes before what needs a person, and that before what has to wait:

    >>> now = datetime(2026, 11, 26, 9, 0)
    >>> advert = Rule(2, consent="prior", release=True)
    >>> judge([advert], Facts(stopped=7, consent="given"), now)
    Verdict(action='drop', reason='stop_list', rule=7, until=None)
    >>> [judge([advert], Facts(consent=one), now).reason for one in ("", "asked", "withdrawn")]
    ['no_consent', 'consent_asked', 'withdrawn']
    >>> judge([advert], Facts(consent="given"), now)
    Verdict(action='hold', reason='release', rule=2, until=None)
    >>> judge([advert], Facts(consent="given", released=True), now).action
    'send'

    A customer may be told of similar goods without having been asked, until they object:

    >>> soft = Rule(3, consent="soft")
    >>> [judge([soft], Facts(customer=True, consent=one), now).action for one in ("", "withdrawn")]
    ['send', 'drop']
    >>> judge([soft], Facts(), now).reason
    'no_consent'

    What would have to wait until it is stale is not sent at all:

    >>> night, stale = Rule(4, hours=week((0, 6, 8, 21))), datetime(2026, 11, 27, 6, 0)
    >>> late = judge([night], Facts(expires_at=stale), datetime(2026, 11, 26, 22))
    >>> late.action, late.reason, late.until.hour
    ('drop', 'quiet_hours', 8)
    """
    if facts.stopped is not None:
        return Verdict("drop", "stop_list", facts.stopped)
    refused = [one for one in (_consent(rule, facts) for rule in rules) if one]
    if refused:
        return refused[0]
    until, reason, rule = _first_moment(rules, facts, now, {} if memory is None else memory)
    too_late = until is not None and facts.expires_at and until > facts.expires_at
    if until is None or too_late:
        return Verdict("drop", reason, rule, until)
    for one in rules:
        if one.release and not facts.released:
            return Verdict("hold", "release", one.id, until if until > now else None)
    if until > now:
        return Verdict("wait", reason, rule, until)
    return Verdict("send")


def _consent(rule, facts):
    """The verdict of a rule that demands consent, or None where it is content."""
    if not rule.consent or facts.consent == "given":
        return None
    if facts.consent == "withdrawn":
        return Verdict("drop", "withdrawn", rule.id)
    if rule.consent == "soft" and facts.customer:
        return None
    return Verdict("drop", "consent_asked" if facts.consent == "asked" else "no_consent", rule.id)


def _first_moment(rules, facts, now, memory):
    """(the first moment at which every rule agrees, why not earlier, whose rule).

    The rule named is the last one that moved the moment on: without it, it would be earlier.

    >>> noon = Rule(1, hours=week((0, 6, 12, 13)))
    >>> once = Rule(2, limits=((24, 1),))
    >>> facts = Facts(sent=(Booking(datetime(2026, 11, 26, 12, 30), "debt", "email"),))
    >>> _first_moment([noon, once], facts, datetime(2026, 11, 26, 13, 0), {})
    (datetime.datetime(2026, 11, 27, 12, 30), 'limit_day', 2)
    >>> _first_moment([Rule(3, hours=(None,) * 7)], Facts(), datetime(2026, 11, 26), {})
    (None, 'quiet_hours', 3)
    """
    at, reason, by = now, "", None
    for _move in range(MOVES):
        before = at
        for rule in rules:
            opens = _opens(rule, facts, at, memory)
            if opens is None:
                return None, "quiet_hours", rule.id
            if opens > at:
                at, reason, by = opens, "quiet_hours", rule.id
            for hours, most in rule.limits:
                free = _free(rule, facts.sent, hours, most, at)
                if free is None:
                    return None, _limit_name(hours), rule.id
                if free > at:
                    at, reason, by = free, _limit_name(hours), rule.id
            rested = _after_talk(rule, facts, at)
            if rested > at:
                at, reason, by = rested, "after_talk", rule.id
        if at == before:
            return at, reason, by
    return None, reason, by


def _opens(rule, facts, at, memory):
    if not rule.hours:
        return at
    key = (rule.hours, facts.zones, facts.holidays, at)
    if key not in memory:
        memory[key] = next_open(rule.hours, facts.zones, at, facts.holidays)
    return memory[key]


def _free(rule, sent, hours, most, at):
    """When a rolling limit lets one more pass; None when it lets none pass at all.

    >>> two = Rule(1, limits=((24, 2),))
    >>> day = datetime(2026, 11, 26)
    >>> sent = [Booking(day.replace(hour=hour), "debt", "email", hour) for hour in (8, 10, 11)]
    >>> _free(two, sent, 24, 2, datetime(2026, 11, 26, 12))
    datetime.datetime(2026, 11, 27, 10, 0)
    >>> _free(two, sent[:1], 24, 2, datetime(2026, 11, 26, 12))
    datetime.datetime(2026, 11, 26, 12, 0)
    >>> _free(Rule(1, classes=("advertising",)), sent, 24, 1, datetime(2026, 11, 26, 12))
    datetime.datetime(2026, 11, 26, 12, 0)
    """
    if most <= 0:
        return None
    window = timedelta(hours=hours)
    within = sorted(one.at for one in sent if one.at + window > at and one.counts_for(rule))
    return at if len(within) < most else within[-most] + window


def _after_talk(rule, facts, at):
    """The first moment, from ``at`` on, at which the pause after the last talk is over.

    A call that reached nobody begins no pause, and a pause stops calls alone:

    >>> week = Rule(1, channels=("call",), pause=7)
    >>> missed, talk = (
    ...     Booking(datetime(2026, 11, day, 12), "debt", "call", day, talk)
    ...     for day, talk in ((26, False), (20, True))
    ... )
    >>> now = datetime(2026, 11, 26, 13)
    >>> _after_talk(week, Facts(call=True, sent=(talk, missed)), now)
    datetime.datetime(2026, 11, 27, 12, 0)
    >>> _after_talk(week, Facts(call=True, sent=(missed,)), now) == now
    True
    >>> judge([week], Facts(sent=(talk,)), now).action
    'send'
    >>> judge([week], Facts(call=True, sent=(talk,)), now).reason
    'after_talk'
    """
    if not (rule.pause and facts.call):
        return at
    pause = timedelta(days=rule.pause)
    ends = [one.at + pause for one in facts.sent if one.talk and one.counts_for(rule)]
    return max([at, *ends])


def _limit_name(hours):
    return {24: "limit_day", 168: "limit_week"}.get(hours, "limit_month")
