"""Rows that were not imported, as a workbook: mend them there and import it again."""

import io

import xlsxwriter

from odoo import models


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    def _rejected_workbook(self):
        """The bytes of an .xlsx: the columns of the file, then which cell is wrong and why.

        Every cell is text by its type, so nothing in it is ever calculated, and it comes back as
        it was.
        """
        self.ensure_one()
        self.check_access("read")
        rows = self.env["bpm.partner.import.row"].search(
            [("import_id", "=", self.id), ("outcome", "=", "rejected")], order="number"
        )
        file = io.BytesIO()
        book = xlsxwriter.Workbook(
            file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        sheet = book.add_worksheet()
        bold, text = (
            book.add_format({"bold": True, "num_format": "@"}),
            book.add_format({"num_format": "@"}),
        )
        headings = [column["heading"] for column in self.columns]
        lines = [[*headings, self.env._("Why not imported")]]
        lines += [[*row.cells, ": ".join(filter(None, (row.column, row.reason)))] for row in rows]
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell, text if number else bold)
        sheet.set_column(0, len(headings) - 1, 20, text)
        sheet.set_column(len(headings), len(headings), 50, text)
        sheet.freeze_panes(1, 0)
        book.close()
        return file.getvalue()
