"""History of attributes with effective date and source, and protected attributes."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from tests.partner.catalogue import CatalogueCase


class TestHistory(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.degree, cls.rate, cls.origin = cls.add_all(
            {"name": "Degree", "type": "selection", "history": True, "option_ids": [
                (0, 0, {"name": "High"}), (0, 0, {"name": "Low"})]},
            {"name": "Rate", "type": "float", "history": True},
            {"name": "Origin", "type": "many2one", "comodel": "res.country", "history": True},
        )  # fmt: skip

    def history(self, partner, *names):
        rows = self.env["bpm.partner.attribute.value"].search(
            [("partner_id", "=", partner.id)], order="id"
        )
        return [tuple(row[name] for name in names) for row in rows]

    def test_each_change_is_kept_with_its_author(self):
        self.firm.with_user(self.seller).x_bpm_degree = "high"
        self.firm.with_user(self.seller).x_bpm_degree = "low"
        self.assertEqual(
            self.history(self.firm, "old", "new", "create_uid", "source"),
            [("", "High", self.seller, "screen"), ("High", "Low", self.seller, "screen")],
        )

    def test_what_did_not_change_is_not_noted(self):
        self.firm.x_bpm_rate = 5
        self.firm.x_bpm_rate = 5
        self.firm.phone = "1"
        self.assertEqual(self.history(self.firm, "new"), [("5.0",)])

    def test_first_values_are_noted_with_a_source_and_a_day(self):
        partner = self.env["res.partner"].with_context(
            bpm_source="import", bpm_effective_date="2025-01-31"
        )
        new = partner.create({"name": "New", "x_bpm_origin": self.env.ref("base.ua").id})
        self.assertEqual(
            self.history(new, "new", "source", "effective_date"),
            [("Ukraine", "import", fields.Date.to_date("2025-01-31"))],
        )

    def test_what_it_was_on_a_day(self):
        for day, value in (("2025-01-01", "low"), ("2025-06-01", "high")):
            self.firm.with_context(bpm_effective_date=day).x_bpm_degree = value
        self.firm.with_context(bpm_effective_date="2025-03-01").x_bpm_rate = 3
        asked = {day: self.partners._bpm_as_of(day) for day in ("2025-05-31", "2024-12-31")}
        self.assertEqual(asked["2025-05-31"]["x_bpm_degree"], {self.firm.id: "low"})
        self.assertEqual(asked["2025-05-31"]["x_bpm_rate"], {self.firm.id: 3})
        self.assertEqual(asked["2024-12-31"]["x_bpm_degree"], {})

    def test_a_batch_is_one_insert(self):
        many = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(30)])
        many.mapped("x_bpm_rate")
        self.env.flush_all()
        with self.assertQueryCount(4):
            many.write({"x_bpm_rate": 7})
            self.env.flush_all()
        self.assertEqual(len(self.env["bpm.partner.attribute.value"].search(
            [("partner_id", "in", many.ids)])), 30)  # fmt: skip

    def test_nobody_rewrites_history(self):
        self.firm.x_bpm_rate = 5
        row = self.env["bpm.partner.attribute.value"].search([("partner_id", "=", self.firm.id)])
        with self.assertRaises(UserError):
            row.new = "6"
        with self.assertRaises(AccessError):
            row.with_user(self.steward).unlink()


class TestProtected(CatalogueCase):
    """S0-08 "protected data": passports are not read by anybody by the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.passport = cls.add(
            "Test passport", sensitive=True, kind="person", history=True, validator="number",
            number_format="ru.passport",
        )  # fmt: skip
        cls.person._bpm_enter_protected({cls.passport: "4510 123456"})

    def dialog(self, user):
        action = self.person.with_user(user).action_bpm_protected()
        model = self.env["bpm.partner.protected"].with_user(user)
        return Form(model.with_context(**action["context"])).save()

    def test_nobody_reads_searches_or_writes_the_column(self):
        admin = self.env.ref("base.user_admin")
        for user in (self.seller, self.steward, admin):
            partner = self.person.with_user(user)
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    partner.read(["x_bpm_test_passport"])
                with self.assertRaises(AccessError):
                    partner.search([("x_bpm_test_passport", "like", "45")])
                with self.assertRaises(AccessError):
                    partner.write({"x_bpm_test_passport": "1"})
                self.assertNotIn("x_bpm_test_passport", partner.fields_get())
                told = partner.browse().bpm_details("bpm_details")
                self.assertNotIn("x_bpm_test_passport", told["views"]["form"]["arch"])

    def test_it_is_masked_until_opened_with_a_reason(self):
        dialog = self.dialog(self.steward)
        self.assertEqual(dialog.line_ids.value, "••••••56")
        with self.assertRaisesRegex(UserError, "few words"):
            dialog.action_open()
        dialog.reason = "Contract to be signed"
        dialog.action_open()
        dialog.invalidate_recordset()
        dialog.line_ids.invalidate_recordset()
        self.assertEqual(dialog.line_ids.value, "4510 123456")

    def test_opening_is_in_the_audit_trail_without_the_data(self):
        self.person.with_user(self.steward)._bpm_open_protected("Contract to be signed")
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", self.person.id)]
        )
        self.assertEqual((entry.event, entry.user_id), ("protected_opened", self.steward.id))
        self.assertEqual(entry.data["fields"], ["x_bpm_test_passport"])
        self.assertNotIn("4510", str(entry.data))

    def test_a_seller_enters_but_does_not_open(self):
        dialog = self.dialog(self.seller)
        dialog.line_ids.entered = "4511 654321"
        dialog.action_save()
        self.assertEqual(self.person.sudo().x_bpm_test_passport, "4511 654321")
        dialog.reason = "I am curious"
        with self.assertRaises(AccessError):
            dialog.action_open()

    def test_who_may_not_change_the_counterparty_enters_nothing(self):
        dialog = self.dialog(self.clerk)
        dialog.line_ids.entered = "4511 654321"
        with self.assertRaises(AccessError):
            dialog.action_save()

    def test_history_and_doubts_keep_nothing_of_it(self):
        self.person._bpm_enter_protected({self.passport: "45"})
        rows = self.env["bpm.partner.attribute.value"].search([("partner_id", "=", self.person.id)])
        self.assertEqual(set(rows.mapped("new")), {"•••"})
        self.assertEqual(set(rows.mapped("value")), {None} - {None} or {False})
        finding = self.env["bpm.partner.finding"].search([("partner_id", "=", self.person.id)])
        self.assertEqual((finding.value, finding.suggestion), ("•••", False))

    def test_only_texts_can_be_protected(self):
        with self.assertRaises(ValidationError):
            self.add("Age", "integer", sensitive=True)
