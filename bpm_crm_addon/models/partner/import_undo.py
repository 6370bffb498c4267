"""Undoing an import: what it created goes, what it changed becomes what it was."""

from datetime import date, datetime

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .import_job import AT_ONCE
from .import_write import kept


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    def bpm_undo(self):
        """Take the import back: at once, or in the background when it is long. Returns the page.

        A counterparty that is in use by now is archived; a value somebody changed since stays.
        """
        self._check_own()
        self._take_turn()
        self._check_state("done")
        self._check_nobody_else_runs()
        self._note(state="running", undoing=True, archived_count=0, kept_count=0)
        if self.row_count > AT_ONCE:
            self._call_cron()
        else:
            self._undo_rows(self._rows_to_undo())
            self._undone()
        return self.bpm_page()

    def _rows_to_undo(self, limit=None):
        """Rows that have left a trace, the last first."""
        return (
            self.env["bpm.partner.import.row"]
            .sudo()
            .search(
                [("import_id", "=", self.id), ("trace", "!=", False)],
                order="number desc",
                limit=limit,
            )
        )

    def _undone(self):
        self._note(state="undone", undoing=False, finished_at=fields.Datetime.now())

    def _undo_rows(self, rows):
        """Undo these rows, in their order; returns how many."""
        worker = self._worker()
        with worker._quiet():
            created, kept_count = worker._restore(rows)
            archived_count = worker._remove(created)
        self._note(
            archived_count=self.archived_count + archived_count,
            kept_count=self.kept_count + kept_count,
        )
        if rows:
            self.env.cr.execute(
                SQL("UPDATE bpm_partner_import_row SET trace = NULL WHERE id = ANY(%s)", rows.ids)
            )
            rows.invalidate_model()
        return len(rows)

    def _restore(self, rows):
        """(ids of counterparties these rows created, number of values left as they are)."""
        created, left, partners = [], 0, self.env["res.partner"].with_context(active_test=False)
        touched = {step["id"] for row in rows for step in row.trace}
        there = set(partners.search([("id", "in", sorted(touched))]).ids)
        for row in rows:
            for step in reversed(row.trace):
                if step["id"] not in there:
                    continue
                if step.get("created"):
                    created.append(step["id"])
                elif not self._restore_value(partners.browse(step["id"]), step):
                    left += 1
        return created, left

    def _restore_value(self, partner, step):
        """Whether the value was as the import had left it, and is now what it was before."""
        name, old = step["field"], step["old"]
        if "line" in step:
            return self._restore_line(partner, step)
        if name not in partner._fields or kept(partner[name]) != step["new"]:
            return False
        return self._write_back(partner, name, _as_before(partner._fields[name], old))

    def _restore_line(self, partner, step):
        """The same of a line of a table: what was added goes, what was changed is as before."""
        name = step["field"]
        if name not in partner._fields:
            return False
        line = partner[name].filtered(lambda one: one.id == step["line"])
        if not line:
            return True  # somebody took it away since, and nothing is left of it
        fields_ = line._fields
        if any(
            column not in fields_ or (kept(line[column]) or None) != (new or None)
            for column, new in step["new"].items()
        ):
            return False
        if step["old"] is None:
            return self._write_back(partner, name, [(2, line.id)])
        before = {column: _as_before(fields_[column], old) for column, old in step["old"].items()}
        return self._write_back(partner, name, [(1, line.id, before)])

    def _write_back(self, partner, name, value):
        try:
            with self.env.cr.savepoint():
                partner.write({name: value})
        except (UserError, psycopg2.IntegrityError):
            partner.invalidate_recordset()
            return False
        return True

    def _remove(self, partner_ids):
        """Remove counterparties that nothing refers to, archive the others; returns how many.

        What one's own import has created one may take back, also without the right to delete.
        """
        in_use = self._in_use(partner_ids)
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        free = partners.browse(one for one in partner_ids if one not in in_use)
        used = partners.browse(one for one in partner_ids if one in in_use)
        return self._unlink_or_archive(free) + self._archive(used)

    def _unlink_or_archive(self, partners):
        if not partners:
            return 0
        try:
            with self.env.cr.savepoint():
                partners.unlink()
            return 0
        except psycopg2.OperationalError:
            raise
        except (UserError, psycopg2.Error):
            self.env.invalidate_all()
        if len(partners) == 1:
            return self._archive(partners)
        half = len(partners) // 2
        return self._unlink_or_archive(partners[:half]) + self._unlink_or_archive(partners[half:])

    def _archive(self, partners):
        try:
            with self.env.cr.savepoint():
                partners.action_archive()
        except UserError:  # somebody can log in as this one by now
            self.env.invalidate_all()
        return len(partners)


def _as_before(field, old):
    """A value out of a trace, as it is written into its field."""
    if field.type == "many2many":
        return [(6, 0, old or [])]
    if field.type == "date" and old:
        return date.fromisoformat(old)
    if field.type == "datetime" and old:
        return datetime.fromisoformat(old)
    return False if old is None else old
