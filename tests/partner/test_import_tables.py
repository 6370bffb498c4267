"""S0-12, S2-15: a table of a counterparty (promotions taken part in, and how they were used) is
filled from any list: several columns are one line of it, and each row of the file adds one."""

import io

import openpyxl

from tests.partner.catalogue import CatalogueCase
from tests.partner.import_case import ImportCase
from tests.partner.tables import listed, workbook

PROMOTIONS = "x_bpm_deals"
HEADINGS = ["Company", "Deals › Deal", "Deals › Took part on", "Deals › Used", "Deals › Sum"]


class TableCase(CatalogueCase, ImportCase):
    """A table "Deals" without a key, and one of visits that are told apart by their day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table, cls.visits = cls.add_all(
            {"name": "Deals", "code": "deals", "type": "table", "history": True, "column_ids": [
                (0, 0, {"name": "Deal"}),
                (0, 0, {"name": "Took part on", "type": "date"}),
                (0, 0, {"name": "Used", "type": "boolean"}),
                (0, 0, {"name": "Sum", "type": "float"})]},
            {"name": "Visits", "code": "visits", "type": "table", "column_ids": [
                (0, 0, {"name": "Day", "type": "date", "is_key": True}),
                (0, 0, {"name": "Said"}),
                (0, 0, {"name": "Seen at", "type": "datetime"})]},
        )  # fmt: skip

    def lines(self, firm):
        """[(deal, day, used, sum)] of a firm."""
        firm.invalidate_recordset()
        return [
            (line.x_deal, str(line.x_took_part_on or ""), line.x_used, line.x_sum)
            for line in firm.x_bpm_deals
        ]

    def visited(self, firm):
        """[(day, what was said)] of a firm."""
        firm.invalidate_recordset()
        return [(str(line.x_day), line.x_said or "") for line in firm.x_bpm_visits]

    def firm_with(self, name, *deals):
        lines = [(0, 0, {"x_deal": deal, "x_used": used}) for deal, used in deals]
        return self.env["res.partner"].create(
            {"name": name, "is_company": True, "x_bpm_deals": lines}
        )


class TestTables(TableCase):
    def test_each_row_of_the_file_is_a_line_and_headings_are_understood(self):
        firm = self.firm_with("Zeta Known")
        importing = self.imported(
            listed(
                HEADINGS,
                ["Zeta Known", "Autumn fair", "31.10.2026", "yes", "1 200,50"],
                ["Zeta New", "Expo", "", "", ""],
                ["Zeta Known", "Expo", "2026-11-02", "no", ""],
                ["Zeta New", "Autumn fair", "", "да", "7"],
            )
        )
        self.assertEqual(self.counts(importing), (1, 3, 0, 0))
        fair = ("Autumn fair", "2026-10-31", True, 1200.5)
        self.assertEqual(self.lines(firm), [fair, ("Expo", "2026-11-02", False, 0)])
        new = self.called("Zeta New")
        self.assertEqual(self.lines(new), [("Expo", "", False, 0), ("Autumn fair", "", True, 7)])

    def test_the_preview_says_which_lines_are_added(self):
        self.firm_with("Zeta Known", ("Expo", True))
        importing = self.looked(
            listed(
                HEADINGS,
                ["Zeta Known", "expo", "", "yes", ""],
                ["Zeta Known", "Fair", "31.10.2026", "yes", "2.5"],
            )
        )
        self.assertEqual(importing.preview["counts"], {"unchanged": 1, "updated": 1})
        [row] = importing.preview["rows"]
        words = "Deal: Fair, Took part on: 10/31/2026, Used: Yes, Sum: 2.5"
        self.assertEqual(row["changes"], [["Zeta Known", "Deals", "", words]])
        self.assertEqual(len(self.called("Zeta Known").x_bpm_deals), 1, "nothing is written yet")

    def test_the_same_file_again_changes_nothing(self):
        """I8: "re-import of the same file changes nothing"."""
        data = listed(
            HEADINGS,
            ["Zeta A", "Fair", "31.10.2026", "yes", "0.1"],
            ["Zeta A", "Fair", "", "", ""],
            ["Zeta A", "Expo", "", "no", ""],
            ["Zeta A", "Expo", "", "no", ""],
        )
        importing = self.imported(data)
        self.assertEqual(self.counts(importing), (1, 1, 2, 0))
        before = self.lines(self.called("Zeta A"))
        self.assertEqual(len(before), 2, "said twice or said in short, it is the same line")
        self.assertEqual(self.counts(self.imported(data)), (0, 0, 4, 0))
        self.assertEqual(self.lines(self.called("Zeta A")), before)

    def test_a_column_only_for_new_ones_adds_nothing_to_known_ones(self):
        firm = self.firm_with("Zeta Known")
        importing = self.imported(
            listed(HEADINGS[:2], ["Zeta Known", "Fair"], ["Zeta New", "Fair"]),
            modes={"Deals › Deal": "keep"},
        )
        self.assertEqual(self.counts(importing), (1, 0, 1, 0))
        self.assertFalse(firm.x_bpm_deals)
        self.assertEqual(self.called("Zeta New").x_bpm_deals.x_deal, "Fair")

    def test_a_cell_nobody_can_read_is_a_row_not_imported_that_says_why(self):
        """I8: rejected rows with row, column and reason; mended, they come in."""
        importing = self.imported(
            listed(
                HEADINGS,
                ["Zeta A", "Fair", "31.10.2026", "", ""],
                ["", "Expo", "soon", "", ""],
                ["Zeta B", "Expo", "", "perhaps", ""],
                ["Zeta C", "Expo", "", "", "many"],
            )
        )
        self.assertEqual(self.counts(importing), (1, 0, 0, 3))
        refused = importing.row_ids.filtered(lambda row: row.outcome == "rejected")
        self.assertEqual(
            [(row.number, row.column, row.reason) for row in refused],
            [
                (3, "Deals › Took part on", "This is not a date."),
                (4, "Deals › Used", "This is neither yes nor no."),
                (5, "Deals › Sum", "This is not a number."),
            ],
        )
        sheet = openpyxl.load_workbook(io.BytesIO(importing._rejected_workbook())).active
        row = [cell.value or "" for cell in sheet[2]]
        self.assertEqual(row[:3], ["Zeta A", "Expo", "soon"], "it says whose line it is")
        self.assertIn("Zeta A", importing.bpm_page()["rejected"][0]["name"])
        row[2] = "02.11.2026"
        self.imported(listed([cell.value for cell in sheet[1]], row))
        self.assertEqual(len(self.called("Zeta A").x_bpm_deals), 2)

    def test_lines_of_a_row_that_the_database_refuses_are_not_there_either(self):
        """Reliability, import row: "row savepoint"."""
        lines = type(self.env["x_bpm_partner_deals"])
        create = lines.create

        def grumpy(records, vals_list):
            if any(vals.get("x_deal") == "Never" for vals in vals_list):
                raise ValueError("x")
            return create(records, vals_list)

        self.patch(lines, "create", grumpy)
        rows = [["Zeta A", "Fair"], ["", "Never"], ["", "Expo"], ["Zeta B", "Fair"]]
        importing = self.imported(listed(HEADINGS[:2], *rows))
        self.assertEqual(self.counts(importing), (2, 1, 0, 1))
        self.assertEqual(self.called("Zeta A").x_bpm_deals.mapped("x_deal"), ["Fair", "Expo"])
        self.assertEqual(self.called("Zeta B").x_bpm_deals.x_deal, "Fair")

    def test_what_becomes_of_a_table_is_history_like_any_value(self):
        firm = self.firm_with("Zeta Known")
        self.imported(listed(HEADINGS[:2], ["Zeta Known", "Fair"]))
        noted = self.env["bpm.partner.attribute.value"].search([("partner_id", "=", firm.id)])
        self.assertEqual(noted.mapped("source"), ["import"])

    def test_lines_count_few_queries(self):
        firms = [[f"Zeta Q{number}", "Fair"] for number in range(60)]
        self.imported(listed(HEADINGS[:2], *firms))
        more = [[name, "Expo"] for name, _deal in firms]
        importing = self.looked(listed(HEADINGS[:2], *more))
        worker, rows = importing._worker(), importing._rows_left()
        self.env.flush_all()
        self.env.invalidate_all()
        begun = self.cr.sql_log_count
        self.assertEqual(len(worker._look_through(rows)["rows"]), 60)
        self.assertLess(
            self.cr.sql_log_count - begun, 40, "tables are read for all of them at once"
        )


class TestKeys(TableCase):
    """Columns that tell lines apart: the same key is the same line, which changes."""

    def visit(self, *rows, **options):
        return self.imported(listed(["Company", "Visits › Day", "Visits › Said"], *rows), **options)

    def test_a_line_of_the_same_key_is_filled_in_or_overwritten(self):
        self.visit(["Zeta A", "01.10.2026", ""], ["Zeta A", "02.10.2026", "two"])
        firm = self.called("Zeta A")
        importing = self.visit(["Zeta A", "01.10.2026", "one"], ["Zeta A", "02.10.2026", "other"])
        self.assertEqual(self.counts(importing), (0, 1, 1, 0))
        self.assertEqual(self.visited(firm), [("2026-10-01", "one"), ("2026-10-02", "two")])
        changed = self.visit(
            ["Zeta A", "02.10.2026", "three"], modes={"Visits › Said": "overwrite"}
        )
        self.assertEqual(self.visited(firm)[1], ("2026-10-02", "three"))
        self.assertEqual(
            changed.preview["rows"][0]["changes"],
            [["Zeta A", "Visits › 10/02/2026 › Said", "two", "three"]],
        )
        changed.bpm_undo()
        importing.bpm_undo()
        self.assertEqual(self.visited(firm), [("2026-10-01", ""), ("2026-10-02", "two")])

    def test_a_line_added_and_changed_in_one_file_is_taken_back_whole(self):
        firm = self.firm_with("Zeta A")
        importing = self.visit(
            ["Zeta A", "01.10.2026", "one"],
            ["Zeta A", "01.10.2026", "two"],
            modes={"Visits › Said": "overwrite"},
        )
        self.assertEqual(self.visited(firm), [("2026-10-01", "two")])
        importing.bpm_undo()
        self.assertEqual((self.visited(firm), importing.kept_count), ([], 0))

    def test_a_key_travels_with_its_set(self):
        """S0-09: sets travel between databases as files."""
        sets = self.env["bpm.partner.attribute.set"]
        [told] = sets._read_file(self.set._to_text())
        keys = {
            column["code"]: column.get("is_key", False)
            for attribute in told["attributes"]
            for column in attribute["columns"]
        }
        self.assertTrue(keys["day"])
        self.assertFalse(keys["said"])


class TestTablesUndone(TableCase):
    def test_exactly_the_lines_that_were_added_go(self):
        firm = self.firm_with("Zeta Known", ("Expo", True))
        count = self.env["res.partner"].search_count([])
        importing = self.imported(
            listed(
                HEADINGS,
                ["Zeta Known", "Fair", "31.10.2026", "yes", "0.1"],
                ["Zeta New", "Fair", "", "", ""],
                ["Zeta New", "Expo", "", "", ""],
            )
        )
        firm.write({"x_bpm_deals": [(0, 0, {"x_deal": "By hand"})]})
        importing.bpm_undo()
        self.assertEqual([line[0] for line in self.lines(firm)], ["Expo", "By hand"])
        self.assertEqual(self.env["res.partner"].search_count([]), count, "the new one is removed")
        self.assertEqual((importing.archived_count, importing.kept_count), (0, 0))

    def test_a_line_that_somebody_changed_since_stays(self):
        firm = self.firm_with("Zeta Known")
        importing = self.imported(
            listed(HEADINGS[:2], ["Zeta Known", "Fair"], ["", "Expo"], ["", "Gone"])
        )
        fair, _expo, gone = firm.x_bpm_deals
        fair.x_used = True
        gone.unlink()
        importing.bpm_undo()
        self.assertEqual([line[0] for line in self.lines(firm)], ["Fair"])
        self.assertEqual(importing.kept_count, 1)

    def test_a_salesperson_adds_lines_and_takes_them_back(self):
        person = self.importer("import_sales")
        person.group_ids = self.env.ref("sales_team.group_sale_salesman")
        firm = self.firm_with("Zeta Known")
        importing = self.imported(listed(HEADINGS[:2], ["Zeta Known", "Fair"]), by=person)
        self.assertEqual(firm.x_bpm_deals.x_deal, "Fair")
        importing.bpm_undo()
        self.assertFalse(firm.x_bpm_deals)


class TestTablesRoundTrip(TableCase):
    """Case 72: what Odoo exports comes back equal."""

    def test_exported_deleted_and_imported_again(self):
        firms = self.firm_with("Round A", ("Fair", True), ("Expo", False), ("=1+1", True))
        firms += self.firm_with("Round B")
        firms += self.firm_with("Round C", ("Fair", False))
        for number, line in enumerate(firms.x_bpm_deals):
            line.write({"x_took_part_on": f"2026-10-{number + 1:02}", "x_sum": number + 0.1})
        names = [
            "name",
            *(f"x_bpm_deals/{name}" for name in ("x_deal", "x_took_part_on", "x_used", "x_sum")),
        ]
        table = firms.export_data(names)["datas"]
        self.assertEqual([row[0] for row in table], ["Round A", "", "", "Round B", "Round C"])
        headings = ["Name", "Deals/Deal", "Deals/Took part on", "Deals/Used", "Deals/Sum"]
        data = workbook(headings, *table)
        before = [self.lines(firm) for firm in firms]
        self.assertEqual(self.counts(self.imported(data)), (0, 0, 5, 0), "all of it is there")
        firms.unlink()
        importing = self.imported(data, targets={"Name": "company"})
        self.assertEqual(self.counts(importing), (3, 2, 0, 0))
        again = [self.called(f"Round {letter}") for letter in "ABC"]
        self.assertEqual([self.lines(firm) for firm in again], before)
