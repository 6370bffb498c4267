"""A mail server on loopback that can be told to fail, and remembers what it was given.

``ledger`` is the truth about what has left the company: one row for each text accepted or taken
in, whatever was answered.
"""

import asyncio
import logging
import threading
from contextlib import contextmanager
from email import message_from_bytes
from typing import NamedTuple

from aiosmtpd.controller import Controller

FOREVER = 3600


class Given(NamedTuple):
    address: str
    message_id: str
    subject: str


class Script:
    """What the server does; ``mode`` may be changed at any time, ``only`` limits it to an address.

    ``ok``; ``no_user``, ``busy`` and ``closing`` answer the recipient; ``refuse``, ``later``, ``hang`` and
    ``drop`` come after the whole text.
    """

    def __init__(self):
        self.mode, self.only, self.ledger = "ok", None, []
        self.taken = threading.Event()  # something has been accepted

    def mode_for(self, addresses):
        return self.mode if self.only in (None, *addresses) else "ok"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        answer = {
            "no_user": "550 no such user",
            "busy": "451 come back later",
            "closing": "421 too many connections",
        }
        if refusal := answer.get(self.mode_for([address])):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content)
        [address] = envelope.rcpt_tos
        self.ledger.append(Given(address, mail["Message-Id"], mail["Subject"]))
        self.taken.set()
        mode = self.mode_for([address])
        if mode == "hang":
            await asyncio.sleep(FOREVER)
        if mode == "drop":
            server.transport.abort()
        return {"refuse": "554 spam", "later": "451 later"}.get(mode, "250 OK")


class LoopbackController(Controller):
    """On whatever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server():
    """A running server: yields (its Script, its port)."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    script = Script()
    controller = LoopbackController(script, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield script, controller.port
    finally:
        controller.stop(no_assert=True)
