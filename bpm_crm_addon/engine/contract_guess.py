"""What the text of a signed contract says of itself: number, dates, kind, tax numbers, names.

A guess, for a person to look at: Russian, Ukrainian and English.
"""

import re
from dataclasses import dataclass, field
from datetime import date

MONTHS = (
    ("январ", "січ", "jan"),
    ("феврал", "лют", "feb"),
    ("март", "берез", "mar"),
    ("апрел", "квіт", "apr"),
    ("мая", "май", "трав", "may"),
    ("июн", "черв", "jun"),
    ("июл", "лип", "jul"),
    ("август", "серп", "aug"),
    ("сентябр", "верес", "sep"),
    ("октябр", "жовт", "oct"),
    ("ноябр", "листоп", "nov"),
    ("декабр", "груд", "dec"),
)
KINDS = (
    ("nda", ("конфиденциальн", "нерозголошен", "конфіденційн", "non-disclosure")),
    ("lease", ("аренд", "оренд", "lease")),
    ("supply", ("поставк", "постачан", "supply")),
    ("services", ("услуг", "послуг", "services")),
)
DAY = re.compile(
    r"(?P<y1>\d{4})-(?P<m1>\d{2})-(?P<d1>\d{2})"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>\d{4})"
    r"|[«\"“]?(?P<d3>\d{1,2})[»\"”]?\s+(?P<w3>[^\W\d_]{3,12})\s+(?P<y3>\d{4})"
    r"|(?P<w4>[A-Za-z]{3,9})\s+(?P<d4>\d{1,2}),\s+(?P<y4>\d{4})"
)
NUMBER = re.compile(
    r"(?:договор|договір|контракт|contract|agreement)[^\n№#]{0,60}?(?:№|#|no\.?|number)\s*"
    r"([\w\d/.-]*\d[\w\d/.-]*)",
    re.I,
)
UNTIL = re.compile(r"(?:до|по|until|till|through)\s+$", re.I)
TAX = re.compile(
    r"(?:инн|ипн|іпн|єдрпоу|едрпоу|унп|tax\s*(?:id|number)|vat(?:\s*(?:id|no\.?|number))?)"
    r"[\s:№/кпп]*([A-Z]{0,2}\d{8,14})",
    re.I,
)
NAMES = re.compile(r"[«“\"]([^«»“”\"\n]{3,60})[»”\"]")


@dataclass(frozen=True)
class Guess:
    """`names` and `tax_numbers`: candidates in the order of the text, none twice."""

    number: str = ""
    kind: str = ""
    dated: date | None = None
    until: date | None = None
    tax_numbers: list = field(default_factory=list)
    names: list = field(default_factory=list)


def guess(text):
    """Return what `text` says of itself.

    >>> found = guess('''ДОГОВОР ПОСТАВКИ № 17/26
    ... г. Киев   «12» марта 2026 г.
    ... ООО «Опенвуд», ИНН 7721573681, и ООО «Вектор» договорились о поставке мебели.
    ... Договор действует до 31.12.2027.''')
    >>> found.number, found.kind, str(found.dated), str(found.until)
    ('17/26', 'supply', '2026-03-12', '2027-12-31')
    >>> found.tax_numbers, found.names
    (['7721573681'], ['Опенвуд', 'Вектор'])

    >>> found = guess("Services Agreement No. A-5 of March 3, 2026, in force until 2027-03-02")
    >>> found.number, found.kind, str(found.dated), str(found.until)
    ('A-5', 'services', '2026-03-03', '2027-03-02')

    >>> guess("")
    Guess(number='', kind='', dated=None, until=None, tax_numbers=[], names=[])
    """
    text = text or ""
    days = [(match, _day(match)) for match in DAY.finditer(text)]
    days = [(match, day) for match, day in days if day]
    ends = [
        day for match, day in days if UNTIL.search(text[max(0, match.start() - 12) : match.start()])
    ]
    others = [day for match, day in days if day not in ends]
    number = NUMBER.search(text)
    return Guess(
        number=number[1].rstrip(".,-/") if number else "",
        kind=_kind(text),
        dated=others[0] if others else None,
        until=max(ends) if ends else None,
        tax_numbers=list(dict.fromkeys(TAX.findall(text))),
        names=list(
            dict.fromkeys(n.strip() for n in NAMES.findall(text) if not n.strip().isdigit())
        ),
    )


def _kind(text):
    """The kind whose words come first in the text: the heading names it."""
    low = text.lower()
    places = [
        (place, kind) for kind, words in KINDS for word in words if (place := low.find(word)) >= 0
    ]
    return min(places)[1] if places else ""


def _day(match):
    parts = match.groupdict()
    for n in "1234":
        if parts.get(f"d{n}"):
            word = parts.get(f"w{n}")
            month = _month(word) if word else int(parts[f"m{n}"])
            try:
                return date(int(parts[f"y{n}"]), month, int(parts[f"d{n}"]))
            except ValueError:
                return None
    return None


def _month(word):
    low = word.lower()
    return next(
        (n for n, stems in enumerate(MONTHS, 1) if any(low.startswith(stem) for stem in stems)), 0
    )
