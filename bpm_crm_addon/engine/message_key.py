"""The key of an outgoing message: whoever asks twice for the same gets one message."""

from hashlib import sha256

REHEARSAL = "rehearsal|"
LONGEST = 400


def message_key(address, purpose, occurrence, rehearsal=False):
    """One message per address, purpose and occurrence. A rehearsed one leaves the real key free.

    >>> message_key("ann@example.com", "payment_reminder", "2026-11-26")
    'ann@example.com|payment_reminder|2026-11-26'
    >>> message_key("ann@example.com", "greeting", "new year", rehearsal=True)
    'rehearsal|ann@example.com|greeting|new year'

    An occurrence of any length may be given; a very long one is known by its fingerprint.

    >>> len(message_key("ann@example.com", "greeting", "x" * 5000))
    89
    """
    occurrence = str(occurrence)
    if len(occurrence) > LONGEST:
        occurrence = sha256(occurrence.encode()).hexdigest()
    return f"{REHEARSAL if rehearsal else ''}{address}|{purpose}|{occurrence}"


def address_of_nobody(partner_id):
    """What stands in the key where a counterparty has no address: each lacks their own.

    >>> address_of_nobody(7)
    'nobody/7'
    """
    return f"nobody/{partner_id or 0}"
