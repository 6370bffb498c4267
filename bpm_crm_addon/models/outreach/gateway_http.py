"""Handing messages to a gateway over HTTP: one request, one answer, no redirect, no second attempt.

As long as nothing was written to the connection the gateway surely has not got the message. From
the first byte on only its answer tells, and engine/gateway_answer.py what that means.
"""

import http.client
import json
import select
import time
from base64 import b64encode
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from ...engine.gateway_answer import Codes, judge_http
from ...engine.gateway_text import filled, headers_of
from ...engine.json_pick import first
from ...engine.sms_segments import count
from ...engine.smtp_answer import Answer
from ..partner.registry_call import RegistryError, connect

IDLE = 5  # seconds after which a connection is not used again
LARGEST = 100_000  # bytes of an answer that are read
TYPES = {
    "json": "application/json; charset=utf-8",
    "form": "application/x-www-form-urlencoded",
    "xml": "text/xml; charset=utf-8",
}


@dataclass(frozen=True)
class Settings:
    """A gateway as it was set up; keys do not show where it is printed."""

    url: str
    hosts: frozenset
    method: str
    headers: str = field(repr=False)
    body_format: str
    body: str
    sender: str
    login: str
    secret: str = field(repr=False)
    seconds: int
    id_path: str
    status_path: str
    words_path: str
    codes: Codes
    receipts: str = ""  # our address for receipts

    def values(self, address, text, reference):
        """What stands for the places in what is sent."""
        login = f"{self.login}:{self.secret}".encode()
        return {
            "to": address,
            "digits": address.lstrip("+"),
            "text": text,
            "sender": self.sender,
            "id": reference,
            "login": self.login,
            "secret": self.secret,
            "basic": b64encode(login).decode(),
            "receipts": self.receipts,
            "alphabet": "text" if count(text).encoding == "GSM-7" else "unicode",
        }


class Prepared(NamedTuple):
    """A request ready to be sent; ``digits``: of the number, for paths that have it."""

    way: object
    path: str
    headers: dict
    body: bytes | None
    digits: str


def request_of(settings, values):
    """(path, headers, body) of a request; raises gateway_text.Wrong."""
    url = urlsplit(filled(settings.url, values, "url"))
    body = filled(settings.body, values, settings.body_format)
    headers = {"Accept": "application/json", **headers_of(settings.headers, values)}
    query = url.query
    if settings.method == "GET":
        query, body = "&".join(filter(None, [query, body])), ""
    else:
        headers.setdefault("Content-Type", TYPES[settings.body_format])
    path = (url.path or "/") + (f"?{query}" if query else "")
    return path, headers, body.encode() if settings.method == "POST" else None


class HttpCarrier:
    """One connection per gateway, kept while it is in use."""

    def __init__(self):
        self.lines = {}  # {gateway's id: (connection, when it was used last)}
        self.has_just_opened = False

    def close(self):
        for key in list(self.lines):
            self._drop(key)

    def _drop(self, key):
        line, _last = self.lines.pop(key, (None, 0))
        if line:
            line.close()

    # === BEFORE THE CLAIM === #

    def connect(self, env, way, sender):
        """Have a connection to the gateway; None, or the Answer of one that cannot be reached."""
        self.has_just_opened = False
        if self._is_usable(way.id):
            return None
        self._drop(way.id)
        settings = way.settings
        try:
            line = connect(
                urlsplit(settings.url), settings.hosts, time.monotonic() + settings.seconds
            )
        except RegistryError as error:
            return Answer("queued", "gateway_away", f"{error.kind} {error.detail}".strip(), True)
        except (OSError, ValueError) as error:
            return Answer("queued", "gateway_away", _words(error), True)
        line.auto_open = 0  # it is never opened anew by itself, to an address nobody looked at
        self.lines[way.id] = line, time.monotonic()
        self.has_just_opened = True
        return None

    def _is_usable(self, key):
        """A line that says something before it was asked has been hung up."""
        line, last = self.lines.get(key, (None, 0))
        if not line or not line.sock or time.monotonic() - last > IDLE:
            return False
        return not select.select([line.sock], [], [], 0)[0]

    # === IN THE CLAIM === #

    def build(self, message, sender, way):
        settings = way.settings
        values = settings.values(message.address, str(message.body), message._reference())
        values["sender"] = sender.sms_name or values["sender"]
        return Prepared(way, *request_of(settings, values), values["digits"])

    # === AFTER THE COMMIT OF THE CLAIM === #

    def hand_over(self, message, prepared):
        """Send the request; return the gateway's Answer. Nothing of the message is read."""
        key, settings = prepared.way.id, prepared.way.settings
        line, _last = self.lines[key]
        until = time.monotonic() + settings.seconds
        line.sock.settimeout(settings.seconds)  # what the answer before it left of its time
        try:
            line.request(settings.method, prepared.path, prepared.body, prepared.headers)
            response = line.getresponse()
            text = _read(line, response, until)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._drop(key)
            return Answer("unknown", "no_answer", _words(error), True)
        if response.will_close:
            self._drop(key)
        else:
            self.lines[key] = line, time.monotonic()
        return _judge(settings, response.status, text, prepared.digits)


def _read(line, response, until):
    """The body, in pieces: an answer that drips or never ends does not hold the worker."""
    text = b""
    while piece := response.read1(65536):
        text += piece
        left = until - time.monotonic()
        if len(text) > LARGEST or left <= 0:
            raise TimeoutError("the answer does not end")
        if line.sock:
            line.sock.settimeout(left)
    response.close()  # the connection stays; it takes the next request only after this
    return text


def _judge(settings, status, text, digits):
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = None

    def found(paths):
        """What stands in the first place where something does; places are separated by commas."""
        return first(answer, paths.replace("{{digits}}", digits))

    verdict = found(settings.status_path) if settings.status_path else None
    words = found(settings.words_path)
    return judge_http(status, verdict, settings.codes, words, found(settings.id_path)[:100])


def _words(error):
    return (str(error) or type(error).__name__)[:500]
