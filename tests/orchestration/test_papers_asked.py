"""Asking for papers goes through the one door (issue 5, 1: "everything that goes to people
outside"; S0-16: the stop list)."""

from odoo.exceptions import UserError
from tests.outreach.rules_case import RulesCase


class TestPapersAsked(RulesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        cls.policies.search([]).action_archive()
        cls.env["bpm.dossier.requirement"].search([]).action_archive()
        cls.env["bpm.dossier.requirement"].create(
            {
                "name": "Charter",
                "type_id": cls.env.ref("bpm_crm_addon.document_type_charter").id,
                "model_name": "res.partner",
            }
        )
        cls.dossier = cls.env["bpm.dossier"]._bpm_for(cls.ann)[cls.ann.id]

    def letters(self):
        return self.messages.search([("res_model", "=", "bpm.dossier")])

    def test_once_a_day_and_only_while_something_is_missing(self):
        told = [self.dossier.action_ask()["params"]["message"] for _time in range(2)]
        self.assertIn("goes out by itself", told[0])
        self.assertEqual(told[1], "They were asked today already.")
        letter = self.letters()
        noted = self.dossier.message_ids.filtered(lambda one: "/bpm/papers/" in (one.body or ""))
        self.assertEqual(len(noted), 1)
        self.assertEqual((len(letter), letter.state), (1, "queued"))
        self.assertEqual(letter.address, "ann@test.invalid")
        self.assertIn("Charter", letter.body)
        self.assertIn("/bpm/papers/", letter.body)
        wanted = self.dossier._bpm_still_wanted(letter)
        self.assertEqual(wanted, {letter.id: None})
        self.env["bpm.dossier.requirement"].search([]).action_archive()
        self.assertIn("brought", self.dossier._bpm_still_wanted(letter)[letter.id])

    def test_who_is_on_the_stop_list_is_not_asked(self):
        self.stop()
        with self.assertRaisesRegex(UserError, "stop list"):
            self.dossier.action_ask()
        self.assertFalse(self.letters())

    def test_a_rehearsal_keeps_back_no_letter_of_a_colleague(self):
        self.rehearse()
        self.assertEqual(self.dossier.action_ask()["res_model"], "mail.compose.message")
