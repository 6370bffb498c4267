"""The call to a registry: one GET to an address that may be asked, and nothing else.

Who writes the configuration must not reach what only the server can: every address a name leads to
is looked at before connecting, the connection goes to the very address that was looked at, and a
redirect is judged anew. An answer that is late, long or no JSON is refused.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

TIMEOUT = 10  # seconds for everything
LARGEST = 1_000_000  # bytes of an answer
REDIRECTS = 3
REDIRECTED = (301, 302, 303, 307, 308)


class RegistryError(Exception):
    """``kind``: "address", "time", "network", "size", "json" or "status"; ``detail`` for people."""

    def __init__(self, kind, detail=""):
        super().__init__(f"{kind}: {detail}")
        self.kind, self.detail = kind, detail


class Asked(NamedTuple):
    """``hosts``: names and addresses that may be asked though they are private; ``header``: a
    pair, sent to the first host only; ``seconds``: until when everything has to be over."""

    url: str
    hosts: frozenset = frozenset()
    header: tuple | None = None
    seconds: float = TIMEOUT
    largest: int = LARGEST


def ask(asked):
    """The answer to ``asked`` in JSON; None when the registry knows no such number."""
    until = time.monotonic() + asked.seconds
    url, first = asked.url, urlsplit(asked.url)
    for _attempt in range(REDIRECTS + 1):
        here = urlsplit(url)
        same = (here.scheme, here.netloc) == (first.scheme, first.netloc)
        if not same and here.hostname not in {first.hostname, *asked.hosts}:
            raise RegistryError("address", here.hostname or "")
        if first.scheme == "https" and here.scheme != "https":
            raise RegistryError("address", url)
        status, location, body = _get(here, asked, asked.header if same else None, until)
        if status not in REDIRECTED:
            return _read(status, body)
        url = urljoin(url, location or "")
    raise RegistryError("status", str(status))


def _read(status, body):
    if status in (404, 410):
        return None
    if status != 200:
        raise RegistryError("status", str(status))
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RegistryError("json") from error


def _get(url, asked, header, until):
    """(status, where a redirect leads, body)."""
    connection = None
    try:
        connection = connect(url, asked.hosts, until)
        headers = {"Accept": "application/json", "Connection": "close"}
        if header:
            headers[header[0]] = header[1]
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        location = response.getheader("Location")
        body = b"" if response.status in REDIRECTED else _body(connection, response, asked, until)
        return response.status, location, body
    except TimeoutError as error:
        raise RegistryError("time") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise RegistryError("network", str(error)) from error
    finally:
        if connection:
            connection.close()


def _body(connection, response, asked, until):
    """The body, in pieces: neither a long nor a dripping answer holds the worker."""
    body = b""
    while piece := response.read1(65536):
        body += piece
        if len(body) > asked.largest:
            raise RegistryError("size")
        left = until - time.monotonic()
        if left <= 0:
            raise RegistryError("time")
        if connection.sock:
            connection.sock.settimeout(left)
    return body


def connect(url, hosts, until):
    """A connection to an address of the URL's host that was looked at."""
    if url.scheme not in ("http", "https") or not url.hostname or url.username or url.password:
        raise RegistryError("address", url.hostname or "")
    port = url.port or (443 if url.scheme == "https" else 80)
    address = _address(url.hostname, port, hosts)
    left = max(0.1, until - time.monotonic())
    plain = socket.create_connection((address, port), timeout=left)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # head and body leave at once
    if url.scheme == "http":
        connection = http.client.HTTPConnection(url.hostname, port, timeout=left)
        connection.sock = plain
        return connection
    connection = http.client.HTTPSConnection(url.hostname, port, timeout=left)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(
            plain, server_hostname=url.hostname
        )
    except OSError:
        plain.close()
        raise
    return connection


def _address(host, port, hosts):
    """The first address of ``host``; refused when one of them is private and not listed."""
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not (host in hosts or address in hosts or is_public(address)):
            raise RegistryError("address", host)
    return found[0]


def is_public(address):
    """Whether an address is one of the open internet, however it is wrapped."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner:
        return is_public(str(inner))
    return found.is_global and not found.is_multicast and found not in NAT64


NAT64 = ipaddress.ip_network("64:ff9b::/96")
