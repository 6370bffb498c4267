"""The catalogue of attributes: S0-06 (many), S0-09 (any, made at run time by a business user)."""

from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from tests.partner.catalogue import CatalogueCase


class TestAttribute(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (
            cls.floor, cls.text, cls.vip, cls.shelves, cls.rate, cls.volume, cls.since, cls.visit,
            cls.degree, cls.tags, cls.country, cls.table, cls.of_firms, cls.source,
        ) = cls.add_all(
            {"name": "Floor", "type": "char", "is_indexed": True},
            {"name": "Way in", "type": "text"},
            {"name": "VIP", "type": "boolean"},
            {"name": "Shelves", "type": "integer"},
            {"name": "Rate", "type": "float"},
            {"name": "Volume", "type": "monetary"},
            {"name": "Since", "type": "date"},
            {"name": "Last visit", "type": "datetime"},
            {"name": "Degree", "type": "selection", "option_ids": [
                (0, 0, {"name": "High"}), (0, 0, {"name": "Low"})]},
            {"name": "Tastes", "type": "tags"},
            {"name": "Origin", "type": "many2one", "comodel": "res.country"},
            {"name": "Fairs", "type": "table", "column_ids": [
                (0, 0, {"name": "Fair"}), (0, 0, {"name": "On", "type": "date"})]},
            {"name": "Branches", "type": "integer", "kind": "firm"},
            {"name": "Found by", "type": "char", "applies_to": "lead"},
        )  # fmt: skip

    def view(self, kind, user=None, model="res.partner"):
        return etree.fromstring(
            self.env[model].with_user(user or self.clerk).get_view(view_type=kind)["arch"]
        )

    def tab(self, name="bpm_details", user=None, holder="res.partner"):
        """What is in a tab once it is opened."""
        told = self.env[holder].with_user(user or self.clerk).bpm_details(name)
        return etree.fromstring(told["views"]["form"]["arch"])

    def fields(self, *names):
        """What the web client is told of these fields."""
        partner = self.env["res.partner"].with_user(self.clerk).with_context(lang="en_US")
        return partner.fields_get(names).values()

    # === A REAL COLUMN OF EVERY TYPE === #

    def test_every_type_is_stored_and_read(self):
        taste = self.env["bpm.partner.attribute.tag"].create(
            {"name": "Jazz", "attribute_id": self.tags.id}
        )
        values = {
            "x_bpm_floor": "3 b", "x_bpm_way_in": "Ring twice", "x_bpm_vip": True,
            "x_bpm_shelves": 7, "x_bpm_rate": 1.5, "x_bpm_volume": 900.0,
            "x_bpm_degree": "high", "x_bpm_origin": self.env.ref("base.ua").id,
        }  # fmt: skip
        partner = self.firm.with_user(self.seller)
        partner.write({
            **values, "x_bpm_since": "2024-02-29", "x_bpm_last_visit": "2024-02-29 10:00:00",
            "x_bpm_tastes": [(6, 0, taste.ids)],
            "x_bpm_fairs": [(0, 0, {"x_fair": "Expo", "x_on": "2025-05-01"})],
        })  # fmt: skip
        self.env.invalidate_all()
        [found] = partner.read([*values, "x_bpm_since", "x_bpm_tastes"], load="")
        self.assertEqual({name: found[name] for name in values}, values)
        self.assertEqual(str(found["x_bpm_since"]), "2024-02-29")
        self.assertEqual(found["x_bpm_tastes"], taste.ids)
        self.assertEqual(partner.x_bpm_fairs.mapped("x_fair"), ["Expo"])

    def test_it_is_searched_grouped_and_summed_like_any_field(self):
        self.firm.write({"x_bpm_floor": "3 b", "x_bpm_shelves": 7})
        self.person.write({"x_bpm_floor": "3 b", "x_bpm_shelves": 5})
        found = self.env["res.partner"].with_user(self.clerk).search([("x_bpm_floor", "=", "3 b")])
        self.assertEqual(found, self.partners)
        groups = found._read_group(
            [("id", "in", found.ids)], ["x_bpm_floor"], ["x_bpm_shelves:sum"]
        )
        self.assertEqual(groups, [("3 b", 12)])
        table = found.sudo().export_data(["name", "x_bpm_shelves"])["datas"]
        self.assertIn(["Test firm", 7], table)

    def test_it_is_imported_by_its_label(self):
        loaded = self.env["res.partner"].load(["name", "x_bpm_degree"], [["Loaded", "Low"]])
        self.assertFalse(loaded["messages"])
        self.assertEqual(self.env["res.partner"].browse(loaded["ids"]).x_bpm_degree, "low")

    def test_an_index_is_made_when_asked_for(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'res_partner'"
            " AND indexdef LIKE '%x_bpm_%'"
        )
        [(index,)] = self.env.cr.fetchall()
        self.assertIn("x_bpm_floor", index)

    # === SCREENS === #

    def test_the_form_has_a_tab_details_after_sales_and_purchase(self):
        """ux.md 2.2: tab after Sales & Purchase, all sets as groups."""
        form = self.view("form")
        [page] = form.xpath("//page[@name='sales_purchases']/following-sibling::page[1]")
        self.assertEqual(page.get("name"), "bpm_details")
        self.assertEqual(form.xpath("//field[starts-with(@name, 'x_bpm_')]"), [])
        tab = self.tab()
        [group] = tab.xpath(".//group[@string='Test set']")
        self.assertTrue(group.xpath(".//field[@name='x_bpm_floor']"))
        [branches] = tab.xpath(".//field[@name='x_bpm_branches']")
        self.assertEqual(branches.get("invisible"), "(not is_company)")
        self.assertTrue(tab.xpath(".//field[@name='x_bpm_fairs']/list/field[@name='x_on']"))

    def test_the_lead_form_has_it_too(self):
        form = self.view("form", self.seller, "crm.lead")
        self.assertTrue(form.xpath("//page[@name='bpm_details']"))
        tab = self.tab(user=self.seller, holder="crm.lead")
        self.assertTrue(tab.xpath(".//field[@name='x_bpm_found_by']"))
        self.assertFalse(tab.xpath(".//field[@name='x_bpm_floor']"))

    def test_lists_offer_it_hidden_and_searches_find_and_group(self):
        [column] = self.view("list").xpath("//field[@name='x_bpm_floor']")
        self.assertEqual(column.get("optional"), "hide")
        search = self.view("search")
        self.assertTrue(search.xpath("//field[@name='x_bpm_floor']"))
        self.assertTrue(search.xpath("//filter[@name='x_bpm_vip']"))
        self.assertTrue(search.xpath("//filter[@name='x_bpm_since'][@date='x_bpm_since']"))
        self.assertTrue(search.xpath("//group/filter[@name='group_by_x_bpm_degree']"))

    def test_a_set_gets_its_own_tab_only_when_ticked(self):
        self.set.with_user(self.steward).own_tab = True
        form = self.view("form")
        [page] = form.xpath(f"//page[@name='bpm_set_{self.set.id}']")
        self.assertEqual(page.get("string"), "Test set")
        self.assertFalse(form.xpath("//page[@name='bpm_details']"))
        self.assertTrue(self.tab(f"bpm_set_{self.set.id}").xpath("//field[@name='x_bpm_floor']"))
        self.assertFalse(self.tab().xpath("//field"))

    def test_only_for_a_role(self):
        role = self.env.ref("bpm_crm_addon.role_supplier")
        self.floor.with_user(self.steward).role_ids = role
        [node] = self.tab().xpath("//field[@name='x_bpm_floor']")
        self.assertEqual(node.get("invisible"), f"({role.id} not in bpm_role_ids)")

    # === CHANGES === #

    def test_retired_it_disappears_and_comes_back_with_its_values(self):
        self.firm.x_bpm_floor = "3 b"
        self.floor.with_user(self.steward).action_retire()
        self.assertFalse(self.tab().xpath("//field[@name='x_bpm_floor']"))
        self.floor.with_user(self.steward).action_restore()
        self.assertTrue(self.tab().xpath("//field[@name='x_bpm_floor']"))
        self.assertEqual(self.firm.x_bpm_floor, "3 b")

    def test_a_new_name_is_shown_at_once(self):
        self.floor.with_user(self.steward).name = "Storey"
        [field] = self.fields("x_bpm_floor")
        self.assertEqual(field["string"], "Storey")

    def test_names_follow_their_translations(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.floor.with_context(lang="ru_RU").name = "Этаж"
        self.floor.update_field_translations("name", {"ru_RU": "Этажность"})
        partner = self.env["res.partner"].with_context(lang="ru_RU")
        self.assertEqual(partner.fields_get(["x_bpm_floor"])["x_bpm_floor"]["string"], "Этажность")
        self.assertEqual(self.floor.name, "Floor")

    def test_choices_can_be_added_and_renamed_and_not_lost(self):
        self.degree.with_user(self.steward).write(
            {
                "option_ids": [
                    (0, 0, {"name": "Middle"}),
                    (1, self.degree.option_ids[1].id, {"name": "Small"}),
                ]
            }
        )
        [field] = self.fields("x_bpm_degree")
        self.assertEqual(
            {("high", "High"), ("low", "Small"), ("middle", "Middle")}, set(field["selection"])
        )
        self.firm.x_bpm_degree = "low"
        with self.assertRaisesRegex(UserError, "chosen 1 times"):
            self.degree.option_ids[1].with_user(self.steward).unlink()

    def test_a_table_gets_another_column(self):
        self.table.with_user(self.steward).write(
            {"column_ids": [(0, 0, {"name": "Guests", "type": "integer"})]}
        )
        self.firm.x_bpm_fairs = [(0, 0, {"x_fair": "Expo", "x_guests": 4})]
        self.assertEqual(self.firm.x_bpm_fairs.x_guests, 4)

    def test_filled_in_it_cannot_be_deleted_empty_it_can(self):
        self.firm.x_bpm_shelves = 7
        with self.assertRaisesRegex(UserError, "filled in 1 times"):
            self.shelves.with_user(self.steward).unlink()
        self.firm.x_bpm_fairs = [(0, 0, {"x_fair": "Expo"})]
        with self.assertRaisesRegex(UserError, "filled in 1 times"):
            self.table.with_user(self.steward).unlink()
        self.firm.x_bpm_fairs.unlink()
        (self.table | self.rate | self.tags).with_user(self.steward).unlink()
        for name in ("x_bpm_fairs", "x_bpm_rate", "x_bpm_tastes"):
            self.assertNotIn(name, self.env["res.partner"]._fields)
        self.assertNotIn("x_bpm_partner_fairs", self.registry)

    # === WHO MAY, AND WHAT MAY NOT BE === #

    def test_only_a_steward_keeps_the_catalogue(self):
        model = self.env["bpm.partner.attribute"].with_user(self.seller)
        with self.assertRaises(AccessError):
            model.create({"name": "Mine", "set_id": self.set.id})
        with self.assertRaises(AccessError):
            self.floor.with_user(self.seller).action_retire()

    def test_what_is_no_code_is_refused(self):
        for code in ("1a", "a-b", "a b", "x; drop table", "é", "a" * 42):
            with self.subTest(code=code), self.assertRaises(ValidationError), self.cr.savepoint():
                self.add("Bad", code=code)

    def test_names_in_any_script_make_codes(self):
        one, two = self.add_all({"name": "Скидка"}, {"name": "Скидка"})
        self.assertEqual((one.code, two.code), ("skidka", "skidka_2"))

    def test_code_and_place_are_fixed(self):
        for values in ({"code": "other"}, {"applies_to": "lead"}):
            with self.assertRaisesRegex(UserError, "keeps its"):
                self.floor.with_user(self.steward).write(values)

    def test_rows_of_tables_are_changed_by_those_who_keep_counterparties(self):
        self.firm.with_user(self.seller).x_bpm_fairs = [(0, 0, {"x_fair": "Expo"})]
        rows = self.firm.with_user(self.clerk).x_bpm_fairs
        self.assertEqual(rows.x_fair, "Expo")
        with self.assertRaises(AccessError):
            rows.x_fair = "Other"
        company = self.env["res.company"].create({"name": "Other company"})
        self.firm.company_id = company
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            rows.read(["x_fair"])


class TestChangeOfType(CatalogueCase):
    """The type changes only when every value there is fits."""

    def test_texts_that_are_numbers_become_numbers(self):
        attribute = self.add("Shelves", "char")
        self.firm.x_bpm_shelves = " 12 "
        attribute.with_user(self.steward).type = "integer"
        self.assertEqual(self.env["res.partner"].search([("x_bpm_shelves", ">", 11)]), self.firm)
        self.assertEqual(self.firm.x_bpm_shelves, 12)
        users = self.env["res.users"].fields_get(["x_bpm_shelves"])
        self.assertEqual(users["x_bpm_shelves"]["type"], "integer")

    def test_other_texts_are_refused_with_an_example(self):
        attribute = self.add("Shelves", "char")
        self.firm.x_bpm_shelves = "a dozen"
        with self.assertRaisesRegex(UserError, "1 values of Shelves do not fit .*a dozen"):
            attribute.with_user(self.steward).type = "integer"
        self.assertEqual((attribute.type, self.firm.x_bpm_shelves), ("char", "a dozen"))

    def test_texts_become_choices_and_choices_texts(self):
        attribute = self.add("Floor", "char")
        self.firm.x_bpm_floor, self.person.x_bpm_floor = "Ground floor", "Attic"
        attribute.with_user(self.steward).type = "selection"
        self.assertEqual(self.firm.x_bpm_floor, "ground_floor")
        self.assertEqual(attribute.option_ids.mapped("name"), ["Attic", "Ground floor"])
        attribute.with_user(self.steward).type = "char"
        self.assertEqual(self.firm.x_bpm_floor, "Ground floor")

    def test_impossible_changes_are_refused(self):
        attribute = self.add("Tastes", "tags")
        with self.assertRaisesRegex(UserError, "cannot change from Several of a list to Text"):
            attribute.with_user(self.steward).type = "char"
        day = self.add("Day", "char")
        self.firm.x_bpm_day = "2026-02-30"
        with self.assertRaisesRegex(UserError, "do not fit"):
            day.with_user(self.steward).type = "date"
