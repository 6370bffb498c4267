"""Addresses of other systems, and keys to them: what may be entered, and what is never shown again.

Which address a name leads to is looked at again when it is called (registry_call.py).
"""

import re
from urllib.parse import urlsplit

from odoo.exceptions import ValidationError

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def hosts_of(text):
    """The hosts of a list that a person typed, as a frozenset."""
    return frozenset(filter(None, re.split(r"[\s,;]+", (text or "").lower())))


def check_address(env, address, hosts):
    """Raise ``ValidationError`` unless data may leave to ``address``: by https://, or by http:// to
    a program on this machine that stands in ``hosts``."""
    try:
        url = urlsplit(address or "")
    except ValueError:
        url = urlsplit("")
    if url.scheme not in ("http", "https") or not url.hostname or "@" in url.netloc:
        raise ValidationError(env._("The address has to begin with https:// and name a host."))
    if url.scheme == "http" and not (url.hostname in LOOPBACK and url.hostname in hosts):
        raise ValidationError(
            env._(
                "Data leave by https:// only. A program on this very machine may be called by "
                "http:// where an administrator has listed it."
            )
        )


def keep_typed(records, **kept):
    """What was typed into fields goes where only the system reads it: {field: kept field}. Not even
    the form that is being saved gets it back."""
    for record in records:
        for name, kept_name in kept.items():
            if typed := record[name]:
                record.sudo()[kept_name] = typed.strip()
    records.invalidate_recordset(list(kept), flush=False)
