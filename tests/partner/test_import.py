"""S2-15: "load from any Excel table by matching columns", and what becomes of each row."""

from odoo.exceptions import AccessError, UserError
from tests.partner.import_case import ImportCase
from tests.partner.tables import HEADINGS, base64_of, fair, listed


class TestRows(ImportCase):
    """I8: rows in file = created + updated + unchanged + rejected (row, column, reason)."""

    def test_a_messy_list_is_understood_without_a_correction(self):
        """Journeys, salesperson 2: "drop → auto-map ≥90 % of usual headings → import"."""
        importing = self.imported(fair())
        self.assertEqual(self.counts(importing), (3, 0, 0, 0))
        anna = self.called("Anna Rossi")
        self.assertEqual(anna.parent_id.name, "Zeta Mobili")
        self.assertTrue(anna.parent_id.is_company)
        self.assertEqual((anna.phone, anna.email), ("390612345678", "anna@zeta.example"))
        self.assertEqual(anna.parent_id.city, "Roma")
        self.assertIn("desks", anna.comment)
        self.assertEqual(len(self.called("Zeta Mobili")), 1, "two visitors, one firm")

    def test_every_row_is_accounted_for_and_says_why(self):
        importing = self.imported(
            fair([4, "", "Piet", "", "piet at home", "", ""], [5, "", "", "", "", "Gent", ""])
        )
        self.assertEqual(self.counts(importing), (3, 0, 0, 2))
        refused = importing.row_ids.filtered(lambda row: row.outcome == "rejected")
        self.assertEqual(refused.mapped("number"), [7, 8])
        self.assertEqual(refused[0].column, "E-mail")
        self.assertIn("not an e-mail address", refused[0].reason)
        self.assertIn("no name", refused[1].reason)
        self.assertFalse(self.called("Piet"))

    def test_the_same_file_again_changes_nothing(self):
        """I8: "re-import of the same file changes nothing"."""
        data = fair([4, "", "Piet", "", "piet at home", "", ""])
        first = self.imported(data)
        partners = first.row_ids.partner_id | first.row_ids.partner_id.parent_id
        before = partners.read(["write_date", "comment", "phone", "email", "city"])
        count = self.env["res.partner"].search_count([])
        second = self.imported(data)
        self.assertNotEqual(first, second)
        self.assertEqual(self.counts(second), (0, 0, 3, 1))
        partners.invalidate_recordset()
        self.assertEqual(partners.read(["write_date", "comment", "phone", "email", "city"]), before)
        self.assertEqual(self.env["res.partner"].search_count([]), count)

    def test_nothing_is_written_before_the_preview_was_seen(self):
        count = self.env["res.partner"].search_count([])
        importing = self.looked(fair())
        self.assertEqual(importing.preview["counts"], {"created": 3})
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        other = self.opened(listed(HEADINGS, ["New Firm", "", "", "", ""]))
        with self.assertRaises(UserError):
            other.bpm_run()

    def test_the_preview_says_what_the_import_then_does(self):
        known = self.env["res.partner"].create({"name": "Zeta Mobili", "is_company": True})
        importing = self.looked(fair([4, "Zeta Mobili", "", "", "", "", ""]))
        promised = importing.preview["counts"]
        importing.bpm_run()
        created, updated, unchanged, _rejected = self.counts(importing)
        self.assertEqual(promised, {"created": created, "unchanged": unchanged})
        self.assertEqual((created, updated, unchanged), (3, 0, 1))
        self.assertEqual(known.city, "Roma")

    def test_one_row_that_the_database_refuses_is_one_refused_row(self):
        """Reliability, import row: "row savepoint"; the others of its portion are imported."""
        partners = type(self.env["res.partner"])
        create = partners.create

        def grumpy(records, vals_list):
            if any(vals.get("name") == "Firm 17" for vals in vals_list):
                raise UserError("Not this one.")
            return create(records, vals_list)

        self.patch(partners, "create", grumpy)
        rows = [[f"Firm {number}", "", "", "", ""] for number in range(40)]
        importing = self.imported(listed(HEADINGS, *rows))
        self.assertEqual(self.counts(importing), (39, 0, 0, 1))
        refused = importing.row_ids.filtered(lambda row: row.outcome == "rejected")
        self.assertEqual((refused.number, refused.reason), (19, "Not this one."))

    def test_cells_that_are_no_place_for_a_formula_come_through_as_text(self):
        """Case 72: text =1+1, @x, +32…, 0032 and long digits are preserved."""
        self.imported(
            listed(
                ["Company", "Contact person", "Phone", "Zip", "Tax ID", "Reference"],
                [
                    "=1+1",
                    "@x",
                    "+32 470 12 34 56",
                    "0032",
                    "00123456789012345",
                    "12345678901234567890",
                ],
            )
        )
        firm = self.called("=1+1")
        self.assertEqual((firm.zip, firm.vat), ("0032", "00123456789012345"))
        self.assertEqual(firm.child_ids.name, "@x")
        self.assertEqual(firm.child_ids.ref, "12345678901234567890")
        self.assertEqual(firm.child_ids.phone, "+32 470 12 34 56")


