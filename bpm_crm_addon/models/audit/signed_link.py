"""Links that only we can make: numbers and a signature, good for one purpose.

They hold no address and no name: whoever reads a log learns nothing.
"""

from odoo.tools.misc import hash_sign, verify_hash_signed


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
