"""Ready sets: S0-07, S0-08 (requisites), S0-10 (loyalty), S0-11 (table), S0-12 (tags)."""

from odoo.tests import Form
from tests.partner.catalogue import CatalogueCase


class TestStarterSets(CatalogueCase):
    def test_nothing_is_made_before_it_is_asked_for(self):
        self.assertFalse(self.env["bpm.partner.attribute.set"].search([("starter", "!=", False)]))

    def test_a_steward_switches_all_on_with_one_click_in_one_reload(self):
        self.env["res.lang"]._activate_lang("uk_UA")
        dialog = Form(self.env["bpm.partner.starter"].with_user(self.steward)).save()
        self.assertIn("Music tastes", dialog.line_ids.mapped("contents"))
        dialog.line_ids.chosen = True
        dialog.action_switch_on()
        sets = self.env["bpm.partner.attribute.set"].search([("starter", "!=", False)])
        self.assertEqual(len(sets), 5)
        fields = self.env["res.partner"]._fields
        for one in sets.attribute_ids:
            self.assertIn(one.field_name, fields)
        self.use(sets)

    def use(self, sets):
        """A firm and a person are described with them."""
        taste = self.env["bpm.partner.attribute.tag"].create(
            {
                "name": "Jazz",
                "attribute_id": sets.attribute_ids.filtered(lambda a: a.code == "music").id,
            }
        )
        self.partners.write({
            "x_bpm_discount": 5, "x_bpm_status": "regular", "x_bpm_reliability": "low",
            "x_bpm_promotions": [(0, 0, {
                "x_promotion": "Autumn", "x_taken_part_on": "2025-10-01",
                "x_how_it_was_used": "Card"})],
            "x_bpm_account": "40602810700000000025", "x_bpm_bik": "044525974",
            "x_bpm_ogrnip": "304500116000072", "x_bpm_rnokpp": "1759013776",
        })  # fmt: skip
        self.person.x_bpm_music = taste
        self.assertEqual(self.doubts(self.firm), {"account": ("digits", None)})
        self.assertEqual(self.person.x_bpm_promotions.x_how_it_was_used, "Card")

    def test_a_set_that_was_hidden_is_shown_again(self):
        model = self.env["bpm.partner.attribute.set"]
        tastes = model._switch_on_starters(["tastes"])
        tastes.active = False
        self.assertEqual(model._switch_on_starters(["tastes"]), tastes)
        self.assertTrue(tastes.active)
