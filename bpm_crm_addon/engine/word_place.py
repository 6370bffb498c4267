"""Where in a Word file something is: told by the words of the paragraph, as a person finds it."""

import re
from dataclasses import dataclass

TAGS = re.compile(r"<[^>]+>")
SHOWN = 80


@dataclass(frozen=True)
class Fault:
    """What is wrong with a template: `kind` a word, `name` what it is about, `place` the text of
    the paragraph, `part` body, header, footer or another part of the file."""

    kind: str
    name: str = ""
    place: str = ""
    part: str = "body"


def place_of(source, line):
    """The words of one line of the source that a template was made of, tags left out.

    >>> place_of("<w:p>\\n<w:p ><w:t>Total: {{ amount }}</w:t></w:p>", 2)
    'Total: {{ amount }}'
    """
    lines = source.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    words = " ".join(TAGS.sub(" ", text).split())
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(code, letter)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def without_doubles(faults):
    """Each fault once, in order; the same one in a loop is the same.

    >>> fault = Fault("unknown", "a", "x")
    >>> without_doubles([fault, fault]) == [fault]
    True
    """
    return list(dict.fromkeys(faults))
