"""What was known of a counterparty at a moment: its fingerprint, and what changed since.

>>> then = {"name": "OpenWood", "vat": "7707083893", "x_old": "1"}
>>> now = {"name": "OpenWood", "vat": "7707083894", "x_new": "2"}
>>> changes(then, now)
{'vat': ('7707083893', '7707083894')}

A field that was not asked for then, or is not any more, is no change. Order says nothing:

>>> fingerprint({"b": "1", "a": "2"}) == fingerprint({"a": "2", "b": "1"})
True
>>> fingerprint({"a": "1"}) == fingerprint({"a": "2"})
False
"""

import hashlib
import json


def fingerprint(content):
    """Hexadecimal SHA-256 over {field: text}."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before, now):
    """{field: (text before, text now)} of the fields both know."""
    return {
        name: (before[name], text)
        for name, text in now.items()
        if name in before and before[name] != text
    }
