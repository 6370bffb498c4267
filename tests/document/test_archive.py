"""Soft hand-over to another archive (issue 6, point 7): an event with the file when something is
signed; nothing waits for the other system. S0-24, S2-16 "links, not locks", S2-17."""

import base64
import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest.mock import patch

from odoo.addons.bpm_crm_addon.models.document.archive_call import signature
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user
from tests.common import BpmCase

KEY = "archive key"


class Archive(BaseHTTPRequestHandler):
    """Answers as `server.answers` says, at last with 200; keeps what it got."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 200
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


@contextmanager
def archive():
    server = HTTPServer(("127.0.0.1", 0), Archive)
    server.got, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class TestArchive(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.firm = cls.env["res.partner"].create({"name": "Test firm", "is_company": True})
        cls.events = cls.env["bpm.archive.event"]
        commit = patch.object(type(cls.events), "_commit", lambda self: self.env.flush_all())
        cls.startClassPatcher(commit)

    def use(self, server):
        self.company.write(
            {
                "bpm_archive_hosts": "127.0.0.1",
                "bpm_archive_url": f"http://127.0.0.1:{server.server_port}/papers",
                "bpm_archive_secret": KEY,
            }
        )

    def signed(self):
        paper = self.env["bpm.document"].create(
            {"name": "Supply", "res_model": "res.partner", "res_id": self.firm.id}
        )
        paper._bpm_add_version([{"name": "a.txt", "raw": b"as signed"}])
        paper._bpm_freeze()
        return self.events.search([("document_id", "=", paper.id)])

    def test_a_signed_paper_arrives_with_its_fingerprint(self):
        with archive() as server:
            self.use(server)
            event = self.signed()
            self.assertEqual((event.state, server.got), ("waiting", []), "not while signing")
            event._hand_over()
        self.assertEqual(event.state, "taken")
        [(headers, body)] = server.got
        told = json.loads(body)
        content = base64.b64decode(told["file"]["content"])
        self.assertEqual(content, b"as signed")
        self.assertEqual(told["file"]["sha256"], hashlib.sha256(content).hexdigest())
        self.assertEqual((told["counterparty"]["name"], told["event"]), ("Test firm", "signed"))
        expected = signature(KEY, headers["X-Bpm-Timestamp"], body)
        self.assertEqual(headers["X-Bpm-Signature"], f"sha256={expected}")
        self.assertEqual(headers["X-Bpm-Event"], event.key)

    def test_a_system_that_is_away_gets_it_later_under_the_same_key(self):
        with archive() as server:
            self.use(server)
            server.answers = [503, 200]
            event = self.signed()
            event._hand_over()
            self.assertEqual((event.state, event.attempts), ("waiting", 1))
            self.assertIn("503", event.answer)
            self.assertFalse(self.events._due() & event, "not at once again")
            event._hand_over()
        self.assertEqual((event.state, event.answer), ("taken", False))
        self.assertEqual(len({headers["X-Bpm-Event"] for headers, _body in server.got}), 1)

    def test_what_is_never_taken_is_a_problem_and_may_be_sent_anew(self):
        self.company.write({"bpm_archive_hosts": "127.0.0.1"})
        self.company.bpm_archive_url = "http://127.0.0.1:9/papers"  # nobody listens there
        event = self.signed()
        event.attempts = 11
        event._hand_over()
        self.assertEqual(event.state, "failed")
        problem = self.env["bpm.incident"].search([("key", "=", f"archive.{self.company.id}")])
        self.assertEqual(len(problem), 1)
        event.action_again()
        self.assertEqual((event.state, event.attempts), ("waiting", 0))

    def test_without_an_archive_nothing_is_noted(self):
        self.company.bpm_archive_url = False
        self.assertFalse(self.signed())

    def test_addresses_inside_the_network_are_refused(self):
        self.company.bpm_archive_hosts = False
        for address in ("http://archive.example/papers", "http://127.0.0.1/papers", "ftp://a"):
            with self.subTest(address), self.assertRaises(ValidationError):
                self.company.bpm_archive_url = address
        self.company.bpm_archive_url = "https://127.0.0.1/papers"
        event = self.signed()
        event._hand_over()
        self.assertEqual(event.state, "waiting", "a private address that is not listed")

    def test_the_key_is_shown_to_nobody(self):
        self.company.bpm_archive_secret = KEY
        self.env.flush_all()
        self.company.invalidate_recordset()
        self.assertFalse(self.company.bpm_archive_secret)
        admin = new_test_user(self.env, "archive_admin", groups="base.group_system")
        with self.assertRaises(AccessError):
            self.company.with_user(admin).read(["bpm_archive_secret_kept"])
