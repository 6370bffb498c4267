"""Rows that were not imported, as a workbook: mend them there and import it again."""

import io

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import AccessError

REMEMBERED = 30  # days that refused rows wait on the desk


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    rejects_settled = fields.Boolean(
        readonly=True, help="A data steward has dealt with the rows that were not imported."
    )

    # === WHO MENDS THEM === #

    @api.model
    def _with_rejects(self, limit):
        """Imports of everybody with refused rows that no data steward has settled, newest first."""
        return self.search(
            [
                ("state", "=", "done"),
                ("rejected_count", ">", 0),
                ("rejects_settled", "=", False),
                ("finished_at", ">=", f"today -{REMEMBERED}d"),
            ],
            limit=limit,
        )

    def action_settle_rejects(self):
        """Say that the refused rows of these imports are mended, or not worth it."""
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_steward"):
            raise AccessError(
                self.env._("Only a data steward settles rows that were not imported. Ask one.")
            )
        self.check_access("read")
        for importing in self:
            importing._note(rejects_settled=True)

    # === AS A WORKBOOK === #

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
        whole = self._whole_rows([(row.number, row.cells) for row in rows])
        lines += [
            [*cells, ": ".join(filter(None, (row.column, row.reason)))]
            for row, (_number, cells) in zip(rows, whole, strict=True)
        ]
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell, text if number else bold)
        sheet.set_column(0, len(headings) - 1, 20, text)
        sheet.set_column(len(headings), len(headings), 50, text)
        sheet.freeze_panes(1, 0)
        book.close()
        return file.getvalue()
