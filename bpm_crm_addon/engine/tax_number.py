"""Tax numbers whose digits check themselves, and what somebody may have meant to type.

Only form and check digits are looked at; whether the number was ever given to anybody is for a
register to say. The rules of Russia and Ukraine are here, where the usual libraries are wrong or
silent; other countries' come from outside as a function.

>>> is_right("RU", "7707083893"), is_right("RU", "7707083894")
(True, False)
>>> suggestion("7770083893", lambda number: is_right("RU", number))
'7707083893'
"""

import re
from operator import mul

SIGNS = re.compile(r"[\W_]+")
IN_TEXT = re.compile(r"\b(?:[A-Z]{2})?\d[\dA-Z]{4,}")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[ -](?=\d)")
RU_FIRM = (2, 4, 10, 3, 5, 9, 4, 6, 8)
RU_PERSON_FIRST = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
RU_PERSON_SECOND = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
UA_FIRM = (1, 2, 3, 4, 5, 6, 7)
UA_FIRM_MIDDLE = (7, 1, 2, 3, 4, 5, 6)  # numbers from 30 to 60 million
UA_PERSON = (-1, 5, 7, 9, 4, 6, 10, 5, 7)


def compact(number, country=""):
    """The number without blanks, signs and its country's letters; "" when there is no digit.

    >>> compact("RU 7707-083893", "RU"), compact(" / "), compact("b12345674", "ES")
    ('7707083893', '', 'B12345674')
    """
    kept = SIGNS.sub("", number or "").upper()
    if not any(map(str.isdigit, kept)):
        return ""
    return kept.removeprefix(country) if country else kept


def number_in(text):
    """The first thing in a text that looks like a tax number; None without one.

    >>> number_in("It is on their contract: 38 110 017."), number_in("de123456789, they say")
    ('38110017', 'DE123456789')
    >>> number_in("no idea, ask in 2027")
    """
    found = IN_TEXT.search(BETWEEN_DIGITS.sub("", text.upper()))
    return found.group() if found else None


def is_filler(number):
    """Whether it was typed to get past a field: one digit over and over.

    >>> is_filler("0000000000"), is_filler("1111111"), is_filler("7707083893")
    (True, True, False)
    """
    digits = [sign for sign in number if sign.isdigit()]
    return len(digits) > 1 and len(set(digits)) == 1


def is_right(country, number):
    """Whether the check digits hold. ``country``: a code of CHECKS, ``number``: compact.

    A sole trader's number, which a well-known check refuses, and a filler that fits by chance:

    >>> is_right("RU", "586834497804"), is_right("RU", "0000000000")
    (True, False)

    A firm, a person and a payer of value added tax in Ukraine (the last has no check digit):

    >>> [is_right("UA", number) for number in ("32855961", "1759013776", "328559610318")]
    [True, True, True]
    >>> is_right("UA", "32855968"), is_right("UA", "12345")
    (False, False)
    """
    return (
        number.isascii() and number.isdigit() and not is_filler(number) and CHECKS[country](number)
    )


def suggestion(number, is_valid):
    """What was meant if two neighbouring characters changed places; None when nothing or more
    than one thing fits. ``is_valid``: says whether a compact number is right.

    >>> suggestion("12", lambda number: number == "21")
    '21'
    >>> suggestion("121", lambda number: number in ("211", "112")) is None
    True
    """
    swapped = {
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(len(number) - 1)
        if number[place] != number[place + 1]
    }
    found = [other for other in sorted(swapped) if is_valid(other)]
    return found[0] if len(found) == 1 else None


def _sum(weights, number):
    return sum(map(mul, weights, map(int, number)))


def _russian(number):
    """INN: 10 digits of a firm, 12 of a person."""
    if len(number) == 10:
        return _sum(RU_FIRM, number) % 11 % 10 == int(number[9])
    return (
        len(number) == 12
        and _sum(RU_PERSON_FIRST, number) % 11 % 10 == int(number[10])
        and _sum(RU_PERSON_SECOND, number) % 11 % 10 == int(number[11])
    )


def _ukrainian(number):
    """EDRPOU: 8 digits of a firm; RNOKPP: 10 of a person; 12 of a payer of value added tax."""
    if len(number) == 8:
        weights = UA_FIRM_MIDDLE if number[0] in "345" else UA_FIRM
        rest = _sum(weights, number) % 11
        if rest == 10:
            rest = _sum([weight + 2 for weight in weights], number) % 11 % 10
        return rest == int(number[7])
    if len(number) == 10:
        return _sum(UA_PERSON, number) % 11 % 10 == int(number[9])
    return len(number) == 12


CHECKS = {"RU": _russian, "UA": _ukrainian}
