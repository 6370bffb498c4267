"""Links that only we can make: numbers and a signature, good for one purpose.

They hold no address and no name: whoever reads a log learns nothing.
"""

import hmac
import re
from itertools import product

from odoo.tools import consteq
from odoo.tools.misc import hash_sign, verify_hash_signed

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Ten bits as two characters of base 32: signing is done by the thousand.
PAIRS = ["".join(pair) for pair in product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)]
# Characters of a signature, five bits each: for what a stranger could do little harm with, and for
# what would tell them something.
SHORT, WIDE = 10, 16


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
    """The end of a link to a number, as short as a text message wants it: “3f-k2bx7s4bqa”."""
    return short_signer(env, scope)(number)


def short_signer(env, scope, length=SHORT):
    """A function that does so for thousands: number -> the end of its link."""
    secret = env(su=True)["ir.config_parameter"].get_param("database.secret").encode()

    shifts, kind = range(246, 256 - 5 * length - 1, -10), repr(scope)

    def signed(number):
        text = f"({kind}, {number})".encode()
        bits = int.from_bytes(hmac.digest(secret, text, "sha256"), "big")
        return f"{_digits(number)}-{''.join([PAIRS[bits >> by & 1023] for by in shifts])}"

    return signed


def number_of_short(env, scope, text, length=SHORT):
    """The number in such a link, 0 for whatever was not made by us for this purpose. Capital
    letters do not matter: people type it from their phones."""
    text = text.lower()
    if not re.fullmatch(rf"[0-9a-z]{{1,7}}-[0-9a-z]{{{length}}}", text):
        return 0
    number = int(text.split("-")[0], 36)
    return number if consteq(short_signer(env, scope, length)(number), text) else 0


def _digits(number):
    """A whole number in letters and digits."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text or "0"
