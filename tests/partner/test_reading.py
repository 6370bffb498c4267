"""Against taking the client base away: S2-30, reliability.md T1, issue 4, part 7."""

import json

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import JsonRpcException, new_test_user
from odoo.tools import mute_logger
from tests.common import BpmHttpCase

READ = "/web/dataset/call_kw/res.partner/"


class ReadingCase(BpmHttpCase):
    # The one cursor of a test cannot be written from within a reading one, as two cursors can.
    _registry_readonly_enabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.thief = new_test_user(
            cls.env,
            "thief",
            "base.group_user,base.group_partner_manager,base.group_allow_export",
            name="Terry Thief",
        )
        cls.owner = new_test_user(cls.env, "guard_owner", "bpm_crm_addon.group_bpm_admin")
        cls.owner.group_ids += cls.env.ref("base.group_user")
        cls.partners = cls.env["res.partner"].create(
            [
                {"name": f"Client {number:03}", "email": f"{number}@c.invalid"}
                for number in range(300)
            ]
        )
        parameters = cls.env["ir.config_parameter"].sudo()
        for name, value in (("warning", 500), ("limit", 700), ("program_limit", 400)):
            parameters.set_param(f"bpm_crm_addon.reading_{name}", value)
        parameters.set_param("bpm_crm_addon.reading_owner_id", cls.owner.id)

    def setUp(self):
        super().setUp()
        self.authenticate("thief", "thief")
        self.mine = [("id", "in", self.partners.ids)]

    def call(self, method, *args, **kwargs):
        params = {"model": "res.partner", "method": method, "args": args, "kwargs": kwargs}
        return self.make_jsonrpc_request(READ + method, params)

    def list(self, limit):
        specification = {"name": {}, "email": {}}
        return self.call(
            "web_search_read", domain=self.mine, specification=specification, limit=limit
        )

    def row(self):
        self.env.invalidate_all()
        return self.env["bpm.partner.reading"].search([("user_id", "=", self.thief.id)])

    def events(self):
        return (
            self.env["bpm.journal"]
            .search([("res_model", "=", "res.users"), ("res_id", "=", self.thief.id)], order="id")
            .mapped("event")
        )


