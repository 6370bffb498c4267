"""Links that only we can make: numbers and a signature, good for one purpose.

They hold no address and no name: whoever reads a log learns nothing.
"""

import re

from odoo.tools import consteq
from odoo.tools.misc import hash_sign, hmac, verify_hash_signed

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 10  # characters of a short signature: 1 in 3.6 million billion to guess
SHORT = re.compile(rf"([0-9a-z]{{1,7}})-([0-9a-z]{{{LENGTH}}})")


def sign(env, scope, *numbers, **expiration):
    """The end of a link that holds ``numbers``; ``expiration`` as `hash_sign` of Odoo takes it."""
    return hash_sign(env(su=True), scope, list(numbers), **expiration)


def numbers_of(env, scope, payload, length=1):
    """The numbers in a link, [] for whatever was not signed by us for this purpose."""
    try:
        values = verify_hash_signed(env(su=True), scope, payload)
    except ValueError:  # not base64, not ours, not JSON: somebody tries
        return []
    is_ours = isinstance(values, list) and len(values) == length
    return values if is_ours and all(isinstance(one, int) for one in values) else []


def sign_short(env, scope, number):
    """The end of a link to a number, as short as a text message wants it: “3f-k20x8s1bqa”."""
    return f"{_digits(number)}-{_short(env, scope, number)}"


def number_of_short(env, scope, text):
    """The number in a short link, 0 for whatever was not made by us for this purpose. Capital
    letters do not matter: people type it from their phones."""
    found = SHORT.fullmatch(text.lower())
    number = int(found[1], 36) if found else 0
    is_ours = number and consteq(_short(env, scope, number), found[2])
    return number if is_ours else 0


def _short(env, scope, number):
    whole = int(hmac(env(su=True), scope, number), 16)
    return _digits(whole % 36**LENGTH).rjust(LENGTH, "0")


def _digits(number):
    """A whole number in letters and digits."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text or "0"
