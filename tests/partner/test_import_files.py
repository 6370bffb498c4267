"""T11, cases 68 and 69: a file made to do harm is refused, quickly and with a sentence."""

import struct
import time
import zipfile

import openpyxl

from odoo.addons.bpm_crm_addon.models.partner.import_reader import UnreadableFile
from tests.partner.import_case import ImportCase
from tests.partner.tables import HEADINGS, saved, with_member, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"


class TestHarmfulFiles(ImportCase):
    def refused(self, data, words):
        started = time.process_time()
        with self.assertRaisesRegex(UnreadableFile, words):
            self.opened(data)
        self.assertLess(time.process_time() - started, 1, "refused within a second")
        self.assertFalse(self.env["bpm.partner.import"].search([("user_id", "=", self.seller.id)]))

    def test_bombs(self):
        self.refused(zipped({SHEET: bytes(12 * 2**20)}), "packed in a way")
        self.refused(zipped({"xl/media/x.bin": bytes(5 * 2**20)}), "packed in a way")
        many = {f"xl/{number}.xml": b"" for number in range(2_001)}
        self.refused(zipped(many, zipfile.ZIP_STORED), "too many parts")
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 20_000, 20_000, 1, 1, 0)
        self.refused(zipped({SHEET: b""})[:-22] + end, "too many parts")

    def test_ways_outside(self):
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        self.refused(zipped({link: b"/etc/passwd"}), "places outside")
        self.refused(zipped({"xl/../../evil.xml": b""}), "places outside")
        self.refused(zipped({"/etc/evil.xml": b""}), "places outside")

    def test_entities_in_any_part(self):
        """Case 69: XXE, wherever it stands and in either encoding."""
        evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        data = workbook(HEADINGS, ["Zeta", "", "", "", ""])
        for name in (SHEET, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"):
            harmful = with_member(
                data,
                name,
                lambda text: text.replace("?>", f"?>{evil}", 1) if "?>" in text else evil + text,
            )
            self.refused(harmful, "could read other files")

    def test_what_is_no_table(self):
        self.refused(b"", "nothing in this file")
        self.refused(b"%PDF-1.7 ...", "not a table")
        self.refused(b"<html><script>alert(1)</script>", "not a table")
        self.refused(zipped({"word/document.xml": b""})[:-30], "cannot be read")
        self.refused(b"\xd0\xcf\x11\xe0" + bytes(600), "cannot be read")
        self.refused(workbook(["", ""]), "No table was found")

    def test_too_many_columns(self):
        self.refused(
            workbook(["Name", *[f"c{number}" for number in range(300)]], ["Ann"]),
            "more than 256 columns",
        )


class TestFiles(ImportCase):
    """S2-15: any table."""

    def cells(self, data, name="list.csv"):
        importing = self.opened(data, name=name)
        return [one["target"] for one in importing.columns], [
            row.cells for row in importing.row_ids
        ]

    def test_text_files_in_usual_encodings(self):
        text = "Название;Телефон;Примечание\r\nООО «Ромашка»;0032;a,b\r\n"
        for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16"):
            with self.subTest(encoding):
                data = text.encode(encoding) + b""
                found = self.cells(data)
                self.assertEqual(
                    found, (["name", "phone", "comment"], [["ООО «Ромашка»", "0032", "a,b"]])
                )

    def test_merged_cells_and_dates_and_leading_zeros(self):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["Company", "Contact person", "Zip"])
        sheet.append(["Zeta", "Anna Rossi", 1234])
        sheet.append([None, "Bruno Verdi", 999])
        sheet.merge_cells("A2:A3")
        for row in (2, 3):
            sheet.cell(row, 3).number_format = "00000"
        found = self.cells(saved(book))[1]
        self.assertEqual(found, [["Zeta", "Anna Rossi", "01234"], ["Zeta", "Bruno Verdi", "00999"]])

    def test_several_tables_are_offered_and_the_other_one_can_be_taken(self):
        data = workbook(
            People=[["Name", "Phone"], ["Ann", "+32 1"], ["Bob", "+32 2"]],
            Firms=[["Company", "Town"], ["Zeta", "Roma"]],
        )
        importing = self.opened(data)
        self.assertEqual([table["title"] for table in importing.tables], ["People", "Firms"])
        page = importing.bpm_choose_table(1)
        self.assertEqual([one["target"] for one in page["columns"]], ["company", "city"])
        self.assertEqual((page["rows"], len(importing.row_ids)), (1, 1))
