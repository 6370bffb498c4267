"""What an imported value does to the value that is already there."""

import re

FILL, OVERWRITE, KEEP = "fill", "overwrite", "keep"
MODES = (FILL, OVERWRITE, KEEP)


def wanted(mode, old, new, same=None):
    """Whether `new` is to be written over `old`. `same`: a function that says that both mean the
    same although they are written differently.

    >>> wanted(FILL, "", "a"), wanted(FILL, "b", "a"), wanted(OVERWRITE, "b", "a")
    (True, False, True)
    >>> wanted(OVERWRITE, "Oslo ", "Oslo"), wanted(KEEP, "", "a"), wanted(OVERWRITE, "b", "")
    (False, False, False)
    >>> wanted(FILL, False, True), wanted(FILL, True, False), wanted(OVERWRITE, True, False)
    (True, False, True)
    """
    if mode == KEEP:
        return False
    if isinstance(new, bool):
        return bool(old) != new and (new or mode == OVERWRITE)
    if not new and new != 0:
        return False
    if not old:
        return new != old
    return mode == OVERWRITE and not (same or _spaced_alike)(old, new)


def _spaced_alike(old, new):
    return " ".join(str(old).split()) == " ".join(str(new).split())


def alike(old, new):
    """
    >>> alike("Main  street 1", "main street 1"), alike(5, 5), alike("a", "b")
    (True, True, False)
    """
    if isinstance(old, str) and isinstance(new, str):
        return _plain(old) == _plain(new)
    return old == new


def _plain(text):
    return re.sub(r"\s+", " ", text).strip().lower()


def missing_notes(comment, notes):
    """The notes that a comment does not hold yet, each once.

    >>> missing_notes("<p>Tel: +32 1</p>", [("Tel", "+32 1"), ("", "desks"), ("", "desks")])
    ['desks']
    """
    there = re.sub(r"<[^>]+>", " ", comment or "")
    for code, sign in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#34;", '"'),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ):
        there = there.replace(code, sign)
    there = _plain(there.replace("&quot;", '"'))
    lines = [f"{heading}: {text}" if heading else text for heading, text in notes]
    return list(dict.fromkeys(line for line in lines if _plain(line) not in there))
