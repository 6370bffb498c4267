"""Gateways by configuration, routes by price, messages to phones (S1-03, S1-07, S1-14; T13)."""

import json
from datetime import datetime
from urllib.parse import parse_qs

from psycopg2 import IntegrityError

from odoo.addons.bpm_crm_addon.models.outreach.gateway_http import _judge, request_of
from odoo.addons.bpm_crm_addon.models.outreach.outbox_ways import Reserved
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import file_open, mute_logger
from tests.outreach.phone_case import NUMBER, PhoneCase


class TestPhoneMessages(PhoneCase):
    def test_one_number_however_it_is_written(self):
        """Issue 5, 1: one key per normalised recipient."""
        first = self.text()
        self.assertEqual((first.address, first.segments, first.state), (NUMBER, 1, "queued"))
        again = self.text(partner_id=False, address="(067) 123-45-67")
        self.assertEqual(again, first)
        self.assertEqual(self.text(partner_id=False, address="00380671234567"), first)
        self.assertNotEqual(self.enqueue(), first, "a mail is another message")

    def test_what_can_never_be_sent_says_so(self):
        """Case 43: no number, no text, 1 601 characters: a defined result, the real key free."""
        for values, reason in (
            ({"partner_id": self.bob.id}, "no_phone"),
            ({"address": "123"}, "no_phone"),
            ({"body": "  \n"}, "no_text"),
            ({"body": "x" * 1601}, "too_long"),
        ):
            message = self.text(**{"occurrence": reason, **values})
            self.assertEqual((message.state, message.reason), ("suppressed", reason))
            self.assertEqual(self.text(occurrence=reason).state, "queued")
            self.assertTrue(message.reason_told)

    def test_the_text_is_shown_as_it_is(self):
        message = self.text(body="1 < 2\n<b>bold</b>")
        self.assertIn("&lt;b&gt;", message.body_shown)
        self.assertEqual(message.subject, "1 < 2 <b>bold</b>")

    def test_sent_with_its_price(self):
        """S1-05: parts times price; the text arrives as it was written."""
        message = self.text(body='Привет, "друг"\n{{secret}}')
        self.run_worker()
        self.assertEqual((message.state, message.cost), ("sent", 0.5))
        self.assertEqual(message.gateway_id, self.gateway)
        [given] = self.script.ledger
        self.assertEqual((given.number, given.text), (NUMBER, 'Привет, "друг"\n{{secret}}'))

    def test_the_cockpit_counts_what_departments_spent(self):
        """UX 3.6, the last line: cost this month by department, what doubles would have cost."""
        self.text(department="sales", body="x" * 200)
        self.run_worker()
        self.text(department="marketing", body="x" * 200)
        manager = self.person("outreach", "bpm_crm_addon.group_bpm_outreach_manager")
        costs = self.messages.with_user(manager)._outbox_costs()
        self.assertEqual([name for name, _amount in costs["departments"]], ["Sales"])
        self.assertIn("1.00", costs["departments"][0][1])
        self.assertEqual(costs["doubles"], 1)
        self.assertIn("1.00", costs["saved"])

    def test_the_cockpit_adds_up_in_one_currency(self):
        """S1-05: a gateway's price is in its company's currency."""
        usual, other = (
            self.company.currency_id,
            self.env["res.currency"].create({"name": "TSC", "symbol": "TSC"}),
        )
        rate = {"currency_id": other.id, "company_id": False, "name": "2020-01-01"}
        self.env["res.currency.rate"].create({**rate, "rate": 4 * usual.rate})
        branch = self.env["res.company"].create({"name": "Branch", "currency_id": other.id})
        branch.write({"bpm_outreach_mode": "live", "bpm_outreach_live_since": "2026-01-01"})
        self.text(department="sales")
        self.text(department="sales", company_id=branch.id, occurrence="of the branch")
        self.run_worker()
        manager = self.person("outreach", "bpm_crm_addon.group_bpm_outreach_manager")
        manager.company_ids += branch
        both = (self.company + branch).ids
        page = self.messages.with_user(manager).with_context(allowed_company_ids=both)
        [[_name, amount]] = page._outbox_costs()["departments"]
        self.assertIn("0.63", amount)  # 0.50, and a quarter of 0.50

    def test_costs_are_grouped_by_channel(self):
        """Messages to messengers have their name in the report as well."""
        self.gateway_of("Messenger", channel="messenger", price=2.0)
        self.text(channel="messenger")
        self.run_worker()
        [group] = self.env["bpm.message.report"].formatted_read_group(
            [("company_id", "=", self.company.id), ("channel", "!=", "email")],
            ["channel"],
            ["cost:sum"],
        )
        self.assertEqual((group["channel"], group["cost:sum"]), ("messenger", 2.0))
        report = self.env["bpm.message.report"].search([("channel", "=", "messenger")], limit=1)
        self.assertEqual(report.read(["channel"])[0]["channel"], "messenger")

    def test_each_answer_has_its_whole_time(self):
        """A slow answer leaves the next one, on the same connection, as long as itself."""
        self.gateway.seconds = 1
        self.script.mode = "long"
        first, second = self.text(occurrence="1"), self.text(occurrence="2")
        self.run_worker()
        self.assertEqual((first.state, second.state), ("sent", "sent"))

    def test_a_rehearsal_reaches_no_gateway(self):
        self.rehearse()
        message = self.text()
        self.run_worker()
        self.assertEqual((message.state, message.reason), ("suppressed", "rehearsal"))
        self.assertFalse(self.script.ledger)

    def test_why_it_waits_stands_in_the_list(self):
        """A waiting message says what it waits for."""
        held = self.text(occurrence="held", held=True)
        early = self.text(occurrence="early", not_before=datetime(2100, 1, 1, 8))
        plain = self.text(occurrence="plain")
        self.assertIn("release", held.reason_told)
        self.assertIn("1/1/00", early.reason_told)
        self.assertFalse(plain.reason_told)
        self.company.bpm_outreach_mode = "paused"
        plain.invalidate_recordset()
        self.assertIn("paused", plain.reason_told)


