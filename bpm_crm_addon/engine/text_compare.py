"""Two texts side by side: what stayed, what went, what came."""

import difflib
from dataclasses import dataclass

LONGEST = 5_000  # lines of a text that are compared
CLOSE = 0.3  # lines at least this much alike are one line that changed
MOST_PAIRS = 4_000_000  # of words of two lines; beyond that they are not compared word by word


@dataclass(frozen=True)
class Row:
    """One row of the page: `kind` is same, changed, removed, added or gap.

    `left` and `right`: [(text, whether it differs)]; `gap` rows tell in `count` how many equal
    lines are left out.
    """

    kind: str
    left: tuple = ()
    right: tuple = ()
    count: int = 0


def side_by_side(left, right, around=2):
    """Rows of a comparison of two texts, equal stretches cut to `around` lines on each side.

    >>> for row in side_by_side("one\\ntwo\\nthree", "one\\ntwo and a half\\nthree\\nfour"):
    ...     print(row.kind, row.left, row.right)
    same (('one', False),) (('one', False),)
    changed (('two', False),) (('two', False), (' and a half', True))
    same (('three', False),) (('three', False),)
    added () (('four', True),)
    >>> [row.kind for row in side_by_side("a\\n" * 9 + "b", "a\\n" * 9 + "c")]
    ['gap', 'same', 'same', 'removed', 'added']
    """
    before, after = (text.splitlines()[:LONGEST] for text in (left, right))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    rows = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            rows += [Row("same", _plain(line), _plain(line)) for line in before[i1:i2]]
        else:
            rows += _replaced(before[i1:i2], after[j1:j2])
    return _shortened(rows, around)


def _replaced(before, after):
    """Rows for a stretch that was replaced: alike lines beside each other, the rest one by one."""
    rows = []
    while before and after:
        if difflib.SequenceMatcher(None, before[0], after[0]).quick_ratio() >= CLOSE:
            rows.append(_changed(before.pop(0), after.pop(0)))
        elif len(before) >= len(after):
            rows.append(Row("removed", _whole(before.pop(0))))
        else:
            rows.append(Row("added", (), _whole(after.pop(0))))
    rows += [Row("removed", _whole(line)) for line in before]
    return rows + [Row("added", (), _whole(line)) for line in after]


def _changed(old, new):
    """One line that changed, word by word.

    >>> _changed("pay in 14 days", "pay in 30 days").right
    (('pay in ', False), ('30', True), (' days', False))
    """
    words = [_words(old), _words(new)]
    if len(words[0]) * len(words[1]) > MOST_PAIRS:
        return Row("changed", _whole(old), _whole(new))
    left, right = [], []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        differs = kind != "equal"
        left.append(("".join(words[0][i1:i2]), differs))
        right.append(("".join(words[1][j1:j2]), differs))
    return Row("changed", tuple(part for part in left if part[0]), tuple(p for p in right if p[0]))


def _words(line):
    """A line cut into words and the spaces between them, so that joining gives it back."""
    words, word = [], ""
    for letter in line:
        if word and (letter.isalnum() != word[-1].isalnum()):
            words.append(word)
            word = ""
        word += letter
    return [*words, word] if word else words


def _plain(line):
    return ((line, False),)


def _whole(line):
    return ((line, True),)


def _shortened(rows, around):
    """The rows without the middle of long equal stretches."""
    near = {
        place
        for number, row in enumerate(rows)
        if row.kind != "same"
        for place in range(number - around, number + around + 1)
    }
    shown, left_out = [], 0
    for number, row in enumerate(rows):
        if number in near:
            if left_out:
                shown.append(Row("gap", count=left_out))
            shown.append(row)
            left_out = 0
        else:
            left_out += 1
    return [*shown, Row("gap", count=left_out)] if left_out else shown
