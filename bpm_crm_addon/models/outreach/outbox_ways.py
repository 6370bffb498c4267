"""The ways out of the outbox: mail servers and gateways, in plain values, and which of them rest.

Everything here is told once for a batch of messages and holds no record, so that a transaction
about one message need not read it again.
"""

import time
from dataclasses import dataclass, field
from typing import NamedTuple

from ...engine.route_choice import choose
from ...engine.smtp_answer import Answer
from .email_gateway import EmailGateway
from .gateway_http import HttpCarrier
from .gateway_odoo import OdooCarrier

FRESH = 20  # seconds for which a batch is not read again


class Reserved(NamedTuple):
    """What the worker knows of a message before it takes it in hand; none of it changes meanwhile.

    ``gateway_id``: of a test, which leaves through no other; ``tried``: gateways that refused it.
    """

    id: int
    priority: int
    company_id: int
    department_id: int
    channel: str
    address: str
    rehearsal: bool
    gateway_id: int
    tried: list
    res_model: str = ""


class Sender(NamedTuple):
    """Who writes: a company, or one of its departments.

    ``server``: the mail server's id, 0 where Odoo chooses. ``bounce`` and ``notifications``: the
    company's addresses for what comes back, and for mails that may not carry the sender's own.
    ``sms_name``: the name a department has for messages to phones.
    """

    address: str
    reply_to: str = ""
    server: int = 0
    server_name: str = ""
    bounce: str = ""
    notifications: str = ""
    sms_name: str = ""


class Way(NamedTuple):
    """``kind``: mail, or how a gateway is spoken to; ``price`` of a part; ``settings``: of one that
    speaks HTTP."""

    kind: str
    id: int
    name: str
    price: float = 0.0
    settings: object = None

    @property
    def key(self):
        """What it is called among those that rest, and in the key of its problem."""
        return f"{'server' if self.kind == 'mail' else 'gateway'}.{self.id}"


class Handed(NamedTuple):
    """What a way answered to a message, and what that costs; to be written down."""

    message: object
    due: Reserved
    answer: Answer
    way: Way
    cost: float


@dataclass(frozen=True)
class Batch:
    """``senders``: {(company, department)}; ``routes``: {(company, channel): routes}; ``gateways``:
    every one by its id, switched on or not, for trying them; ``book``: of the contact rules."""

    senders: dict
    routes: dict
    gateways: dict
    book: object
    read_at: float = field(default_factory=time.monotonic)

    @property
    def is_old(self):
        return time.monotonic() - self.read_at > FRESH

    def sender(self, due):
        return self.senders[due.company_id, due.department_id]

    def ways(self, due):
        """The Ways of a message, in the order in which they are asked; those that refused it are
        not asked again."""
        if due.channel == "email":
            sender = self.sender(due)
            return [Way("mail", sender.server, sender.server_name)]
        if due.gateway_id and due.gateway_id in self.gateways:
            return [self.gateways[due.gateway_id]]
        found = choose(due.address, self.routes.get((due.company_id, due.channel), ()))
        return [
            route.gateway._replace(price=route.price)
            for route in found
            if route.gateway.id not in (due.tried or ())
        ]


class Ways:
    """The ways of one run of the worker, and the connections to them.

    ``resting``: keys of those that are left alone now; ``suspects``: of those about which a problem
    is open; ``has_just_opened``: whether the last `connect` opened a connection.
    """

    def __init__(self, resting, suspects):
        self.resting, self.suspects = set(resting), set(suspects)
        self.carriers = {"mail": EmailGateway(), "http": HttpCarrier(), "odoo": OdooCarrier()}
        self.has_just_opened, self.batch = False, None

    def close(self):
        for carrier in self.carriers.values():
            carrier.close()

    @property
    def resting_servers(self):
        """The ids of mail servers among those that rest."""
        return [int(key[7:]) for key in self.resting if key.startswith("server.")]

    def open_for(self, due):
        """The ways of a message that do not rest."""
        return [way for way in self.batch.ways(due) if way.key not in self.resting]

    def connect(self, env, due):
        """(the first way of a message that can be reached or None, [(way, Answer)] of the others).

        What cannot be reached rests from now on.
        """
        sender, troubles = self.batch.sender(due), []
        for way in self.open_for(due):
            carrier = self.carriers[way.kind]
            trouble = carrier.connect(env, way, sender)
            self.has_just_opened = carrier.has_just_opened
            if not trouble:
                return way, troubles
            self.resting.add(way.key)
            troubles.append((way, trouble))
        return None, troubles

    def build(self, message, way, sender):
        """The message made ready for the way; whatever is wrong with it shows now."""
        return self.carriers[way.kind].build(message, sender, way)

    def hand_over(self, message, prepared, way):
        """Give it to the way; return its Answer. Nothing of the message is read."""
        answer = self.carriers[way.kind].hand_over(message, prepared)
        if answer.trouble:
            self.resting.add(way.key)
        return answer
