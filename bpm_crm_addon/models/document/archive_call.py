"""The call to another archive: one POST, signed, to an address that may be called."""

import hashlib
import hmac
import http.client
import time
from urllib.parse import urlsplit

from ..partner.registry_call import RegistryError, connect

SECONDS = 30
LARGEST = 65_536  # bytes of an answer that are read


class NotTaken(Exception):
    """The archive has not confirmed it; the text says what came instead."""


def signature(secret, at, body):
    """What the archive checks: HMAC-SHA256 of the time, a point, and the body, as hex.

    >>> signature("key", "1767225600", b"{}")[:16]
    'df344de429b8ee67'
    """
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def hand_over(address, hosts, secret, key, body):
    """Send ``body`` (bytes of JSON). Raises ``NotTaken`` unless the answer is a plain yes.

    ``key`` names the event: an archive that gets it twice has to keep it once.
    """
    url, at = urlsplit(address), str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "Connection": "close",
        "X-Bpm-Event": key,
        "X-Bpm-Timestamp": at,
        "X-Bpm-Signature": f"sha256={signature(secret, at, body)}",
    }
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    connection = None
    try:
        connection = connect(url, hosts, time.monotonic() + SECONDS)
        connection.request("POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        words = answer.read(LARGEST).decode(errors="replace")[:200]
    except (OSError, http.client.HTTPException, RegistryError, ValueError) as error:
        raise NotTaken(str(error) or type(error).__name__) from error
    finally:
        if connection:
            connection.close()
    if not 200 <= answer.status < 300:
        raise NotTaken(f"{answer.status} {words}")
