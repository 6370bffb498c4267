"""What each column holds, told from its heading."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from .heading_words import WORDS

CLOSE = 0.84  # a typing mistake or another ending
LOOK_ALIKES = str.maketrans("ёґ’`ʼ´", "ег''''")
# Told at a glance, so that a long list of addresses and numbers is not compared word by word.
NO_HEADING = re.compile(r"@|\d\D*\d\D*\d|^\d+$")
SINGLE = ("kind", "nothing", "user", "lang")


@lru_cache(maxsize=4096)
def plain(text):
    """A heading without what changes nothing: case, signs, units, a counter Odoo or Excel adds.

    >>> plain("  E-Mail * "), plain("Тел./факс:"), plain("Phone (2)"), plain("ИНН/КПП")
    ('e mail', 'тел факс', 'phone', 'инн кпп')
    >>> plain("contactName"), plain("partner_name"), plain("Імʼя")
    ('contact name', 'partner name', "ім'я")
    """
    text = re.sub(r"(?<=[a-zа-яіїє])(?=[A-ZА-ЯІЇЄ][a-zа-яіїє])", " ", text)
    text = re.sub(r"\(\d+\)$", "", text.lower().translate(LOOK_ALIKES))
    text = re.sub(r"[^\w'#№]|_", " ", text)
    return " ".join(text.split())


def _spoken():
    table = {}
    for target, words in WORDS.items():
        for word in words.split(";"):
            table.setdefault(plain(word), target)
    return table


SPOKEN = _spoken()
BY_START = {}
for _word in SPOKEN:
    BY_START.setdefault(_word[:2], []).append(_word)


@lru_cache(maxsize=4096)
def guess(heading):
    """(what a column with this heading holds, how sure from 0 to 1); (None, 0) when unknown.

    >>> guess("Контактное лицо"), guess("ЄДРПОУ"), guess("E-mail адрес")
    (('contact', 1.0), ('vat', 1.0), ('email', 0.8))
    >>> guess("Контактое лицо")[0], guess("Telephon")[0], guess("Mood of the day")
    ('contact', 'phone', (None, 0))
    """
    text = plain(heading)
    if not text:
        return None, 0
    if text in SPOKEN:
        return SPOKEN[text], 1.0
    inside = _inside(text)
    if inside:
        return inside, 0.8
    return _close(text)


def _inside(text):
    """The longest usual heading that stands in a longer one: at its start or its end."""
    found = [
        word
        for word in SPOKEN
        if len(word) > 3 and (text.startswith(f"{word} ") or text.endswith(f" {word}"))
        if SPOKEN[word] not in SINGLE
    ]
    return SPOKEN[max(found, key=len)] if found and len(text.split()) <= 6 else None


def _close(text):
    best, score = None, CLOSE
    for word in BY_START.get(text[:2], ()) if len(text) > 3 else ():
        if abs(len(word) - len(text)) <= 3 and len(word) > 3:
            likeness = SequenceMatcher(None, word, text).ratio()
            if likeness >= score:
                best, score = SPOKEN[word], likeness
    return (best, round(score, 2)) if best else (None, 0)


def is_usual(text):
    """Whether a text is a usual heading: what tells headings from data.

    >>> [is_usual(text) for text in ("Phone 2", "+32 470", "ann@phone.example", "Name 2024")]
    [True, False, False, False]
    """
    return len(text) < 60 and not NO_HEADING.search(text) and guess(text)[1] >= CLOSE


def guess_all(headings, samples=None, extra=None):
    """What each column holds: a list of targets, None where nobody can tell.

    `samples`: a few cells of each column; they speak where the heading does not. `extra`:
    {plain heading: target} of fields of this very database.

    Each target is given once, to the surest column; phones and notes may repeat:

    >>> guess_all(["ФИО", "Телефон", "Телефон 2", "Почта", "Настроение"])
    ['contact', 'phone', 'mobile', 'email', None]
    >>> guess_all(["Имя", "Фамилия", "Компания"]), guess_all(["Name", "Company"])
    (['first_name', 'last_name', 'company'], ['contact', 'company'])
    >>> guess_all(["A", "B"], [["ann@x.com", "bob@y.org"], ["+32 470 12 34 56"]])
    ['email', 'phone']
    >>> guess_all(["Юридический адрес", "Фактический адрес"])
    ['address', 'note']
    """
    samples = samples or [[] for _heading in headings]
    extra = extra or {}
    sure = [(extra[plain(h)], 2) if plain(h) in extra else guess(h) for h in headings]
    sure = [
        pair if pair[0] else _by_sample(cells) for pair, cells in zip(sure, samples, strict=True)
    ]
    taken, targets = set(), [None] * len(headings)
    for number in sorted(range(len(headings)), key=lambda number: (-sure[number][1], number)):
        target = sure[number][0]
        if target == "phone" and target in taken:
            target = "mobile"
        if target in taken:
            target = "note"
        if target == "nothing":
            target = None
        targets[number] = target
        taken |= {target} - {None, "note"}
    return _together(targets, headings)


def _by_sample(cells):
    cells = [cell for cell in cells if cell]
    if cells and all(re.fullmatch(r"\S+@\S+\.\S+", cell) for cell in cells):
        return "email", 0.6
    if cells and all(
        re.fullmatch(r"\+?[\d\s()/.-]{9,20}", cell) and ("+" in cell or " " in cell or "-" in cell)
        for cell in cells
    ):
        return "phone", 0.5
    if cells and all(re.match(r"(https?://|www\.)\S+$", cell) for cell in cells):
        return "website", 0.6
    return None, 0


def _together(targets, headings):
    """Words that mean different things beside each other: a name beside a company is a person's,
    and a first name where there is a last name."""
    for number, target in enumerate(targets):
        if target != "name":
            continue
        own = plain(headings[number])
        if (
            "last_name" in targets
            and "first_name" not in targets
            and own in ("name", "имя", "ім'я")
        ):
            targets[number] = "first_name"
        elif "company" in targets and "contact" not in targets:
            targets[number] = "contact"
    return targets
