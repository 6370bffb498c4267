"""T11, cases 68 and 69: a file made to do harm is refused, quickly and with a sentence."""

import resource
import socket
import struct
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from odoo.addons.bpm_crm_addon.models.partner import import_reader
from odoo.addons.bpm_crm_addon.models.partner.import_reader import UnreadableFile
from tests.partner.import_case import ImportCase
from tests.partner.tables import HEADINGS, old_workbook, saved, with_member, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"


class TestHarmfulFiles(ImportCase):
    def memory(self):
        """What this process occupies, in MB."""
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 2**20

    def refused(self, data, words):
        started, before = time.process_time(), self.memory()
        with self.assertRaisesRegex(UnreadableFile, words):
            self.opened(data)
        self.assertLess(time.process_time() - started, 1, "refused within a second")
        self.assertLess(self.memory() - before, 50, "MB of memory")
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

    def test_nothing_is_asked_of_other_servers(self):
        """Case 69: neither an entity nor a parameter entity reaches a listener."""
        data = workbook(HEADINGS, ["Zeta", "", "", "", ""])
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
            for entity in (f'e SYSTEM "{url}"', f'% p SYSTEM "{url}"> %p; <!ENTITY e "x"'):
                evil = f"<!DOCTYPE x [<!ENTITY {entity}>]>"
                self.refused(
                    with_member(data, SHEET, lambda text, evil=evil: evil + text),
                    "could read other files",
                )
            listener.settimeout(0)
            with self.assertRaises(BlockingIOError):
                listener.accept()

    def test_what_is_no_table(self):
        self.refused(b"", "nothing in this file")
        self.refused(b"%PDF-1.7 ...", "not a table")
        self.refused(b"<html><script>alert(1)</script>", "not a table")
        self.refused(zipped({"word/document.xml": b""})[:-30], "cannot be read")
        self.refused(b"\xd0\xcf\x11\xe0" + bytes(600), "cannot be read")
        self.refused(workbook(["", ""]), "No table was found")

    def test_a_busy_server_says_so(self):
        self.patch(import_reader, "PATIENCE", 0.01)
        self.refused(workbook(HEADINGS, ["Zeta", "", "", "", ""]), "the server is busy")

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

    def test_old_workbooks_are_read_like_new_ones(self):
        """S2-15, case 72: .xls with numbers, yes or no, days of both calendars."""
        line = ["Zeta", 380501234567, 1234.5, True, date(2024, 2, 29)]
        for since_1904 in (False, True):
            with self.subTest(since_1904=since_1904):
                data = old_workbook(
                    ["Company", "Phone", "Sum", "Regular", "Since"], line, since_1904=since_1904
                )
                found = self.cells(data, "list.xls")[1]
                self.assertEqual(found, [["Zeta", "380501234567", "1234.5", "TRUE", "2024-02-29"]])

    def test_days_of_workbooks_that_count_from_1904(self):
        """Case 72: dates 1900/1904 preserved; a time of day stays."""
        for epoch in (CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904):
            with self.subTest(epoch):
                book = openpyxl.Workbook()
                book.epoch = epoch
                book.active.append(["Company", "Since", "Seen"])
                book.active.append(["Zeta", date(2024, 2, 29), datetime(2024, 3, 1, 9, 30)])
                found = self.cells(saved(book))[1]
                self.assertEqual(found, [["Zeta", "2024-02-29", "2024-03-01 09:30:00"]])
