"""Registries of firms: ux.md 6 "a suggestion row, never a silent overwrite"."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from psycopg2 import errors

from odoo.addons.bpm_crm_addon.models.partner import registry_call
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user
from tests.common import BpmCase

FIRM = {"data": [{"name": {"full": "OpenWood LLC"}, "address": {"city": "Odesa"}}]}


class Registry(BaseHTTPRequestHandler):
    """A registry as it may be, good or bad: the number in the path says how it answers."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        number = self.path.rpartition("/")[2]
        answer = getattr(self, f"answer_{number}", None)
        if answer:
            return answer()
        return self.reply(json.dumps(FIRM).encode())

    def reply(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the other side has hung up

    def answer_404404(self):
        self.reply(b"", 404)

    def answer_500500(self):
        self.reply(b"", 500)

    def answer_111111(self):
        self.reply(b"<html>not JSON</html>")

    def answer_222222(self):
        self.reply(b"[" + b" " * (registry_call.LARGEST + 10))

    def answer_333333(self):
        self.reply(b"", 302, Location="http://127.0.0.2:1/secret")

    def answer_444444(self):
        """A body that never ends, a drop at a time."""
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.closing.wait(0.05):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            pass

    def answer_555555(self):
        self.reply(b"", 302, Location=f"http://localhost:{self.server.server_port}/firms/7")

    def log_message(self, *args):
        pass


class RegistryCase(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
        cls.server.asked, cls.server.closing = [], threading.Event()
        thread = threading.Thread(target=cls.server.serve_forever, daemon=True)
        thread.start()
        cls.addClassCleanup(thread.join)
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        cls.addClassCleanup(cls.server.closing.set)
        cls.address = f"http://127.0.0.1:{cls.server.server_port}"
        cls.env["bpm.registry.provider"].with_context(active_test=False).search([]).unlink()
        cls.provider = cls.env["bpm.registry.provider"].create(
            {
                "name": "Register",
                "active": True,
                "url_template": cls.address + "/firms/{number}",
                "allowed_hosts": "127.0.0.1",
                "header": "X-Api-Key",
                "secret": "s3cret",
                "line_ids": [
                    (0, 0, {"path": "data.0.name.full", "target": "name"}),
                    (0, 0, {"path": "data.0.address.city", "target": "city"}),
                    (0, 0, {"path": "data.0.address.zip", "target": "zip"}),
                ],
            }
        )
        groups = "base.group_user,base.group_partner_manager"
        cls.seller = new_test_user(cls.env, "registry_seller", groups)
        cls.firm = cls.env["res.partner"].create({"name": "Openwood", "vat": "30000001"})

    def setUp(self):
        super().setUp()
        self.server.asked.clear()
        self.cron = self.env.ref("bpm_crm_addon.ir_cron_registry")

    def work(self):
        """What the scheduled action does after the commit."""
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    def asked(self, number="30000001"):
        """The lookup of a number, answered or not."""
        self.firm.vat = number
        self.firm.with_user(self.seller).action_bpm_registry()
        self.work()
        lookup = self.env["bpm.registry.lookup"].search(
            [("partner_id", "=", self.firm.id)], limit=1
        )
        self.assertNotEqual(lookup.state, "queued")
        return lookup


class TestRegistry(RegistryCase):
    def test_an_answer_is_a_suggestion(self):
        seen = self.firm.with_user(self.seller)
        seen.action_bpm_registry()
        self.assertFalse(self.server.asked, "nothing is asked within the transaction")
        self.work()
        self.assertEqual((self.firm.name, self.firm.city), ("Openwood", False))
        chips = {chip["name"]: chip["text"] for chip in seen.bpm_chips()}
        self.assertEqual(chips["registry_answer"], "From the registry: 2")
        lookup = self.env["bpm.registry.lookup"].browse(
            seen.action_bpm_registry_suggestion()["res_id"]
        )
        self.assertIn("OpenWood LLC (now: Openwood)", lookup.changes)
        lookup.with_user(self.seller).action_take()
        self.assertEqual((self.firm.name, self.firm.city), ("OpenWood LLC", "Odesa"))
        self.assertEqual(lookup.state, "taken")

    def test_what_contradicts_goes_to_the_steward(self):
        """A finding with a suggestion, closed when the answer is taken over."""
        line = {"path": "data.0.name.full", "target": "company_registry"}
        self.provider.line_ids = [(0, 0, line)]
        self.firm.company_registry = "12"
        lookup = self.asked()
        doubts = self.env["bpm.partner.finding"].search(
            [("partner_id", "=", self.firm.id), ("kind", "=", "sources")]
        )
        self.assertEqual((doubts.value, doubts.suggestion), ("12", "OpenWood LLC"))
        lookup.with_user(self.seller).action_take()
        self.assertEqual(doubts.state, "accepted")

    def test_it_can_be_left(self):
        lookup = self.asked()
        lookup.with_user(self.seller).action_leave()
        self.assertEqual((lookup.state, self.firm.name), ("left", "Openwood"))
        with self.assertRaises(UserError):
            self.firm.with_user(self.seller).action_bpm_registry_suggestion()

    def test_only_who_keeps_the_counterparty_asks_and_takes_over(self):
        clerk = new_test_user(self.env, "registry_clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.firm.with_user(clerk).action_bpm_registry()
        lookup = self.asked()
        for action in ("action_take", "action_leave"):
            with self.assertRaises(AccessError):
                getattr(lookup.with_user(clerk), action)()
        self.assertEqual(self.firm.name, "Openwood")

    def test_nobody_asks_twice_within_the_month(self):
        self.asked()
        self.asked()
        self.assertEqual(len(self.server.asked), 1)
        self.provider.cache_days = 0
        self.asked()
        self.assertEqual(len(self.server.asked), 2)

    def test_it_is_off_by_default(self):
        """S2-16 "no central master required": without one everything works."""
        provider = self.provider.copy()
        self.assertFalse(provider.active)
        self.assertFalse(provider.has_secret)
        self.provider.active = False
        with self.assertRaises(UserError):
            self.firm.with_user(self.seller).action_bpm_registry()
        self.assertNotIn("registry_ask", str(self.firm.with_user(self.seller).bpm_chips()))

    def test_the_registry_of_the_country_comes_first(self):
        own = self.provider.copy({"country_id": self.env.ref("base.ua").id, "active": True})
        self.firm.country_id = own.country_id
        self.assertEqual(self.env["bpm.registry.provider"]._for_partner(self.firm), own)
        self.firm.country_id = self.env.ref("base.de")
        self.assertEqual(self.env["bpm.registry.provider"]._for_partner(self.firm), self.provider)

    def test_the_key_is_sent_and_shown_to_nobody(self):
        self.asked()
        [(path, headers)] = self.server.asked
        self.assertEqual((path, headers["X-Api-Key"]), ("/firms/30000001", "s3cret"))
        self.assertTrue(self.provider.has_secret)
        admin = new_test_user(self.env, "registry_admin", "bpm_crm_addon.group_bpm_admin")
        seen = self.provider.with_user(admin)
        self.assertNotIn("s3cret", str(seen.read()))
        self.assertNotIn("secret_kept", seen.fields_get())
        with self.assertRaises(AccessError):
            seen.read(["secret_kept"])
        with self.assertRaises(AccessError):
            seen.search([("secret_kept", "=like", "s%")])

    def test_a_number_is_no_way_into_the_address(self):
        self.provider._asked("7/../../admin?x=")
        self.assertTrue(self.provider._asked("7/../x?y").url.endswith("/firms/7%2F..%2Fx%3Fy"))


class TestBadRegistries(RegistryCase):
    """Whatever a registry does, the worker goes on and people are told why."""

    def refused(self, number):
        lookup = self.asked(number)
        self.assertEqual((lookup.state, lookup.answer), ("failed", False))
        return lookup.reason

    def test_not_found_is_no_failure(self):
        self.assertEqual(self.asked("404404").state, "unknown")
        self.assertIn("Not in the registry", str(self.firm.with_user(self.seller).bpm_chips()))

    def test_refused_garbled_or_huge(self):
        self.assertIn("500", self.refused("500500"))
        self.assertIn("could not be read", self.refused("111111"))
        self.assertIn("too long to be read", self.refused("222222"))
        problem = self.env["bpm.incident"].search([("key", "=", f"registry-{self.provider.id}")])
        self.assertEqual((len(problem), problem.attempts), (1, 3), "one problem, counted")

    def test_a_redirect_into_the_own_network_is_refused(self):
        self.assertIn("127.0.0.2 may not be asked", self.refused("333333"))

    def test_the_key_does_not_follow_a_redirect(self):
        self.provider.allowed_hosts = "127.0.0.1, localhost"
        self.assertEqual(self.asked("555555").state, "done")
        self.assertNotIn("X-Api-Key", self.server.asked[1][1])

    def test_an_answer_that_drips_is_given_up(self):
        asked = self.provider._asked("444444")._replace(seconds=0.4)
        since = time.monotonic()
        with self.assertRaises(registry_call.RegistryError) as caught:
            registry_call.ask(asked)
        self.assertEqual(caught.exception.kind, "time")
        self.assertLess(time.monotonic() - since, 5)

    def test_private_addresses_are_asked_only_where_listed(self):
        self.provider.write(
            {"url_template": "https://127.0.0.1:1/{number}", "allowed_hosts": False}
        )
        self.assertIn("may not be asked", self.refused("30000001"))
        private = ("10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0",
                   "::ffff:10.0.0.1", "64:ff9b::a00:1", "100.64.0.1", "224.0.0.1")  # fmt: skip
        self.assertEqual([one for one in private if registry_call.is_public(one)], [])
        self.assertTrue(registry_call.is_public("8.8.8.8"))

    def test_addresses_that_lead_astray_are_refused_at_set_up(self):
        for address in (
            "https://example.com/firms",
            "ftp://example.com/{number}",
            "https://{number}.example.com/",
            "https://user:pass@example.com/{number}",
            "http://example.com/{number}",
        ):
            with self.assertRaises(ValidationError, msg=address):
                self.provider.url_template = address
        with self.assertRaises(ValidationError):
            self.provider.header = "X-Key: a\r\nHost"

    def test_an_answer_holds_no_negative_days(self):
        with self.assertRaises(errors.CheckViolation), self.cr.savepoint():
            self.provider.cache_days = -1
            self.provider.flush_recordset()
