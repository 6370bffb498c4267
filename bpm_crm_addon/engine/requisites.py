"""Requisites of Russian firms and people whose digits, or whose form, tell a slip of the pen.

Each check takes the number without blanks and signs (`compact`) and answers whether it can be
right; whether it was ever given to anybody is for a register to say. A bank account is checked
together with the BIK of its bank.

>>> ogrn("1027700132195"), ogrn("1027700132196")
(True, False)
"""

import re

ACCOUNT_WEIGHTS = (7, 1, 3)
FIRST_CHECKED_SNILS = 1001998  # older numbers carry no check digits


def compact(number):
    """The number without blanks, dashes, slashes and dots, in capital letters.

    >>> compact(" 112-233-445 95"), compact("7736 50 001"), compact(None)
    ('11223344595', '773650001', '')
    """
    return re.sub(r"[\s\W_]", "", number or "").upper()


def is_filler(number):
    """Whether it was typed to get past a field: one digit over and over.

    >>> is_filler("000000000"), is_filler("773601001")
    (True, False)
    """
    return len(number) > 1 and len(set(number)) == 1


def kpp(number):
    """КПП: tax office, reason of two digits or capital letters, serial number.

    >>> kpp("773601001"), kpp("7736AZ001"), kpp("77360100"), kpp("7736az001")
    (True, True, False, False)
    """
    return bool(re.fullmatch(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}", number)) and not is_filler(number)


def ogrn(number):
    """ОГРН of a firm: 13 digits that begin with 1 or 5.

    >>> ogrn("1027700132195"), ogrn("2027700132194"), ogrn("102770013219")
    (True, False, False)
    """
    if not (_digits(number, 13) and number[0] in "15"):
        return False
    return int(number[:12]) % 11 % 10 == int(number[12])


def ogrnip(number):
    """ОГРНИП of a sole trader: 15 digits that begin with 3; the last digit of the remainder counts.

    The second one has the remainder 12, which a common check refuses.

    >>> ogrnip("304500116000157"), ogrnip("304500116000072"), ogrnip("304500116000158")
    (True, True, False)
    """
    if not (_digits(number, 15) and number[0] == "3"):
        return False
    return int(number[:14]) % 13 % 10 == int(number[14])


def okpo(number):
    """ОКПО: 8 digits of a firm, 10 of a sole trader.

    >>> okpo("00032537"), okpo("00032538"), okpo("0003253")
    (True, False, False)
    """
    if not (_digits(number, 8) or _digits(number, 10)):
        return False
    body, last = number[:-1], int(number[-1])
    rest = _weighed(body, 0)
    return (_weighed(body, 2) % 10 if rest == 10 else rest) == last


def bik(number):
    """БИК of a bank in the Russian Federation: 9 digits that begin with 04.

    >>> bik("044525225"), bik("144525225"), bik("04452522")
    (True, False, False)
    """
    return _digits(number, 9) and number.startswith("04")


def account(number, bank):
    """Account of a customer of the bank with the BIK ``bank``: 20 digits, one of them the key.

    The example of the Central Bank's order; without a BIK only the form is looked at.

    >>> account("40602810700000000025", "049805746"), account("40602810800000000025", "049805746")
    (True, False)
    >>> account("40602810800000000025", ""), account("4060281080000000002", "")
    (True, False)
    """
    if not _digits(number, 20):
        return False
    return not bik(bank) or _key_holds(bank[6:9] + number)


def correspondent_account(number, bank):
    """The bank's own account with the Central Bank.

    >>> correspondent_account("30101810800000000746", "049805000")
    True
    >>> correspondent_account("30101810400000000225", "044525225")
    True
    >>> correspondent_account("30101810500000000225", "044525225")
    False
    """
    if not (_digits(number, 20) and number.startswith("301")):
        return False
    return not bik(bank) or _key_holds("0" + bank[4:6] + number)


def snils(number):
    """СНИЛС of a person: 11 digits, the last two of them check digits.

    >>> snils("11223344595"), snils("11223344596"), snils("1122334459")
    (True, False, False)
    """
    if not _digits(number, 11) or is_filler(number):
        return False
    if int(number[:9]) <= FIRST_CHECKED_SNILS:
        return True
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(number[:9]))
    return total % 101 % 100 == int(number[9:])


def passport(number):
    """Passport of a citizen of the Russian Federation: series of 4 digits, number of 6.

    >>> passport("4510123456"), passport("451012345"), passport("0000000000")
    (True, False, False)
    """
    return _digits(number, 10) and not is_filler(number)


def _digits(number, length):
    return len(number) == length and number.isascii() and number.isdigit()


def _weighed(digits, shift):
    """Digits times 1, 2, ... 10, 1, ... begun ``shift`` places later, modulo 11."""
    return sum(((place + shift) % 10 + 1) * int(digit) for place, digit in enumerate(digits)) % 11


def _key_holds(number):
    total = sum(int(digit) * ACCOUNT_WEIGHTS[place % 3] % 10 for place, digit in enumerate(number))
    return total % 10 == 0


CHECKS = {
    "ru.kpp": kpp,
    "ru.ogrn": ogrn,
    "ru.ogrnip": ogrnip,
    "ru.okpo": okpo,
    "ru.bik": bik,
    "ru.snils": snils,
    "ru.passport": passport,
}
# Those that are checked together with a second number.
CHECKS_WITH = {"ru.account": account, "ru.correspondent_account": correspondent_account}
