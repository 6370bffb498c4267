"""S0-06 "unlimited number of attributes": which go beside, and what happens to them later."""

from odoo.addons.bpm_crm_addon import hooks
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import SQL
from tests.partner.beside_case import BesideCase


class TestPlaces(BesideCase):
    """Which attribute goes where, and what happens to it later."""

    def test_from_the_limit_on_attributes_go_beside_and_fill_place_after_place(self):
        """S0-06: nobody is refused, however many there are."""
        usual = self.env["bpm.partner.attribute.set"].create({"name": "Usual"})
        taken = self.env["bpm.partner.attribute"]._taken()["partner", False]
        limit = taken + 2
        self.patch(self.registry["bpm.partner.attribute"], "_most_columns", lambda self: limit)
        made = self.add_all(
            *({"name": f"Many {number}", "set_id": usual.id} for number in range(2 * limit + 3)),
            {"name": "Several", "type": "tags", "set_id": usual.id},
        )
        full = [f"{usual.id}"] * limit + [f"{usual.id}_2"] * limit
        expected = [False, False, *full, f"{usual.id}_3", False]
        self.assertEqual(made.mapped("place"), expected)
        values = {one.field_name: one.name for one in made[:-1]}
        self.firm.with_user(self.seller).write(values)
        self.env.flush_all()
        self.env.invalidate_all()
        [found] = self.firm.with_user(self.clerk).read(list(values))
        self.assertEqual({name: found[name] for name in values}, values)

    def test_where_a_set_is_stored_is_chosen_once(self):
        with self.assertRaisesRegex(UserError, "chosen when it is made"):
            self.set.is_beside = False
        with self.assertRaisesRegex(UserError, "keeps its Stored in"):
            self.text.place = False

    def test_renamed_retired_and_shown_again(self):
        self.firm.x_bpm_way_in = "Ring"
        self.text.with_user(self.steward).name = "Entrance"
        partners = self.env["res.partner"].with_context(lang="en_US")
        told = partners.fields_get(["x_bpm_way_in"])
        self.assertEqual(told["x_bpm_way_in"]["string"], "Entrance")
        self.assertIn("x_bpm_way_in", str(partners.bpm_details("bpm_details")))
        self.text.with_user(self.steward).action_retire()
        self.assertNotIn("x_bpm_way_in", str(partners.bpm_details("bpm_details")))
        self.text.with_user(self.steward).action_restore()
        self.assertEqual(self.firm.x_bpm_way_in, "Ring")

    def test_choices_are_added_and_not_lost(self):
        self.firm.x_bpm_degree = "low"
        self.degree.with_user(self.steward).option_ids = [(0, 0, {"name": "Middle"})]
        self.person.x_bpm_degree = "middle"
        with self.assertRaisesRegex(UserError, "chosen 1 times"):
            self.degree.option_ids[1].with_user(self.steward).unlink()

    def test_the_type_changes_with_the_values(self):
        self.firm.x_bpm_way_in = " 12 "
        self.text.with_user(self.steward).type = "integer"
        self.assertEqual(self.env["res.partner"].search([("x_bpm_way_in", ">", 11)]), self.firm)
        self.assertEqual(self.env["res.users"]._fields["x_bpm_way_in"].type, "integer")
        self.degree.with_user(self.steward).type = "char"
        self.firm.x_bpm_degree = "Whatever"
        self.degree.with_user(self.steward).type = "selection"
        self.assertEqual(self.firm.x_bpm_degree, "whatever")

    def test_protected_ones_are_closed_in_every_way(self):
        """S0-08 "protected data", beside as well."""
        self.text.with_user(self.steward).sensitive = True
        self.firm.sudo().x_bpm_way_in = "4711"
        partners = self.env["res.partner"].with_user(self.seller)
        attempts = (
            lambda: self.firm.with_user(self.seller).read(["x_bpm_way_in"]),
            lambda: partners.search([("x_bpm_way_in", "like", "47")]),
            lambda: partners.search([], order="x_bpm_way_in"),
            lambda: partners._read_group([], ["x_bpm_way_in"]),
            lambda: self.firm.with_user(self.seller).write({"x_bpm_way_in": "1"}),
            lambda: partners.create({"name": "New", "x_bpm_way_in": "1"}),
            lambda: self.env[self.text._keeper()].with_user(self.seller).search([]),
        )
        for number, attempt in enumerate(attempts):
            with self.subTest(number), self.assertRaises(AccessError):
                attempt()
        self.assertEqual(self.firm.sudo().x_bpm_way_in, "4711")

    def test_nobody_makes_a_card_show_the_row_of_another(self):
        self.person.x_bpm_way_in = "Ring"
        pointer = self.env["bpm.partner.attribute"]._place_pointer(self.text.place)
        row = self.person[pointer]
        with self.assertRaises(AccessError):
            self.firm.with_user(self.seller).write({pointer: row.id})
        self.assertNotIn(pointer, self.firm.with_user(self.seller).fields_get())

    def merge(self):
        """A prepared merge of the person's card into the firm's; only the person's is filled."""
        self.firm.is_company = self.person.is_company = True
        self.person.x_bpm_way_in = "Ring"
        keeper = new_test_user(
            self.env, "merger", "base.group_partner_manager,bpm_crm_addon.group_bpm_steward"
        )
        merges = self.env["bpm.partner.merge"].with_user(keeper)
        merge = merges.browse(merges.action_open(self.partners.ids)["res_id"])
        merge.action_keep(self.firm.id)
        return merge

    def entrances(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.firm.x_bpm_way_in, self.person.x_bpm_way_in

    def test_merged_cards_keep_the_values_and_get_them_back(self):
        """S0-05 "nothing lost on merge"."""
        merge = self.merge()
        merge.action_merge()
        self.assertEqual(self.entrances(), ("Ring", "Ring"))
        merge.action_undo()
        self.assertEqual(self.entrances(), (False, "Ring"))

    def test_a_value_not_chosen_stays_with_the_archived_card(self):
        merge = self.merge()
        line = merge.sudo().line_ids.filtered(lambda one: one.field_name == "x_bpm_way_in")
        merge.action_choose(line.id, self.firm.id)
        merge.action_merge()
        self.firm.x_bpm_way_in = "Knock"
        self.assertEqual(self.entrances(), ("Knock", "Ring"))

    # === REMOVING === #

    def test_filled_it_stays_and_an_empty_place_is_removed(self):
        model = self.text._keeper()
        attributes = self.env["bpm.partner.attribute"].search([("set_id", "=", self.set.id)])
        self.firm.x_bpm_way_in = "Ring"
        with self.assertRaisesRegex(UserError, "filled in 1 times"):
            self.text.with_user(self.steward).unlink()
        (attributes - self.text).with_user(self.steward).unlink()
        self.assertEqual(self.firm.x_bpm_way_in, "Ring")
        self.firm.x_bpm_way_in = False
        self.text.with_user(self.steward).unlink()
        self.assertNotIn(model, self.registry)

    def test_removal_of_the_addon_leaves_nothing(self):
        self.firm.x_bpm_way_in = "Ring"
        hooks._remove_attributes(self.env)
        left = self.env["ir.model.fields"].search([("name", "=like", r"x\_bpm\_%")])
        self.assertFalse(left.mapped("name"))
        self.assertFalse(self.env["ir.model"].search([("model", "=like", r"x\_bpm\_%")]))
        tables = self.env.execute_query(
            SQL("SELECT tablename FROM pg_tables WHERE tablename LIKE %s", r"x\_bpm\_%")
        )
        self.assertFalse(tables)