class TestKnownAgain(ImportCase):
    """Whom we know already is found by tax number, e-mail, phone, name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm, cls.other, cls.ann = cls.env["res.partner"].create(
            [
                {"name": "Omega Works", "is_company": True, "vat": "BE0477472701", "city": "Gent"},
                {"name": "Other Works", "is_company": True, "phone": "+32 9 111 22 33"},
                {"name": "Ann Peeters", "email": "Ann Peeters <ann@omega.example>"},
            ]
        )

    def who(self, headings, row, **options):
        """The counterparty that a file of one row is about, and what happened to it."""
        importing = self.imported(listed(headings, row), **options)
        return importing.row_ids.partner_id, importing.row_ids.outcome

    def test_by_tax_number_with_or_without_the_country(self):
        found = self.who(["Company", "Tax ID", "Town"], ["OMEGA", "0477.472.701", "Brugge"])
        self.assertEqual(found, (self.firm, "unchanged"))

    def test_by_e_mail_however_it_is_written(self):
        found = self.who(
            ["Name", "Mail", "Position"], ["Peeters Ann", " ANN@omega.example", "Buyer"]
        )
        self.assertEqual(found, (self.ann, "updated"))
        self.assertEqual(self.ann.function, "Buyer")

    def test_by_phone_with_the_country_of_the_company(self):
        found = self.who(["Company", "Phone"], ["Other Works NV", "09 111 22 33"])
        self.assertEqual(found, (self.other, "unchanged"))

    def test_by_name_whatever_its_legal_form_and_the_order_of_words(self):
        self.assertEqual(self.who(["Company"], ["“WORKS Omega” Ltd."]), (self.firm, "unchanged"))

    def test_by_nearly_the_same_name_in_the_same_town_only(self):
        self.assertEqual(self.who(["Company", "City"], ["Omega Workss", "Gent"])[0], self.firm)
        self.assertEqual(self.who(["Company", "City"], ["Omega Workss", "Oslo"])[1], "created")

    def test_a_firms_switchboard_is_not_a_person(self):
        found, outcome = self.who(["Contact person", "Phone"], ["Bob Maes", "+32 9 111 22 33"])
        self.assertEqual((found.name, outcome), ("Bob Maes", "created"))

    def test_a_namesake_with_another_tax_number_is_another_firm(self):
        found, outcome = self.who(["Company", "Tax ID"], ["Omega Works", "BE0999999922"])
        self.assertEqual((found.name, outcome), ("Omega Works", "created"))
        self.assertNotEqual(found, self.firm)

    def test_a_gap_is_filled_and_what_is_there_stays_unless_told(self):
        table = [["Company", "Town", "Website"], ["Omega Works", "Brugge", "omega.example"]]
        self.imported(listed(*table))
        self.assertEqual((self.firm.city, self.firm.website), ("Gent", "http://omega.example"))
        importing = self.looked(listed(*table), modes={"Town": "overwrite"})
        [row] = importing.preview["rows"]
        self.assertEqual(row["changes"], [["Omega Works", "City", "Gent", "Brugge"]])
        importing.bpm_run()
        self.assertEqual(self.firm.city, "Brugge")

    def test_a_column_that_is_only_for_new_ones_leaves_known_ones_alone(self):
        table = listed(["Company", "Reference"], ["Omega Works", "K1"], ["Sigma Works", "K2"])
        self.imported(table, modes={"Reference": "keep"})
        self.assertFalse(self.firm.ref)
        self.assertEqual(self.called("Sigma Works").ref, "K2")

    def test_half_an_address_is_not_mixed_with_half_of_another(self):
        self.imported(
            listed(["Company", "Street", "Town"], ["Omega Works", "Calle Mayor 1", "Madrid"])
        )
        self.assertEqual((self.firm.city, self.firm.street), ("Gent", False))

    def test_what_names_nothing_here_is_kept_as_a_note(self):
        """S2-12, soft data entry: a country or colleague nobody knows does not stop the row."""
        self.imported(
            listed(
                ["Company", "Country", "Manager", "Mood"], ["Tau", "Atlantis", "Nobody", "fine"]
            ),
            targets={"Mood": "note"},
        )
        comment = self.called("Tau").comment
        for words in ("Country: Atlantis", "Manager: Nobody", "Mood: fine"):
            self.assertIn(words, comment)

    def test_roles_are_given_and_none_is_made(self):
        """S0-13: several roles at once; S2-15, from any table."""
        roles = self.env["bpm.partner.role"].create([{"name": "Carrier"}, {"name": "Agent"}])
        firm = self.env["res.partner"].create(
            {"name": "Zeta Roles", "is_company": True, "bpm_role_ids": roles[0].ids}
        )
        importing = self.imported(listed(["Company", "Roles"], ["Zeta Roles", "agent, Wizard"]))
        self.assertEqual(firm.bpm_role_ids, roles)
        self.assertEqual(firm.bpm_role_assignment_ids.role_id, roles, "with the day they began")
        self.assertIn("Roles: Wizard", firm.comment)
        importing.bpm_undo()
        self.assertEqual(firm.bpm_role_ids, roles[0])

    def test_tags_are_added_and_made(self):
        vip = self.env["res.partner.category"].create({"name": "VIP"})
        self.firm.category_id = vip
        self.imported(listed(["Company", "Tags"], ["Omega Works", "fair 2026, vip"]))
        self.assertEqual(set(self.firm.category_id.mapped("name")), {"VIP", "fair 2026"})


class TestRights(ImportCase):
    def test_without_the_right_to_create_contacts_nothing_begins(self):
        person = self.importer("import_reader")
        person.group_ids = self.env.ref("base.group_user")
        with self.assertRaisesRegex(AccessError, "may not create counterparties"):
            self.opened(fair(), by=person)

    def test_nobody_writes_an_import_directly(self):
        importing = self.opened(fair())
        for values in ({"state": "done"}, {"columns": []}, {"user_id": self.env.uid}):
            with self.assertRaises(AccessError):
                importing.write(values)
        with self.assertRaises(AccessError):
            importing.row_ids.write({"outcome": "created"})
        with self.assertRaises(AccessError):
            self.env["bpm.partner.import"].with_user(self.seller).create({"name": "x"})

    def test_an_import_of_somebody_else_is_not_seen_and_not_gone_on_with(self):
        importing = self.looked(fair())
        other = self.importer("import_other")
        self.assertFalse(self.env["bpm.partner.import"].with_user(other).search([]))
        with self.assertRaises(AccessError):
            importing.with_user(other).bpm_page()
        steward = self.importer("import_steward", "bpm_crm_addon.group_bpm_steward")
        self.assertEqual(importing.with_user(steward).bpm_page()["rows"], 3)
        with self.assertRaisesRegex(AccessError, "Test import_seller began this import"):
            importing.with_user(steward).bpm_run()

    def test_only_counterparties_the_person_may_see_are_known(self):
        hidden = self.env["res.partner"].create({"name": "Hidden Works", "is_company": True})
        company = self.env["res.company"].create({"name": "Second company"})
        hidden.company_id = company
        importing = self.imported(listed(["Company", "Town"], ["Hidden Works", "Gent"]))
        self.assertEqual(self.counts(importing), (1, 0, 0, 0))
        self.assertFalse(hidden.city)

    def test_the_same_file_of_two_people_is_imported_once_at_a_time(self):
        """Case 71: same file by two users → second refused."""
        importing = self.looked(fair())
        importing.sudo().state = "running"
        other = self.importer("import_other")
        second = self.looked(fair(), by=other)
        with self.assertRaisesRegex(UserError, "Test import_seller is importing this very file"):
            second.bpm_run()

    def test_the_same_file_again_goes_on_where_one_was(self):
        importing = self.looked(fair())
        self.assertEqual(self.opened(fair()), importing)

    def test_choices_that_make_no_sense_are_refused(self):
        importing = self.opened(listed(["Town", "Name"], ["Gent", "Ann"]))
        for columns, words in (
            ([["city", "fill"], [False, "fill"]], "No column says who it is"),
            ([["name", "fill"], ["name", "fill"]], "Two columns hold"),
            ([["is_admin", "fill"], ["name", "fill"]], "cannot be used that way"),
            ([["name", "fill"]], "columns of another table"),
        ):
            with self.assertRaisesRegex(UserError, words):
                importing.bpm_map(columns)

    def test_columns_saved_under_a_name_are_found_again_by_the_headings(self):
        data = listed(["Name", "Mood"], ["Ann Peeters", "fine"])
        self.looked(data, targets={"Mood": "ref"}, profile_name="Fair")
        page_of = self.env["bpm.partner.import"].with_user(self.importer("import_other"))
        page = page_of.bpm_open("next.xlsx", base64_of(listed(["mood:", "NAME"], ["sad", "Bob"])))
        self.assertEqual([one["target"] for one in page["columns"]], ["ref", "name"])
        self.assertEqual(page["profile"], "Fair")
