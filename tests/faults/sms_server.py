"""An SMS gateway on loopback that can be told to fail, and remembers what it has accepted.

``ledger`` is the truth about what has left the company: one row for each message the gateway would
carry, whatever it answered.
"""

import json
import socket
import struct
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

FOREVER = 3600


class Given(NamedTuple):
    number: str
    text: str
    reference: str


class Script:
    """What the gateway does; ``mode`` may be changed at any time, ``only`` limits it to a number.

    ``ok``; ``refuse``, ``busy`` (429) and ``no_money`` accept nothing; ``error`` (500), ``page``
    (a page instead of a verdict), ``hang``, ``drop``, ``drip`` and ``moved`` answer badly after
    having accepted; ``wrong_200`` refuses with a 200; ``slow``, ``long`` and ``latency`` take a
    moment.
    """

    def __init__(self):
        self.mode, self.only, self.ledger, self.heads = "ok", None, [], []
        self.taken = threading.Event()  # something has been accepted
        self.end = threading.Event()
        self.lock = threading.Lock()

    def mode_for(self, number):
        return self.mode if self.only in (None, number) else "ok"

    def accept(self, said):
        with self.lock:
            self.ledger.append(Given(said["to"], said["text"], said["id"]))
            number = f"sms{len(self.ledger)}"
        self.taken.set()
        return number


PAUSES = {"slow": 0.1, "long": 0.6, "latency": 0.02}
REFUSALS = {
    "refuse": (400, {"status": "rejected", "message": "no such number"}),
    "wrong_200": (200, {"status": "rejected", "message": "no such number"}),
    "busy": (429, {"message": "too many at once"}),
    "no_money": (200, {"status": "busy", "message": "no money left"}),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        """Nothing is printed."""

    def do_POST(self):
        script = self.server.script
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        script.heads.append(dict(self.headers))
        mode = script.mode_for(said["to"])
        if mode in REFUSALS:
            return self.say(*REFUSALS[mode])
        number = script.accept(said)
        if mode == "hang":
            script.end.wait(FOREVER)
        elif mode == "drop":
            # Closed at once, with a reset, as by a machine that fails.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return self.connection.close()
        elif mode == "drip":
            return self.drip()
        elif mode == "error":
            return self.say(500, {"message": "database is down"})
        elif mode == "page":
            return self.say(200, b"<html>ok</html>")
        elif mode == "moved":
            return self.say(302, b"", ("Location", "http://127.0.0.1:9/elsewhere"))
        elif mode in PAUSES:
            script.end.wait(PAUSES[mode])
        return self.say(200, {"status": "accepted", "id": number})

    def say(self, status, said, *headers):
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self):
        """Byte after byte, without an end."""
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        while not self.server.script.end.wait(0.1):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return


@contextmanager
def sms_server():
    """A running gateway: yields (its Script, its port)."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.script, server.daemon_threads = script, True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield script, server.server_port
    finally:
        script.end.set()
        server.shutdown()
        thread.join()
        server.server_close()
