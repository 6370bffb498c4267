"""Sentences with figures in them: translated as one text, shown in parts.

A figure is marked before it is put into the sentence, and found again afterwards, wherever a
language puts it:

>>> text = "Overdue: {}, at {} customers.".format(mark("84 000", "danger"), mark("12"))
>>> for part in parts(text): print(part)
{'text': 'Overdue: ', 'figure': False, 'tone': ''}
{'text': '84 000', 'figure': True, 'tone': 'danger'}
{'text': ', at ', 'figure': False, 'tone': ''}
{'text': '12', 'figure': True, 'tone': ''}
{'text': ' customers.', 'figure': False, 'tone': ''}
>>> plain(text)
'Overdue: 84 000, at 12 customers.'
"""

import re

OPEN, BETWEEN, CLOSE = "\x02", "\x1f", "\x03"
MARKED = re.compile(f"{OPEN}([^{BETWEEN}]*){BETWEEN}([^{CLOSE}]*){CLOSE}")


def mark(text, tone=""):
    """Return ``text`` marked as a figure; ``tone``: "", "good", "warning" or "danger"."""
    clean = str(text).translate({ord(sign): None for sign in (OPEN, BETWEEN, CLOSE)})
    return f"{OPEN}{tone}{BETWEEN}{clean}{CLOSE}"


def parts(sentence):
    """Return ``[{"text", "figure", "tone"}]`` of a sentence with marked figures.

    >>> parts("")
    []
    """
    found, place = [], 0
    for match in MARKED.finditer(sentence):
        found.append((sentence[place : match.start()], False, ""))
        found.append((match[2], True, match[1]))
        place = match.end()
    found.append((sentence[place:], False, ""))
    return [{"text": text, "figure": figure, "tone": tone} for text, figure, tone in found if text]


def plain(sentence):
    """The sentence without marks."""
    return MARKED.sub(lambda match: match[2], sentence)
