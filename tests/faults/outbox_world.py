"""An outbox that really sends, to servers on loopback; everything is committed."""

from contextlib import contextmanager

from odoo.addons.base.models import ir_mail_server
from tests.faults.mail_server import mail_server
from tests.faults.sms_server import sms_server

MESSAGE = "bpm.message"
# How the gateway of sms_server.py is spoken to.
GATEWAY = {
    "hosts": "127.0.0.1",
    "body": '{"to": "{{to}}", "text": "{{text}}", "id": "{{id}}", "from": "{{sender}}"}',
    "id_path": "id",
    "status_path": "status",
    "words_path": "message",
    "accepted": "accepted",
    "refused": "rejected",
    "again": "busy",
    "seconds": 1,
    "active": True,
}


class Outbox:
    """The world's company, live and with a mail server; messages are spoken of by their ids."""

    def __init__(self, world, script, port):
        self.world, self.script = world, script
        with world.env() as env:
            everybody = env.ref("base.group_user")
            everybody._apply_group(env.ref("bpm_crm_addon.group_bpm_capability_outreach"))
            env["res.company"].search([]).write(
                {
                    "email": "us@fault.example",
                    "bpm_outreach_mode": "live",
                    "bpm_outreach_live_since": "2026-01-01 00:00:00",
                    "bpm_outreach_ceiling": 0,
                }
            )
            env["ir.mail_server"].search([]).write({"active": False})
            env["ir.mail_server"].create(
                {"name": "Loopback", "smtp_host": "127.0.0.1", "smtp_port": port}
            )
            # Rules of law and what the database has in its outbox are not what is tested here.
            env["bpm.contact.policy"].search([]).write({"active": False})
            env[MESSAGE].search([("state", "=", "queued")])._move("cancelled")

    def enqueue(self, count, occurrence, **values):
        """So many messages to as many people; their ids, in order."""
        item = {
            "purpose": "statement",
            "channel": "email",
            "occurrence": occurrence,
            "subject": "Statement",
            "body": "<p>Dear friend</p>",
            **values,
        }
        with self.world.env() as env:
            items = [{**item, "address": f"p{n}@fault.example"} for n in range(count)]
            return env[MESSAGE]._enqueue(items).ids

    def run(self):
        """What the scheduled action does, in transactions of its own."""
        with self.world.env() as env:
            env[MESSAGE]._bpm_outbox_run()

    def states(self, ids):
        with self.world.env() as env:
            return env[MESSAGE].browse(ids).mapped("state")

    def look(self, message_id, *names):
        return self.world.look(MESSAGE, message_id, *names)

    def write(self, ids, **values):
        with self.world.env() as env:
            env[MESSAGE].browse(ids).write(values)

    def problems(self):
        """The names of open problems."""
        with self.world.env() as env:
            return env["bpm.incident"].search([("state", "=", "open")]).mapped("name")

    def solve(self):
        """Dismiss open problems, so that mail servers are used again at once."""
        with self.world.env() as env:
            problems = env["bpm.incident"].search([("state", "=", "open")])
            problems.action_dismiss("test")

    def given(self, ids):
        """How often the server was given each of the messages, by its Message-Id."""
        with self.world.env() as env:
            numbers = env[MESSAGE].browse(ids).mapped("external_id")
        taken = [row.message_id for row in self.script.ledger]
        return [taken.count(number) if number else 0 for number in numbers]

    def violations(self):
        with self.world.env() as env:
            return env[MESSAGE]._bpm_check_invariants()


@contextmanager
def outbox_of(world):
    with mail_server() as (script, port):
        outbox = Outbox(world, script, port)
        yield outbox
        outbox.solve()


@contextmanager
def checked(world, monkeypatch, story):
    """``story(world, outbox)`` with a mail server that answers at once or never; in the end every
    invariant of the outbox holds."""
    monkeypatch.setattr(ir_mail_server, "SMTP_TIMEOUT", 5)
    with outbox_of(world) as outbox:
        yield story(world, outbox)
        assert outbox.violations() == []


class Phones(Outbox):
    """The same, for messages to phones: through the gateway "Loopback" at half a cent a part."""

    def __init__(self, world, script, port):
        super().__init__(world, script, 9)
        self.port = port
        with world.env() as env:
            env["bpm.gateway"].search([]).write({"active": False})
        self.gateway_id = self.gateway("Loopback", port, price=0.005)

    def gateway(self, name, port, **values):
        """One more gateway; its id."""
        url = f"http://127.0.0.1:{port}/send"
        with self.world.env() as env:
            return env["bpm.gateway"].create({**GATEWAY, "name": name, "url": url, **values}).id

    def enqueue(self, count, occurrence, **values):
        item = {
            "purpose": "statement",
            "channel": "sms",
            "occurrence": occurrence,
            "body": "Your statement is ready.",
            **values,
        }
        with self.world.env() as env:
            items = [{**item, "address": f"+380670000{n:03}"} for n in range(count)]
            return env[MESSAGE]._enqueue(items).ids

    def given(self, ids, script=None):
        """How often the gateway accepted each of the messages, by our number of them."""
        with self.world.env() as env:
            numbers = [message._reference() for message in env[MESSAGE].browse(ids)]
        taken = [row.reference for row in (script or self.script).ledger]
        return [taken.count(number) for number in numbers]


@contextmanager
def phones_of(world):
    with sms_server() as (script, port):
        phones = Phones(world, script, port)
        yield phones
        phones.solve()
