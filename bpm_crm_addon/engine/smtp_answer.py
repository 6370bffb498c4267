"""What an answer of a mail server, or its silence, says about a message.

The one question that matters: may the server have the message? Only where it surely has not may
the message be handed over again.
"""

from typing import NamedTuple

AWAY = (421, 530, 534, 535, 538)  # it closes, or wants another password


class Answer(NamedTuple):
    """``state``: sent, failed, unknown, or queued to be tried again. ``reason``: its code.
    ``trouble``: something is wrong with the server itself, other messages had better wait.
    ``number``: the message's at the gateway, where it gives one."""

    state: str
    reason: str = ""
    detail: str = ""
    trouble: bool = False
    number: str = ""


def judge(phase, code=None, detail=""):
    """The Answer to a hand-over that failed.

    `phase`: "connect", "envelope" (sender and recipient), or "content" once the text was on its
    way. `code`: the server's, None where it said nothing. `detail`: its words, for people.

    A refusal is final, wherever it comes:

    >>> judge("envelope", 550, "no such user").state, judge("content", 554).state
    ('failed', 'failed')

    "Later, please" before the text was on its way, and a server that cannot be reached, are safe to
    try again:

    >>> judge("envelope", 451).state, judge("connect").state, judge("envelope").state
    ('queued', 'queued', 'queued')

    Silence after it means that nobody knows, and so does "later, please": some servers have passed
    the message on by then.

    >>> judge("content").state, judge("content", 451).state
    ('unknown', 'unknown')

    A server that wants another password, closes, or falls silent is in trouble itself; the message
    is not to blame, as it may be where it was asked to come later:

    >>> judge("envelope", 530).trouble, judge("envelope", 421).trouble, judge("content").trouble
    (True, True, True)
    >>> judge("envelope", 450).trouble
    False
    >>> [judge("envelope", code).reason for code in (530, 421, None, 450)]
    ['unreachable', 'unreachable', 'unreachable', 'busy']
    """
    silent = code is None
    if phase == "connect" or (phase == "envelope" and (silent or code in AWAY)):
        return Answer("queued", "unreachable", detail, True)
    if phase == "envelope" and code < 500:
        return Answer("queued", "busy", detail)
    if not silent and code >= 500:
        return Answer("failed", "refused", detail)
    return Answer("unknown", "no_answer", detail, True)
