"""Importing: rows in portions, each all or nothing; one bad row is one rejected row."""

import json
import logging

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..audit.bulk import unnest
from .import_job import AT_ONCE, ImportRefused
from .import_plan import Planned, Planner
from .import_write import Writer

_logger = logging.getLogger(__name__)
PORTION = 200
KINDS = ("int4", "varchar", "varchar", "varchar", "int4", "jsonb")


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    # === STARTING === #

    def bpm_run(self):
        """Import what the preview showed: at once, or in the background when it is long. Returns
        the page of the import."""
        self._check_own()
        self._take_turn()
        self._check_state("previewed")
        self._check_nobody_else_runs()
        self._note(state="running", started_at=fields.Datetime.now(), undoing=False)
        if self.row_count > AT_ONCE:
            self._call_cron()
        else:
            self._run_rows(self._rows_left())
            self._finish()
        return self.bpm_page()

    def _take_turn(self):
        self.env["bpm.partner.import.turn"]._take(self.company_id)
        self.invalidate_recordset()

    def _check_nobody_else_runs(self):
        """The same file is imported once at a time."""
        same_sudo = self.sudo().search(
            [
                ("state", "=", "running"),
                ("file_hash", "=", self.file_hash),
                ("company_id", "=", self.company_id.id),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if same_sudo:
            raise ImportRefused(
                self.env._(
                    "%(person)s is importing this very file right now. Wait until it is through: "
                    "then everything in it is there.",
                    person=same_sudo.user_id.name,
                )
            )

    def _rows_left(self, limit=None):
        """[(number, cells)] of the rows nothing has become of yet, in order."""
        rows = self.env["bpm.partner.import.row"].sudo()
        left = rows.search_fetch(
            [("import_id", "=", self.id), ("outcome", "=", False)],
            ["number", "cells"],
            limit=limit,
            order="number",
        )
        return [(row.number, row.cells) for row in left]

    # === ROWS === #

    def _run_rows(self, rows, planner=None):
        """Import rows; returns the planner, which remembers countries, tags and people."""
        worker = self._worker()
        planner = planner or Planner(worker)
        for start in range(0, len(rows), PORTION):
            with worker._quiet():
                self._run_portion(planner, rows[start : start + PORTION])
        return planner

    def _run_portion(self, planner, rows):
        """A portion in a savepoint; when it fails, each half of it, down to the one bad row."""
        planner.start_anew()
        try:
            with self.env.cr.savepoint():
                planned = planner.plan(rows)
                good = [one for one in planned if not one.problem]
                writer = Writer(planner)
                with self._as_source():
                    writer.put(good)
                self._note_rows(planned, writer.traces(good))
            return
        except psycopg2.OperationalError:
            raise  # somebody else changed the same: the whole portion is repeated
        except Exception as error:  # noqa: BLE001  whatever one row causes, the others go on
            reason = error
        self.env.invalidate_all()
        planner.lookup.tags.forget()
        if len(rows) > 1:
            half = len(rows) // 2
            self._run_portion(planner, rows[:half])
            self._run_portion(planner, rows[half:])
        else:
            [(number, cells)] = rows
            self._note_rows([Planned(number, cells, problem=(None, self._sentence(reason)))], {})

    def _sentence(self, error):
        if isinstance(error, UserError):
            return str(error)
        _logger.warning("Import %s: a row was refused", self.id, exc_info=error)
        if isinstance(error, psycopg2.Error):
            return self.env._(
                "The database did not take this row. Check lengths and odd signs in it."
            )
        return self.env._(
            "This row could not be imported. Ask your administrator to look into the log."
        )

    def _note_rows(self, planned, traces):
        """Write what became of rows, in one statement."""
        if not planned:
            return
        headings = [column["heading"] for column in self.columns]
        given = []
        for one in planned:
            column, word = one.problem or (None, None)
            trace = traces.get(one.number)
            given.append(
                (
                    one.number,
                    one.outcome,
                    word and self._worker()._problem_words().get(word, word),
                    None if column is None else headings[column],
                    one.party.id if one.party and not one.problem else None,
                    json.dumps(trace) if trace else None,
                )
            )
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_partner_import_row AS r
                      SET outcome = v.a, reason = v.b, "column" = v.c, partner_id = v.d, trace = v.e
                     FROM %s AS v(n, a, b, c, d, e)
                    WHERE r.import_id = %s AND r.number = v.n""",
                unnest(KINDS, given),
                self.id,
            )
        )
        self.env["bpm.partner.import.row"].invalidate_model()

    def _problem_words(self):
        """What is said about each kind of problem."""
        return {
            "nobody": self.env._("There is no name, no e-mail and no phone in this row."),
            "email": self.env._("This is not an e-mail address."),
            "date": self.env._("This is not a date."),
            "number": self.env._("This is not a number."),
            "yes_no": self.env._("This is neither yes nor no."),
            "several": self.env._(
                "Several counterparties have this tax number and none has this name. Merge them "
                "or write the name as it is there."
            ),
        }

    def _finish(self):
        """Count what became of the rows; the import is over."""
        self._after_rows()
        groups = (
            self.env["bpm.partner.import.row"]
            .sudo()
            ._read_group([("import_id", "=", self.id)], ["outcome"], ["__count"])
        )
        counts = dict(groups)
        self._note(
            state="done",
            finished_at=fields.Datetime.now(),
            **{
                f"{name}_count": counts.get(name, 0)
                for name in ("created", "updated", "unchanged", "rejected")
            },
        )

    def _after_rows(self):
        """What others do with the rows of an import that is through; nothing here."""
