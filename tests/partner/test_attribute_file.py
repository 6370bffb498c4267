"""S0-09 "any non-standard attributes": sets of them travel between databases as files."""

import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from tests.common import BpmHttpCase
from tests.partner.catalogue import CatalogueCase
from tests.partner.people import steward_and_seller


class FileCase(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("uk_UA")
        cls.role = cls.env["bpm.partner.role"].create({"name": "Dealer"})
        cls.add_all(
            {"name": "BIK", "code": "own_bik", "validator": "number", "number_format": "ru.bik"},
            {
                "name": "Degree",
                "type": "selection",
                "history": True,
                "help": "How good",
                "role_ids": [(6, 0, cls.role.ids)],
                "option_ids": [(0, 0, {"name": "High"}), (0, 0, {"name": "Low"})],
            },
            {
                "name": "Fairs",
                "type": "table",
                "column_ids": [(0, 0, {"name": "On", "type": "date"})],
            },
            {"name": "Styles", "type": "tags"},
            {
                "name": "Account",
                "code": "own_account",
                "validator": "number",
                "number_format": "ru.account",
                "required_domain": "[('is_company', '=', True)]",
                "severity": "warn",
            },
            {"name": "Rate", "type": "float", "validator": "range", "maximum": 5},
        )
        by_code = {one.code: one for one in cls.set.attribute_ids}
        by_code["own_account"].companion_id = by_code["own_bik"]
        cls.degree, cls.fairs, cls.styles, cls.rate = (
            by_code[code] for code in ("degree", "fairs", "styles", "rate")
        )
        cls.env["bpm.partner.attribute.tag"].create({"name": "Jazz", "attribute_id": cls.styles.id})
        ukrainian = {"lang": "uk_UA"}
        cls.set.with_context(**ukrainian).name = "Набір"
        cls.degree.with_context(**ukrainian).name = "Ступінь"
        cls.degree.option_ids[0].with_context(**ukrainian).name = "Високий"
        cls.fairs.column_ids.with_context(**ukrainian).name = "Коли"
        cls.text = cls.set._to_text()

    def dialog(self, text, user=None):
        content = base64.b64encode(text.encode())
        form = Form(self.env["bpm.partner.attribute.file"].with_user(user or self.steward))
        form.content = content
        return form.save()

    def states(self, dialog):
        return {line.name: line.state for line in dialog.line_ids}

    def told(self, **changes):
        """The text of the file with other values in the attribute with the code ``of``."""
        whole = json.loads(self.text)
        of = changes.pop("of")
        [one] = [one for one in whole["sets"][0]["attributes"] if one["code"] == of]
        one.update(changes)
        return json.dumps(whole)


class TestAttributeFile(FileCase):
    def test_what_was_saved_is_read_by_a_database_without_it(self):
        """All of it: checks, choices, columns, tags, roles, words in all languages."""
        self.set.attribute_ids.with_user(self.steward).unlink()
        self.set.unlink()
        self.role.unlink()
        dialog = self.dialog(self.text)
        self.assertEqual(set(self.states(dialog).values()), {"new"})
        dialog.action_take_over()
        new_set = self.env["bpm.partner.attribute.set"].search([("name", "=", "Test set")])
        self.assertEqual(new_set._to_text(), self.text)
        self.assertIn("x_bpm_degree", self.env["res.partner"]._fields)
        said = self.env["res.partner"].with_context(lang="uk_UA").fields_get(["x_bpm_degree"])
        self.assertEqual(said["x_bpm_degree"]["string"], "Ступінь")
        self.assertIn(("high", "Високий"), said["x_bpm_degree"]["selection"])
        table = self.env["x_bpm_partner_fairs"].with_context(lang="uk_UA")
        self.assertEqual(table.fields_get(["x_on"])["x_on"]["string"], "Коли")

    def test_what_is_the_same_is_left_alone(self):
        dialog = self.dialog(self.text)
        self.assertEqual(set(self.states(dialog).values()), {"same"})
        with self.assertRaisesRegex(UserError, "here already"):
            dialog.action_take_over()

    def test_a_change_is_told_and_taken_over_and_nothing_here_is_lost(self):
        self.firm.x_bpm_degree = "low"
        text = self.told(
            of="degree",
            name={"en_US": "Degree", "uk_UA": "Рівень"},
            options=[{"code": "middle", "name": {"en_US": "Middle"}}],
        )
        self.rate.with_user(self.steward).action_retire()
        dialog = self.dialog(text)
        self.assertEqual(
            {line.name: line.what for line in dialog.line_ids if line.state != "same"},
            {"Degree": "Name, Choices", "Rate": "Shown again"},
        )
        dialog.action_take_over()
        self.assertEqual(self.degree.option_ids.mapped("code"), ["high", "low", "middle"])
        self.assertEqual(self.degree.with_context(lang="uk_UA").name, "Рівень")
        self.assertTrue(self.rate.active)
        self.assertEqual(self.firm.x_bpm_degree, "low")
        self.firm.x_bpm_degree = "middle"

    def test_another_type_is_a_conflict_and_stays_as_it_is(self):
        self.firm.x_bpm_rate = 4.5
        text = self.told(of="rate", type="char", validator=None)
        text = json.loads(text)
        text["sets"][0]["attributes"].append(
            {"code": "rating", "type": "char", "name": {"en_US": "Rating"}}
        )
        dialog = self.dialog(json.dumps(text))
        states = self.states(dialog)
        self.assertEqual((states["Rate"], states["Rating"]), ("conflict", "new"))
        dialog.action_take_over()
        self.assertEqual((self.rate.type, self.firm.x_bpm_rate), ("float", 4.5))
        self.assertIn("x_bpm_rating", self.env["res.partner"]._fields)

    def test_a_column_of_another_type_is_one_too(self):
        columns = [{"code": "on", "type": "char", "name": {"en_US": "On"}}]
        dialog = self.dialog(self.told(of="fairs", columns=columns))
        self.assertEqual(self.states(dialog)["Fairs"], "conflict")

    def test_half_a_file_is_not_taken_over(self):
        """The second attribute is refused by a check of its own: the first is not made either."""
        text = json.loads(self.told(of="rate", maximum=-1, minimum=1))
        text["sets"][0]["attributes"].insert(
            0, {"code": "rating", "type": "char", "name": {"en_US": "Rating"}}
        )
        dialog = self.dialog(json.dumps(text))
        with self.assertRaisesRegex(UserError, "range"), self.env.cr.savepoint():
            dialog.action_take_over()
        self.env.invalidate_all()
        self.assertFalse(self.env["bpm.partner.attribute"].search([("code", "=", "rating")]))

    def test_a_bad_file_gets_one_clear_sentence(self):
        whole = json.loads(self.text)
        unknown = json.dumps({**whole, "version": 2})
        for text, said in (
            ("\x00\x01", "Save to a File"),
            ("[" * 100_000, "Save to a File"),
            (unknown, "version"),
            (self.told(of="degree", code="x; DROP TABLE"), "DROP"),
            (self.told(of="degree", type="html"), "html"),
            (self.told(of="degree", validator="number", number_format="xx.none"), "xx.none"),
        ):
            with self.subTest(said):
                form = Form(self.env["bpm.partner.attribute.file"].with_user(self.steward))
                form.content = base64.b64encode(text.encode())
                self.assertIn(said, form.problem)
                self.assertFalse(form.changes)

    def test_conditions_on_certain_counterparties_do_not_travel(self):
        self.rate.required_domain = f"[('id', '=', 5), ('bpm_role_ids', 'in', [{self.role.id}])]"
        [one] = self.rate._packed()
        self.assertIsNone(one["required_domain"])

    def test_only_stewards(self):
        with self.assertRaises(AccessError):
            self.dialog(self.text, self.clerk)


class TestDownload(BpmHttpCase):
    def test_the_file_is_for_stewards(self):
        for user in steward_and_seller(self.env):
            user.password = user.login
        one_set = self.env["bpm.partner.attribute.set"].create({"name": "Test set"})
        url = f"/bpm_crm_addon/attribute_sets/{one_set.id}"
        self.authenticate("test_steward", "test_steward")
        answer = self.url_open(url)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.json()["sets"][0]["name"], {"en_US": "Test set"})
        self.authenticate("test_keeper", "test_keeper")
        self.assertEqual(self.url_open(url).status_code, 404)
