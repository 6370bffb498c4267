"""Whether somebody who answers a message wants no more of them."""

import re

WORDS = {
    *("stop", "stopall", "unsubscribe", "cancel", "end", "quit"),
    *("стоп", "отписка", "отписаться", "отпишите", "відписка", "відписатися", "відпишіть"),
}
MOST = 3  # words of an answer that is nothing but a command


def is_stop(text):
    """
    >>> [is_stop(text) for text in ("STOP", " Стоп! ", "stop please", "Відписатися.")]
    [True, True, True, True]

    A sentence in which the word happens to stand is none:

    >>> is_stop("Please don't stop, we want the order"), is_stop("bus stop"), is_stop("")
    (False, False, False)
    """
    words = re.findall(r"\w+", text.casefold())
    return bool(words) and len(words) <= MOST and words[0] in WORDS
