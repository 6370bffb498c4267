"""How providers sign what they tell: who speaks is known by a key that both sides have.

Each way says which text is signed and by what; where the time is signed as well a call is believed
for some minutes only.
"""

import hmac
from base64 import b64encode
from typing import NamedTuple

WINDOW = 300  # seconds before and after our clock


class Call(NamedTuple):
    """A call as it came. ``url``: the address that was given to the provider; ``headers``: with
    `get`, names in any case; ``body``: bytes; ``said``: what stands in it."""

    url: str
    headers: object
    body: bytes
    said: object


class Signed(NamedTuple):
    """``given``: the signature that came; ``right``: the one it should be; ``at``: seconds since
    1970 as text, None where the time is not signed."""

    given: str
    right: str
    at: str | None = None


def key_of(kind, secret, call, now):
    """What a call is remembered by, so that it is heard once; "" for one that is not believed.

    An example of Vonage's own programs:

    >>> said = {"a": "1", "b": "2", "timestamp": "1461605396"}
    >>> sig = "A321E824B9B816BE7C3F28859A31749A098713D39F613C80D455BBAFFAE1CD24"
    >>> call = Call("", {}, b"", {**said, "sig": sig})
    >>> key_of("vonage", "secret", call, 1461605396 + 300) == sig.lower()
    True
    >>> key_of("vonage", "secret", call, 1461605396 + 301)
    ''
    >>> key_of("vonage", "secret", call._replace(said={"a": "\\ud800", "sig": "b"}), 0)
    ''
    >>> key_of("vonage", "another", call, 1461605396)
    ''

    Twilio's own example:

    >>> said = {"CallSid": "CA1234567890ABCDE", "From": "+12349013030", "To": "+18005551212",
    ...         "Caller": "+12349013030", "Digits": "1234"}
    >>> head = {"X-Twilio-Signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ="}
    >>> call = Call("https://mycompany.com/myapp.php?foo=1&bar=2", head, b"", said)
    >>> key_of("twilio", "12345", call, 0)
    '0/KCTR6DLpKmkAf8muzZqo1nDgQ='
    >>> key_of("twilio", "12345", call._replace(url="https://mycompany.com/"), 0)
    ''
    >>> key_of("twilio", "", call, 0)
    ''
    """
    if not secret:
        return ""
    signed = WAYS[kind](secret.encode(), call)
    if signed.at is not None and not _is_now(signed.at, now):
        return ""
    given = signed.given.encode(errors="replace")
    return signed.right if hmac.compare_digest(given, signed.right.encode()) else ""


def is_timeless(kind):
    """Whether a call says nothing of its time, so that an old one is known by memory alone."""
    return kind in ("twilio", "meta")


def signs_fields(kind):
    """Whether what is signed are the fields, so that they may come as a form."""
    return kind in ("twilio", "vonage")


def _is_now(at, now):
    return len(at) <= 12 and at.isdecimal() and abs(int(at) - now) <= WINDOW


def _own(secret, call):
    at = call.headers.get("X-Bpm-Timestamp", "")
    given = call.headers.get("X-Bpm-Signature", "").removeprefix("sha256=").lower()
    return Signed(given, _hex(secret, at.encode() + b"." + call.body), at)


def _twilio(secret, call):
    text = call.url + "".join(f"{name}{value}" for name, value in sorted(_fields(call).items()))
    right = b64encode(hmac.digest(secret, text.encode(errors="replace"), "sha1")).decode()
    return Signed(call.headers.get("X-Twilio-Signature", ""), right)


def _vonage(secret, call):
    said = _fields(call)
    given = said.pop("sig", "").lower()
    told = "".join(
        f"&{name}={value.replace('&', '_').replace('=', '_')}"
        for name, value in sorted(said.items())
    )
    return Signed(given, _hex(secret, told.encode(errors="replace")), said.get("timestamp", ""))


def _meta(secret, call):
    given = call.headers.get("X-Hub-Signature-256", "").removeprefix("sha256=").lower()
    return Signed(given, _hex(secret, call.body))


WAYS = {"own": _own, "twilio": _twilio, "vonage": _vonage, "meta": _meta}


def _hex(secret, text):
    return hmac.digest(secret, text, "sha256").hex()


def _fields(call):
    """The fields of a form, or of an object that is as flat as one."""
    said = call.said if isinstance(call.said, dict) else {}
    return {name: str(value) for name, value in said.items() if isinstance(value, str | int)}
