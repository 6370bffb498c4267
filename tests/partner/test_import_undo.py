"""The way back: one button takes an import back."""

import io

import openpyxl

from tests.partner.import_case import ImportCase
from tests.partner.tables import HEADINGS, fair, listed


class TestUndo(ImportCase):
    def test_what_was_created_is_gone_and_what_was_changed_is_as_it_was(self):
        known = self.env["res.partner"].create({"name": "Zeta Mobili", "is_company": True})
        count = self.env["res.partner"].search_count([])
        importing = self.imported(fair())
        self.assertEqual(known.city, "Roma")
        importing.bpm_undo()
        self.assertEqual(importing.state, "undone")
        self.assertFalse(known.city)
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertFalse(self.called("Anna Rossi"))

    def test_what_is_in_use_by_now_is_archived(self):
        importing = self.imported(fair())
        anna = self.called("Anna Rossi")
        self.env["crm.lead"].create({"name": "A deal", "partner_id": anna.id})
        importing.bpm_undo()
        self.assertFalse(anna.active)
        self.assertFalse(self.called("Bruno Verdi").exists())
        self.assertEqual(importing.archived_count, 2, "the contact, and the firm it belongs to")
        self.assertEqual(importing.bpm_page()["archived"], 2)

    def test_what_somebody_changed_since_stays(self):
        known = self.env["res.partner"].create({"name": "Zeta Mobili", "is_company": True})
        importing = self.imported(fair())
        known.city = "Milano"
        importing.bpm_undo()
        self.assertEqual((known.city, importing.kept_count), ("Milano", 1))

    def test_two_changes_of_one_value_are_taken_back_in_turn(self):
        known = self.env["res.partner"].create({"name": "Zeta", "is_company": True, "ref": "old"})
        rows = (["Zeta", "one"], ["Zeta", "two"])
        importing = self.imported(
            listed(["Company", "Reference"], *rows), modes={"Reference": "overwrite"}
        )
        self.assertEqual(known.ref, "two")
        importing.bpm_undo()
        self.assertEqual(known.ref, "old")

    def test_a_salesperson_without_the_right_to_delete_takes_back_what_they_imported(self):
        person = self.importer("import_sales")
        person.group_ids = self.env.ref("sales_team.group_sale_salesman")
        self.assertFalse(self.env["res.partner"].with_user(person).has_access("unlink"))
        importing = self.imported(fair(), by=person)
        importing.bpm_undo()
        self.assertFalse(
            self.env["res.partner"]
            .with_context(active_test=False)
            .search([("name", "=", "Anna Rossi")])
        )


class TestRefusedRows(ImportCase):
    """T12 and the way back in: the rows that were refused, as a workbook."""

    def sheet(self, importing):
        return openpyxl.load_workbook(io.BytesIO(importing._rejected_workbook())).active

    def test_refused_rows_come_out_with_the_reason_and_go_in_again(self):
        importing = self.imported(fair([4, "", "=cmd|' /C calc'!A0", "", "nobody", "", "+1+1"]))
        sheet = self.sheet(importing)
        self.assertEqual(
            [cell.value for cell in sheet[1]],
            ["No.", *HEADINGS, "Interested in", "Why not imported"],
        )
        self.assertEqual({cell.data_type for cell in sheet[2]}, {"s"})
        self.assertEqual(sheet["C2"].value, "=cmd|' /C calc'!A0")
        self.assertIn("not an e-mail", sheet["H2"].value)
        mended = [cell.value or "" for cell in sheet[2]]
        mended[4] = "somebody@test.example"
        again = self.imported(listed([cell.value for cell in sheet[1]], mended))
        self.assertEqual(self.counts(again), (1, 0, 0, 0))
        self.assertEqual(again.row_ids.partner_id.name, "=cmd|' /C calc'!A0")
        self.assertIn("+1+1", again.row_ids.partner_id.comment)
        self.assertNotIn("Why not imported", again.row_ids.partner_id.comment)
