"""Step one: a file is dropped, its tables are found, columns are understood as far as possible."""

import base64
import binascii
import hashlib

from odoo import api, models
from odoo.exceptions import UserError

from ...engine.tabular.column_type import guess_type
from ...engine.tabular.headings import guess_all, is_usual, plain
from ...engine.tabular.tables import find_tables
from ..audit.bulk import insert

SAMPLES = 5
DRAFTS = ("draft", "mapped", "previewed")


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def bpm_open(self, name, content):
        """Begin an import. `name`: the file's, `content`: its bytes in base64. Returns the page.

        The same file again goes on with what one has begun with it and not imported yet.
        """
        self._check_may_import()
        try:
            data = base64.b64decode(content or "", validate=True)
        except (binascii.Error, ValueError) as error:
            raise UserError(
                self.env._("The file did not arrive whole. Choose it once more.")
            ) from error
        fingerprint = hashlib.sha256(data).hexdigest()
        begun = self.search(
            [
                ("file_hash", "=", fingerprint),
                ("state", "in", DRAFTS),
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
            ],
            limit=1,
        )
        return (begun or self._begin(name, data, fingerprint)).bpm_page()

    @api.model
    def _begin(self, name, data, fingerprint):
        tables = self._find_tables(data, name)
        importing_sudo = self.sudo().create(
            {
                "name": (name or self.env._("Table"))[:200],
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "file": base64.b64encode(data),
                "file_hash": fingerprint,
                "tables": [
                    {"title": one["title"], "headings": one["headings"], "rows": len(one["rows"])}
                    for one in tables
                ],
            }
        )
        importing = importing_sudo.with_env(self.env)
        importing._use_table(0, tables[0])
        return importing

    @api.model
    def _find_tables(self, data, name=""):
        """The tables of all sheets, the largest first: [{title, headings, rows, numbers}]."""
        known = self._own_headings()

        def usual(text):
            return is_usual(text) or plain(text) in known

        found = []
        for sheet in self._read_sheets(data, name):
            for table in find_tables(sheet["rows"], sheet["merged"], usual):
                title = " · ".join(filter(None, (sheet["name"], table.title)))
                found.append(
                    {
                        "title": title,
                        "headings": table.headings,
                        "rows": table.rows,
                        "numbers": table.numbers,
                    }
                )
        if not found:
            raise self._unreadable("no_table")
        return sorted(found, key=lambda table: -len(table["rows"]) * len(table["headings"]))

    def bpm_choose_table(self, number):
        """Take another of the tables that were found. Returns the page."""
        self._check_own()
        self._check_state(*DRAFTS)
        if number not in range(len(self.tables)):
            raise UserError(self.env._("There is no such table in this file. Reload the page."))
        self._use_table(number, self._find_tables(self._data(), self.name)[number])
        return self.bpm_page()

    def _data(self):
        """The bytes of the file."""
        return base64.b64decode(self.sudo().file)

    def _use_table(self, number, table):
        """Lay out the rows of one table and guess what its columns mean."""
        self.env["bpm.partner.import.row"].sudo().search([("import_id", "=", self.id)]).unlink()
        insert(
            self.env["bpm.partner.import.row"].sudo(),
            [
                {"import_id": self.id, "number": place, "cells": cells}
                for place, cells in zip(table["numbers"], table["rows"], strict=True)
            ],
        )
        self.invalidate_recordset(["row_ids"])
        columns = self._guess_columns(table)
        profile = self.env["bpm.partner.import.profile"]._find(table["headings"])
        self._note(
            state="draft",
            table_number=number,
            row_count=len(table["rows"]),
            columns=profile._choices(columns) if profile else columns,
            profile_id=profile.id,
            preview=False,
        )

    def _guess_columns(self, table):
        headings, rows = table["headings"], table["rows"]
        samples = [self._samples(rows, number) for number in range(len(headings))]
        targets = guess_all(headings, samples, self._own_headings())
        return [
            {
                "heading": heading,
                "target": target,
                "mode": "fill",
                "samples": cells,
                "type": guess_type(row[number] for row in rows[:200]),
            }
            for number, (heading, target, cells) in enumerate(
                zip(headings, targets, samples, strict=True)
            )
        ]

    def _samples(self, rows, number):
        """The first few different values of a column."""
        found = dict.fromkeys(row[number] for row in rows[:200] if row[number])
        return [text[:80] for text in list(found)[:SAMPLES]]
