"""What a gateway's answer over HTTP says about a message; may it have the message?

The question is the one of engine/smtp_answer.py: only where the gateway surely has not accepted the
message may it be handed over again, here or to another gateway.
"""

import re
from typing import NamedTuple

from .smtp_answer import Answer

TROUBLE = {"401", "402", "403", "407", "429"}  # about the gateway, not about the message
NEVER_SURE = re.compile(r"408|409|425")  # it may have been accepted all the same


class Codes(NamedTuple):
    """Verdicts of a gateway, as it writes them; a status of HTTP is written "HTTP 503"."""

    accepted: frozenset = frozenset()
    refused: frozenset = frozenset()
    again: frozenset = frozenset()

    @classmethod
    def of(cls, *texts):
        """
        >>> sorted(Codes.of("0, OK", None, "HTTP 503").again | Codes.of(" a ,b").accepted)
        ['a', 'b', 'http 503']
        """
        return cls(*(frozenset(_words(text)) for text in texts))


def _words(text):
    return filter(None, (word.strip().lower() for word in (text or "").split(",")))


def judge_http(status, verdict, codes, detail="", number=""):
    """The Answer, by the HTTP status, the verdict in the body ("" where none was found) and Codes.

    ``number``: the message's at the gateway. ``verdict`` None: the gateway has no verdicts, its
    status is all.

    >>> codes = Codes.of("0, ok", "17", "99, http 503")
    >>> judge_http(200, "OK", codes, number="a1")
    Answer(state='sent', reason='', detail='', trouble=False, number='a1')
    >>> judge_http(200, "17", codes, "no such number")[:3]
    ('failed', 'gateway_refused', 'no such number')

    No money, a wrong key, too many at once: the gateway is left alone, the message waits:

    >>> [judge_http(*one, codes)[:2] + judge_http(*one, codes)[3:4]
    ...  for one in ((200, "99"), (401, ""), (429, ""), (503, ""))]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('queued', 'gateway_away', True), ('queued', 'gateway_away', True),
     ('queued', 'gateway_away', True), ('queued', 'gateway_away', True)]

    A refusal by HTTP is one. An error of the gateway's own is none: it may have accepted the
    message before; and so is an answer nobody understands, a redirect, a page instead of a verdict.
    Such a gateway is left alone too, or every message would end like this:

    >>> judge_http(400, "", codes).state, judge_http(404, None, codes).state
    ('failed', 'failed')
    >>> [judge_http(*one, codes).state for one in ((500, ""), (408, ""), (302, ""), (200, ""))]
    ['unknown', 'unknown', 'unknown', 'unknown']
    >>> judge_http(200, "new word", codes)[:3]
    ('unknown', 'no_answer', 'new word')

    Where a gateway has no verdicts, a yes of HTTP is a yes; where it has words for trouble only, so
    is a number of the message; and a verdict goes before the status:

    >>> judge_http(202, None, Codes()).state, judge_http(500, "0", codes).state
    ('sent', 'sent')
    >>> judge_http(500, "17", codes).state
    'failed'
    >>> [judge_http(200, word, Codes.of("", "7"), number=number).state
    ...  for word, number in (("", "a1"), ("7", "a1"), ("8", "a1"), ("", ""))]
    ['sent', 'failed', 'unknown', 'unknown']
    """
    word = (verdict or "").lower()
    by_status = f"http {status}"
    if word and word in codes.accepted or by_status in codes.accepted:
        return Answer("sent", number=number)
    if word and word in codes.refused or by_status in codes.refused:
        return Answer("failed", "gateway_refused", detail or word)
    if word and word in codes.again or by_status in codes.again or str(status) in TROUBLE:
        return Answer("queued", "gateway_away", detail or verdict or by_status, True)
    if 400 <= status < 500 and not NEVER_SURE.fullmatch(str(status)):
        return Answer("failed", "gateway_refused", detail or verdict or by_status)
    is_silent_yes = verdict is None or (not word and number and not codes.accepted)
    if 200 <= status < 300 and is_silent_yes:
        return Answer("sent", number=number)
    return Answer("unknown", "no_answer", detail or verdict or by_status, True)
