"""S0-06 "unlimited number of attributes": what a table cannot hold is stored beside it."""

from contextlib import contextmanager

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import Form
from odoo.tools import SQL
from tests.partner.beside_case import BesideCase


class TestBeside(BesideCase):
    def test_every_type_is_written_and_read_by_those_who_keep_counterparties(self):
        values = {
            "x_bpm_way_in": "Ring twice", "x_bpm_shelves": 7, "x_bpm_degree": "high",
            "x_bpm_origin": self.env.ref("base.ua").id, "x_bpm_vip": True, "x_bpm_volume": 900.5,
        }  # fmt: skip
        self.firm.with_user(self.seller).write({**values, "x_bpm_since": "2024-02-29"})
        new = self.env["res.partner"].with_user(self.seller).create({"name": "New", **values})
        self.env.flush_all()
        self.env.invalidate_all()
        for partner in (self.firm, new):
            [found] = partner.with_user(self.clerk).read(list(values), load="")
            self.assertEqual({name: found[name] for name in values}, values)
        self.assertEqual(str(self.firm.x_bpm_since), "2024-02-29")
        self.assertEqual(new.copy().x_bpm_way_in, "Ring twice")
        with self.assertRaises(AccessError):
            self.firm.with_user(self.clerk).x_bpm_shelves = 8
        self.assertEqual(self.firm.x_bpm_shelves, 7)

    def test_the_counterpartys_own_table_gets_no_column_and_a_row_only_when_filled(self):
        columns = self.env.execute_query(
            SQL("SELECT attname FROM pg_attribute WHERE attrelid = 'res_partner'::regclass")
        )
        self.assertNotIn(("x_bpm_way_in",), columns)
        before = self.rows()
        self.firm.write({"x_bpm_way_in": False, "x_bpm_shelves": 0})
        self.assertEqual(self.rows(), before)
        self.firm.x_bpm_shelves = 1
        self.firm.x_bpm_way_in = "Ring"
        self.assertEqual(self.rows(), before + 1)
        self.firm.x_bpm_shelves = 0
        self.env.flush_all()
        self.assertEqual((self.firm.x_bpm_shelves, self.firm.x_bpm_way_in), (0, "Ring"))
        self.firm.unlink()
        self.assertEqual(self.rows(), before)

    def test_it_is_searched_sorted_grouped_and_summed(self):
        self.firm.write({"x_bpm_degree": "low", "x_bpm_shelves": 7})
        self.person.write({"x_bpm_degree": "low", "x_bpm_shelves": 5})
        other = self.env["res.partner"].create({"name": "Empty"})
        partners = self.env["res.partner"].with_user(self.clerk)
        among = Domain("id", "in", (self.partners | other).ids)
        self.assertEqual(partners.search(among & Domain("x_bpm_shelves", ">", 6)), self.firm)
        self.assertEqual(partners.search(among & Domain("x_bpm_degree", "=", False)), other)
        self.assertEqual(partners.search(among & Domain("x_bpm_degree", "!=", "low")), other)
        found = partners.search(among, order="x_bpm_shelves nulls first")
        self.assertEqual(found, other | self.person | self.firm)
        groups = partners._read_group(among, ["x_bpm_degree"], ["x_bpm_shelves:sum"])
        self.assertEqual(groups, [("low", 12), (False, False)])
        self.firm.x_bpm_origin = self.env.ref("base.ua")
        [ukraine, *_] = partners._read_group(among, ["x_bpm_origin"], ["__count"])
        self.assertEqual(ukraine, (self.env.ref("base.ua"), 1))
        told = partners.fields_get(["x_bpm_degree", "x_bpm_shelves"])
        self.assertTrue(told["x_bpm_degree"]["groupable"] and told["x_bpm_degree"]["sortable"])
        self.assertEqual(told["x_bpm_shelves"]["aggregator"], "sum")
        self.assertEqual(told["x_bpm_degree"]["selection"], [("high", "High"), ("low", "Low")])

    def test_users_have_it_too(self):
        """Odoo shows the counterparty's fields on its user."""
        self.seller.x_bpm_shelves = 3
        self.assertEqual(self.seller.partner_id.x_bpm_shelves, 3)
        self.assertEqual(self.env["res.users"].search([("x_bpm_shelves", "=", 3)]), self.seller)

    def test_it_is_exported_and_imported_by_its_label(self):
        loaded = self.env["res.partner"].load(
            ["name", "x_bpm_degree", "x_bpm_shelves", "x_bpm_origin"],
            [["One", "Low", "4", "Ukraine"], ["Two", "High", "", ""]],
        )
        self.assertFalse(loaded["messages"])
        partners = self.env["res.partner"].browse(loaded["ids"])
        table = partners.export_data(["name", "x_bpm_degree", "x_bpm_origin/id"])["datas"]
        self.assertEqual(table, [["One", "Low", "base.ua"], ["Two", "High", ""]])

    def test_forms_lists_and_searches_show_it(self):
        tab = self.firm.with_user(self.seller).with_context(bpm_details="bpm_details")
        with Form(tab) as form:
            form.x_bpm_way_in = "Ring"
            form.x_bpm_volume = 12.5
        self.assertEqual((self.firm.x_bpm_way_in, self.firm.x_bpm_volume), ("Ring", 12.5))
        for kind in ("list", "search"):
            arch = self.env["res.partner"].with_user(self.clerk).get_view(view_type=kind)["arch"]
            self.assertIn("x_bpm_way_in", arch)

    def test_an_index_is_made_in_its_place(self):
        found = self.env.execute_query(
            SQL("SELECT tablename FROM pg_indexes WHERE indexdef LIKE %s", "%(x\\_bpm\\_way\\_in)")
        )
        self.assertEqual([name for (name,) in found], [self.env[self.text._keeper()]._table])

    # === HISTORY, DOUBTS, LEADS === #

    def test_history_is_kept_on_the_same_way(self):
        self.firm.with_user(self.seller).x_bpm_degree = "high"
        self.firm.with_user(self.seller).x_bpm_degree = "low"
        rows = self.env["bpm.partner.attribute.value"].search(
            [("partner_id", "=", self.firm.id)], order="id"
        )
        self.assertEqual(
            [(row.old, row.new, row.create_uid) for row in rows],
            [("", "High", self.seller), ("High", "Low", self.seller)],
        )
        new = self.env["res.partner"].create({"name": "New", "x_bpm_shelves": 2})
        self.assertEqual(new.bpm_attribute_past()["changes"][0]["new"], "2")

    def test_doubts_are_found(self):
        self.firm.x_bpm_own_number = "12"
        self.assertIn("own_number", self.doubts(self.firm))
        self.firm.x_bpm_own_number = "AB1234"
        self.assertNotIn("own_number", self.doubts(self.firm))

    def test_leads_have_a_place_of_their_own(self):
        lead = self.env["crm.lead"].with_user(self.seller).create(
            {"name": "Fair", "x_bpm_found_by": "Anna", "user_id": self.seller.id}
        )  # fmt: skip
        self.assertEqual(self.rows("crm.lead"), 1)
        self.assertEqual(self.env["crm.lead"].search([("x_bpm_found_by", "=", "Anna")]), lead)
        self.assertEqual(lead.bpm_attribute_past()["changes"][0]["new"], "Anna")

    # === MANY === #

    def test_reading_and_writing_many_takes_no_more_queries_than_few(self):
        names = ["x_bpm_way_in", "x_bpm_shelves", "x_bpm_degree", "x_bpm_origin"]
        values = {"x_bpm_way_in": "Ring", "x_bpm_shelves": 2, "x_bpm_degree": "low"}

        def reading(number):
            made = self.env["res.partner"].create(
                [{"name": f"P{n}", **values} for n in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            with self.counted() as queries:
                made.with_user(self.clerk).read(names)
            return queries

        def writing(number):
            made = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(number)])
            self.env.flush_all()
            self.env.invalidate_all()
            with self.counted() as queries:
                made.write(values)
                self.env.flush_all()
            return queries

        for work in (reading, writing):
            work(2)
            self.assertEqual(work(2), work(80))

    @contextmanager
    def counted(self):
        queries = []
        since = self.env.cr.sql_log_count
        yield queries
        queries.append(self.env.cr.sql_log_count - since)