class TestGateway(PhoneCase):
    def test_a_key_never_comes_out(self):
        """T13: write-only; not read, exported, copied, or seen by a manager."""
        self.gateway.write({"secret": "s3cret", "login": "us", "receipt_secret": "r3ceipt"})
        self.gateway.headers = "Authorization: Basic {{basic}}"
        self.env.invalidate_all()
        admin = self.person("admin", "bpm_crm_addon.group_bpm_admin", "base.group_allow_export")
        gateway = self.gateway.with_user(admin)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            gateway.copy()  # a host inside the network is allowed anew
        public = self.gateway_of("Public", url="https://api.example.com/").with_user(admin)
        public.secret = "s3cret"
        copy = public.copy()
        seen = str((gateway | public | copy).read())
        seen += str(gateway.export_data(["name", "secret", "receipt_secret"]))
        self.assertNotIn("s3cret", seen)
        self.assertNotIn("r3ceipt", seen)
        self.assertTrue(gateway.has_secret)
        self.assertFalse(copy.has_secret)
        for name in ("secret_kept", "receipt_secret_kept", "token"):
            with self.assertRaises(AccessError):
                self.gateway.with_user(admin).read([name])
            with self.assertRaises(AccessError):
                self.gateways.with_user(admin).search([(name, "like", "s")])
        self.assertNotIn("s3cret", repr(self.gateway._way()))
        self.text()
        self.run_worker()
        self.assertEqual(self.script.heads[0]["Authorization"], "Basic dXM6czNjcmV0")

    def test_who_may_set_it_up(self):
        """Administrators set up gateways, outreach managers prices; others see nothing of it."""
        manager = self.person("outreach", "bpm_crm_addon.group_bpm_outreach_manager")
        route = self.env["bpm.gateway.route"].with_user(manager)
        route.create({"gateway_id": self.gateway.id, "prefix": "+380", "price": 0.1})
        with self.assertRaises(AccessError):
            self.gateway.with_user(manager).url = "https://elsewhere.example.com"
        with self.assertRaises(AccessError):
            self.gateway.with_user(self.person("seller")).read(["name"])

    def test_where_it_may_call(self):
        """T13: https only, one host, none inside the network that was not listed."""
        for url in (
            *("http://api.example.com/send", "ftp://api.example.com", "api.example.com", False),
            *("https://user@api.example.com/", "https://{{to}}.example.com/", "https:///send"),
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.gateway.url = url
        self.gateway.write({"url": "https://127.0.0.1/send", "hosts": False})
        message = self.text()
        self.run_worker()
        self.assertEqual((message.state, message.reason), ("queued", "gateway_away"))
        self.assertIn("address", message.reason_told)
        with self.assertRaises(ValidationError):
            self.gateway.url = "http://127.0.0.1/send"

    def test_a_new_host_is_for_a_system_administrator(self):
        """T13: the hosts messages go to are listed by a system administrator only."""
        admin = self.person("admin", "bpm_crm_addon.group_bpm_admin")
        gateway, url = self.gateway.with_user(admin), "https://collect.example.com/send"
        for attempt in (
            lambda: gateway.write({"url": url}),
            lambda: gateway.write({"url": url, "kind": "odoo"}),
            lambda: gateway.create({"name": "New", "url": url}),
        ):
            with self.assertRaisesRegex(AccessError, "collect.example.com"):
                attempt()
        gateway.write({"url": self.gateway.url + "?parts=1", "price": 0.2})
        gateway.create({"name": "Twice", "url": "https://smsc.ru/sys/send.php?other"})
        system = self.person("system", "bpm_crm_addon.group_bpm_admin", "base.group_system")
        gateway.with_user(system).url = url
        self.assertEqual(gateway.url, url)

    def test_a_key_goes_to_its_host_only(self):
        """T13: secrets kept out of reads: nor does a test carry them to another host."""
        admin = self.person("admin", "bpm_crm_addon.group_bpm_admin")
        self.gateway.secret = "s3cret"
        gateway = self.gateway.with_user(admin)
        gateway.url = self.gateway.url + "?parts=1"
        self.assertTrue(gateway.has_secret)
        gateway.url = "https://smsc.ru/sys/send.php"
        self.assertFalse(gateway.has_secret)
        gateway.write({"url": "https://sms.ru/sms/send", "secret": "another"})
        self.assertEqual(self.gateway.sudo().secret_kept, "another")

    def test_what_cannot_be_read_is_refused_when_it_is_written(self):
        for values in (
            {"body": '{"to": {{to}}}'},
            {"body": '{"to": "{{number}}"}'},
            {"headers": "X: {{text}}"},
            {"headers": "no colon"},
            {"body_format": "form", "body": "to"},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.gateway.write(values)

    def test_a_test_goes_to_my_own_phone(self):
        """Set-up in five minutes: a gateway that is off is tried, also in a rehearsal."""
        self.rehearse()
        self.gateway.active = False
        me = self.person("me", "bpm_crm_addon.group_bpm_admin")
        gateway = self.gateway.with_user(me)
        with self.assertRaises(UserError):
            gateway.action_try()
        me.partner_id.write({"phone": "+380501234567"})
        action = gateway.action_try()
        self.run_worker()
        message = self.messages.browse(action["res_id"])
        self.assertEqual((message.state, message.address), ("sent", "+380501234567"))
        self.assertEqual(len(self.script.ledger), 1)
        self.assertIn("Sent", gateway.last_test)

    def test_a_test_sent_anew_tries_the_same_gateway(self):
        other = self.gateway_of("Cheaper", price=0.01)
        me = self.person("me", "bpm_crm_addon.group_bpm_admin")
        me.partner_id.phone = "+380501234567"
        self.script.mode = "refuse"
        message = self.messages.browse(self.gateway.with_user(me).action_try()["res_id"])
        self.run_worker()
        self.assertEqual(message.state, "failed")
        self.script.mode = "ok"
        message.action_send_anew()
        self.run_worker()
        self.assertEqual(message.resent_ids.mapped("state"), ["sent"])
        self.assertEqual(message.resent_ids.gateway_id, self.gateway, other)

    def test_odoos_service_carries_sms_only(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.gateway_of("Odoo", kind="odoo", channel="messenger")
            self.env.flush_all()

    def test_a_gateway_of_another_company_is_not_used(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.gateway.company_id = other
        message = self.text()
        self.run_worker()
        self.assertEqual((message.state, message.reason), ("queued", "no_way"))

    def test_the_presets_can_be_filled_in(self):
        """Presets are data: every one is well-formed, and none but Odoo's own is switched on."""
        data = self.env["ir.model.data"].search(
            [("module", "=", "bpm_crm_addon"), ("model", "=", "bpm.gateway")]
        )
        presets = self.gateways.browse(data.mapped("res_id"))
        self.assertGreaterEqual(len(presets), 5)
        for preset in presets.filtered(lambda one: one.kind == "http"):
            preset._check_url()
            preset._check_texts()

    def test_presets_understand_refusals_of_a_whole_request(self):
        """A wrong key is told at the top of the answer: the message surely was not accepted."""
        for name, said in (
            ("smsru", {"status": "ERROR", "status_code": 200, "status_text": "wrong key"}),
            ("turbosms", {"response_code": 103, "response_status": "wrong key",
                          "response_result": None}),
        ):  # fmt: skip
            settings = self.env.ref(f"bpm_crm_addon.gateway_{name}")._way().settings
            answer = _judge(settings, 200, json.dumps(said), "380671234567")
            self.assertEqual(answer[:3], ("queued", "gateway_away", "wrong key"), name)
        said = {"status_code": 100, "sms": {"380671234567": {"status_code": 202}}}
        settings = self.env.ref("bpm_crm_addon.gateway_smsru")._way().settings
        self.assertEqual(_judge(settings, 200, json.dumps(said), "380671234567").state, "failed")

    def test_vonage_is_told_the_alphabet(self):
        """S1-05: parts are counted, and paid for, as the provider will cut them."""
        settings = self.env.ref("bpm_crm_addon.gateway_vonage")._way().settings
        for text, kind in (
            ("It's due on Friday, 5 €", "text"),
            ("Счёт", "unicode"),
            ("’", "unicode"),
        ):
            _path, _headers, body = request_of(settings, settings.values(NUMBER, text, "1-a"))
            self.assertIn(f"&type={kind}&", body.decode())

    def test_twilio_is_told_where_receipts_go(self):
        gateway = self.env.ref("bpm_crm_addon.gateway_twilio")
        settings = gateway._way().settings
        _path, _headers, body = request_of(settings, settings.values(NUMBER, "Hello", "1-a"))
        self.assertEqual(parse_qs(body.decode())["StatusCallback"], [gateway.receipt_url])

    def test_a_copy_of_the_database_writes_to_nobody(self):
        """Odoo's neutralization: gateways off, keys gone; every company paused; no department has
        a mail server of its own."""
        self.gateway.secret = "s3cret"
        server = self.env["ir.mail_server"].create({"name": "Own", "smtp_host": "own.invalid"})
        departments = self.env["bpm.department"].with_context(active_test=False).search([])
        departments.mail_server_id = server
        self.env.flush_all()
        path = "bpm_crm_addon/data/neutralize.sql"
        with file_open(path) as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        self.assertFalse(self.gateway.active)
        self.assertFalse(self.gateway.has_secret)
        companies = self.env["res.company"].with_context(active_test=False).search([])
        self.assertEqual(set(companies.mapped("bpm_outreach_mode")), {"paused"})
        self.assertFalse(departments.mail_server_id)


class TestRoutes(PhoneCase):
    def asked(self, address, **values):
        """The names of the gateways a message to this number may go through, in order."""
        message = self.text(partner_id=False, address=address, **values)
        outbox = self.messages.sudo()
        due = Reserved(
            message.id,
            50,
            self.company.id,
            None,
            "sms",
            message.address,
            False,
            None,
            message.tried,
        )
        return [way.name for way in outbox._batch_of([due]).ways(due)]

    def test_the_longest_beginning_then_the_price(self):
        """S1-07: different operators, no overpaying."""
        near, world = self.gateway_of("Near", price=0.3), self.gateway_of("World", price=0.1)
        for gateway, prefix, price in (
            (self.gateway, "+380", 0.2), (near, "+380", 0), (near, "+38067", 0.4), (world, "", 0),
        ):  # fmt: skip
            self.env["bpm.gateway.route"].create(
                {"gateway_id": gateway.id, "prefix": prefix, "price": price}
            )
        self.assertEqual(self.asked(NUMBER), ["Near", "Test gateway", "World"])
        self.assertEqual(self.asked("+380501234567"), ["Test gateway", "Near", "World"])
        self.assertEqual(self.asked("+4930123456"), ["World"])
        with self.assertRaises(ValidationError):
            self.env["bpm.gateway.route"].create({"gateway_id": near.id, "prefix": "380"})
