"""What the installed addon shows: every label, help, choice, view and menu of the database.

The sources are looked at in tests/test_words.py; here is what Odoo makes of them, labels made
from field names included.
"""

from odoo.tools.translate import TranslationModuleReader
from tests import words
from tests.common import BpmCase


class TestVisibleWords(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shown = {
            source.strip(): f"{name} {res_id}"
            for _module, _kind, name, res_id, source, _value, _comments in TranslationModuleReader(
                cls.env.cr, ["bpm_crm_addon"]
            )
        }

    def test_no_word_of_the_code_is_shown(self):
        """Texts that Odoo itself brings to our models (mail, activities) are Odoo's."""
        self.assertGreater(len(self.shown), 100)
        odoo = words.odoo_translations("ru").keys()
        wrong = [
            f"{where}: {text!r}: {bad}"
            for text, where in self.shown.items()
            if text not in odoo and (bad := words.banned_in(text))
        ]
        self.assertEqual(wrong, [])

    def test_everything_shown_is_up_for_translation(self):
        known = {entry.msgid.strip() for entry in words.catalogue("pot")}
        missing = [f"{where}: {text!r}" for text, where in self.shown.items() if text not in known]
        self.assertEqual(missing, [])

    def test_screens_are_translated(self):
        """A menu, a button's word and a refusal in the language of the person."""
        menu = self.env.ref("bpm_crm_addon.menu_bpm_root")
        self.assertEqual(menu.with_context(lang="ru_RU").name, "Рабочий стол")
        self.assertEqual(menu.with_context(lang="uk_UA").name, "Робочий стіл")
        jobs = self.env["res.users"].with_context(lang="ru_RU").fields_get(["bpm_job"])
        self.assertIn(("steward", "Ответственный за справочник"), jobs["bpm_job"]["selection"])
