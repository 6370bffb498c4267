"""Which row of a block of cells holds the headings."""

import re

WIDE = 120  # longer texts are explanations, not headings
FIGURES = re.compile(r"[\W\d_]+|\S+@\S+")
TOTAL = re.compile(r"(grand )?total\b|итого\b|всего\b|разом\b|усього\b|всього\b", re.IGNORECASE)


def usual_rows(rows, known):
    """The numbers of rows that are made of usual headings. `known`: is this text a usual one?

    >>> usual_rows([["List"], ["Name", "Phone"], ["Ann", "1"]], {"Name", "Phone"}.__contains__)
    [1]
    """
    found = []
    for number, row in enumerate(rows):
        texts = [text for text in row if text]
        if _mostly(texts, known):
            found.append(number)
    return found


def _mostly(texts, known):
    """Whether at least half of the texts, and two, or the only one, are usual; it stops asking
    as soon as that is out of reach."""
    others = 0
    for text in texts:
        others += not known(text)
        if others * 2 > len(texts):
            return False
    return len(texts) - others > 1 or (len(texts) == 1 and not others)


def likely_row(rows, known):
    """The number of the row that most looks like headings among the first ones; None: none does.

    >>> likely_row([["Our list", ""], ["Client", "Mood"], ["Ann", "5"]], lambda text: False)
    1
    >>> likely_row([["Ann", "+32 1"], ["Bob", "+32 2"]], lambda text: False)
    """
    scores = [_score(row, known) for row in rows[:15]]
    best = max(range(len(scores)), key=scores.__getitem__)
    return best if scores[best] > 0 else None


def _score(row, known):
    texts = [text for text in row if text]
    if not texts or any(len(text) > WIDE for text in texts):
        return 0
    usual = sum(1 for text in texts if known(text))
    figures = sum(1 for text in texts if FIGURES.fullmatch(text) and text not in "№#")
    differ = len({text.lower() for text in texts}) == len(texts)
    lonely = len(texts) == 1 < len(row) and not usual
    return 10 * usual + 2 * len(texts) / len(row) + differ - 4 * figures - 10 * lonely


def is_total(row):
    """Whether a row is a sum below a table and not one of its entries.

    >>> is_total(["Итого:", "", "12"]), is_total(["Total Energies", "Paris", "France"])
    (True, False)
    """
    texts = [text for text in row if text]
    return bool(texts) and bool(TOTAL.match(texts[0])) and all(map(FIGURES.fullmatch, texts[1:]))