class TestReading(ReadingCase):
    def test_lists_on_the_screen_never_count(self):
        for _page in range(4):
            self.list(80)
        self.list(200)
        self.assertFalse(self.row())

    def test_large_calls_of_every_kind_count(self):
        self.list(201)
        self.assertEqual(self.row().called, 201)
        self.call("search_read", self.mine, ["name"], limit=210)
        self.assertEqual(self.row().called, 411)
        self.call("read", self.partners[:205].ids, ["name"])
        self.assertEqual(self.row().called, 616)

    def test_lists_in_disguise_count(self):
        """Grouped by e-mail, gathered in an array, or as a very long drop-down."""
        self.call("formatted_read_group", self.mine, ["email"], ["__count"])
        self.call("formatted_read_group", self.mine, [], ["email:array_agg"])
        self.assertEqual(self.row().called, 600)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.call("name_search", "Client", self.mine, "ilike", 5000)

    def test_the_limit_refuses(self):
        """That the attempt is counted needs two transactions: tests/faults/test_reading.py."""
        self.list(300), self.list(300)
        with mute_logger("odoo.http"):
            with self.assertRaisesRegex(JsonRpcException, "UserError"):
                self.list(300)
        self.assertEqual(self.row().called, 600)
        self.assertEqual(len(self.list(80)["records"]), 80)
        readings = self.env["bpm.partner.reading"]
        self.assertIn("more than 700 counterparties", readings._refusal("called"))
        self.assertTrue(readings._add(self.thief.id, "called", 300).refused)
        self.assertEqual((self.row().called, self.row().refused), (600, 300))
        self.assertEqual(self.events(), ["reading_refused"])

    def test_the_owner_is_told_once(self):
        notices = [("subject", "like", "Terry Thief"), ("model", "=", "res.partner")]
        self.list(300)
        self.assertFalse(self.env["mail.message"].search_count(notices))
        self.list(300)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.list(300)
        message = self.env["mail.message"].search(notices)
        self.assertEqual(message.notified_partner_ids, self.owner.partner_id)

    def test_exports_count_from_the_first_and_are_journaled(self):
        data = {
            "model": "res.partner", "fields": [{"name": "email", "label": "E-mail"}],
            "ids": self.partners[:5].ids, "domain": [], "import_compat": False,
        }  # fmt: skip
        response = self.url_open(
            "/web/export/csv", {"data": json.dumps(data), "csrf_token": self.csrf()}
        )
        self.assertIn("0@c.invalid", response.text)
        self.assertEqual(self.row().exported, 5)
        self.assertEqual(self.events(), ["partners_exported"])

    def csrf(self):
        return Request.csrf_token(self)

    def test_counterparties_exported_along_with_documents_count(self):
        banks = self.env["res.partner.bank"].create(
            [{"acc_number": f"TB{one.id}", "partner_id": one.id} for one in self.partners[:3]]
        )
        params = {
            "model": "res.partner.bank", "method": "export_data",
            "args": [banks.ids, ["acc_number", "partner_id/email"]], "kwargs": {},
        }  # fmt: skip
        self.make_jsonrpc_request("/web/dataset/call_kw/res.partner.bank/export_data", params)
        self.assertEqual(self.row().exported, 3)

    def test_lifting_for_a_day_needs_an_administrator_and_a_reason(self):
        self.list(300), self.list(300)
        row = self.row()
        with self.assertRaises(UserError):
            row.with_user(self.thief).action_lift("please let me")
        with self.assertRaises(UserError):
            row.with_user(self.owner).action_lift(" ")
        row.with_user(self.owner).action_lift("mailing of the price list")
        self.list(300)
        self.assertEqual(self.row().called, 900)
        self.row().day = fields.Date.subtract(row.day, days=1)
        with self.assertRaises(UserError):
            self.row().with_user(self.owner).action_lift("mailing of the price list")

    def test_what_the_system_does_itself_does_not_count(self):
        self.partners.with_user(self.thief).read(["name"])
        self.partners.sudo().read(["name"])
        self.assertFalse(self.row())


class TestPrograms(ReadingCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        keys = self.env["res.users.apikeys"].with_user(self.thief).sudo()
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        self.key = keys.with_user(self.thief)._generate("rpc", "test", tomorrow)

    def json2(self, **params):
        return self.url_open(
            "/json/2/res.partner/search_read",
            json.dumps(params),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )

    def test_programs_cannot_page_below_the_threshold(self):
        """API keys have their own limit; there is no screen whose lists would have to be free."""
        for page in range(4):
            answer = self.json2(domain=self.mine, fields=["email"], limit=90, offset=page * 90)
            self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.row().programs, 300)
        with mute_logger("odoo.http"):
            refused = self.json2(domain=self.mine, fields=["email"], limit=150)
        self.assertEqual(refused.status_code, 422)
        self.assertEqual((self.row().called, self.row().programs), (0, 300))

    def test_a_deactivated_users_key_dies_at_once_and_for_good(self):
        """Part 7: keys and links of a deactivated user die at once."""
        self.assertEqual(self.json2(domain=self.mine, fields=["name"], limit=1).status_code, 200)
        self.thief.active = False
        self.assertFalse(self.env["res.users.apikeys"].search([("user_id", "=", self.thief.id)]))
        with mute_logger("odoo.http"):
            self.assertEqual(
                self.json2(domain=self.mine, fields=["name"], limit=1).status_code, 401
            )
        self.thief.active = True
        self.thief.partner_id.active = True
        with mute_logger("odoo.http"):
            self.assertEqual(
                self.json2(domain=self.mine, fields=["name"], limit=1).status_code, 401
            )
        self.assertIn("access_ended", self.events())

    def test_a_deactivated_users_session_dies_at_once(self):
        self.authenticate("thief", "thief")
        self.assertEqual(len(self.list(5)["records"]), 5)
        self.thief.active = False
        self.env.flush_all()
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.list(5)
