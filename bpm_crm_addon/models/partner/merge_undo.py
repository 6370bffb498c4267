"""Undoing a merge: exactly what was moved goes back; what came later stays with the kept card."""

import json

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def action_undo(self):
        """Make several counterparties of the one again."""
        for merge in self:
            merge._check_steward()
            merge._undo()
        return True

    def _undo(self):
        merge = self.sudo()
        merge._lock()
        merge._refuse_undo()
        kept, sources = merge.kept_id, merge.partner_ids - merge.kept_id
        self.env.flush_all()
        merge._move_back()
        self.env.invalidate_all()
        sources.write({"active": True})
        left = merge._restore_values()
        merge._recompute(kept | sources)
        merge.write(
            {
                "state": "undone",
                "undone_at": fields.Datetime.now(),
                "undone_by_id": self.env.uid,
                "left_count": left,
            }
        )
        merge._tell(self.env.uid, "merge_undone")

    def _refuse_undo(self):
        if self.state == "undone":
            raise UserError(
                self.env._(
                    "%(person)s has undone this merge already.", person=self.undone_by_id.name
                )
            )
        if self.state != "done":
            raise UserError(self.env._("Nothing was merged here: there is nothing to undo."))
        if self.is_forgotten:
            raise UserError(
                self.env._(
                    "This merge can no longer be undone: 30 days have passed. Create the "
                    "counterparty anew and move its documents by hand."
                )
            )
        later = self.search(
            [
                ("state", "=", "done"),
                ("id", "!=", self.id),
                ("partner_ids", "in", self.kept_id.ids),
                ("kept_id", "!=", self.kept_id.id),
            ],
            limit=1,
        )
        if later:
            raise UserError(
                self.env._(
                    "%(name)s was merged into %(other)s afterwards. Undo that merge first.",
                    name=self.kept_id.name,
                    other=later.kept_id.name,
                )
            )

    # === ROWS === #

    def _move_back(self):
        catalogue, _pointers = self._pointers()
        moves = self.move_ids.sorted("id")
        tables = set(self._existing_columns())
        for move in moves.filtered(lambda one: one.kind == "moved")[::-1]:
            if (move.table_name, move.column_name) in tables:
                self._move_one_back(catalogue, move)
        for move in moves.filtered(lambda one: one.kind == "aside"):
            if (move.table_name, None) in tables:
                self._put_back(catalogue, move)

    def _existing_columns(self):
        """(table, column) and (table, None) of what is still there: addons come and go."""
        rows = self.env.execute_query(
            SQL(
                """SELECT table_name, column_name FROM information_schema.columns
                    WHERE table_schema = current_schema AND table_name = ANY(%s)""",
                list(set(self.move_ids.mapped("table_name"))),
            )
        )
        return {*rows, *((table, None) for table, _column in rows)}

    def _move_one_back(self, catalogue, move):
        """What still points at the kept card and can stand at the other goes back there."""
        pointer = catalogue.pointer(move.table_name, move.column_name, as_text=move.as_text)
        kept, source = self.kept_id.id, move.source_id
        where = SQL("t.%s = %s", pointer.sql_column, pointer.value(kept))
        if move.has_id:
            where = SQL("%s AND t.id = ANY(%s)", where, move.rows)
        else:
            where = SQL(
                "%s AND to_jsonb(t) - %s IN (SELECT jsonb_array_elements(%s::jsonb))",
                where, pointer.column, json.dumps(move.rows),
            )  # fmt: skip
        for others, condition in pointer.uniques:
            where = SQL("%s AND %s", where, self._is_free(pointer, others, condition, source))
        self.env.cr.execute(
            SQL(
                "UPDATE %s t SET %s = %s WHERE %s",
                pointer.sql_table, pointer.sql_column, pointer.value(source), where,
            )
        )  # fmt: skip

    def _is_free(self, pointer, others, condition, source):
        """SQL: no row of the other card says the same by now."""
        inside = SQL("o.%s = %s", pointer.sql_column, pointer.value(source))
        if condition:
            inside = SQL("%s AND (%s)", inside, SQL(condition))  # pylint: disable=sql-injection
        names = [SQL(one) for one in others]  # pylint: disable=sql-injection
        return SQL(
            """NOT EXISTS (SELECT FROM (SELECT ROW(%s)::text AS said FROM %s o WHERE %s) AS there
                            WHERE there.said = (SELECT ROW(%s)::text FROM (SELECT t.*) AS mine))""",
            SQL(", ").join(names) if names else SQL("TRUE"),
            pointer.sql_table,
            inside,
            SQL(", ").join(names) if names else SQL("TRUE"),
        )

    def _put_back(self, catalogue, move):
        """Insert rows that were set aside, where all they point at is still there."""
        table = SQL.identifier(move.table_name)
        there = [
            SQL(
                "(r.%s IS NULL OR EXISTS (SELECT FROM %s x WHERE x.id = r.%s))",
                SQL.identifier(column), SQL.identifier(to), SQL.identifier(column),
            )
            for column, to in catalogue.targets(move.table_name)
            if to != move.table_name
        ]  # fmt: skip
        self.env.cr.execute(
            SQL(
                """INSERT INTO %s SELECT r.* FROM jsonb_populate_recordset(NULL::%s, %s::jsonb) r
                    WHERE %s ON CONFLICT DO NOTHING""",
                table,
                table,
                json.dumps(move.rows),
                SQL(" AND ").join([SQL("TRUE"), *there]),
            )
        )

    # === VALUES === #

    def _restore_values(self):
        """Give the kept card its former values back; return how many were changed since."""
        left, values = 0, {}
        for line in self.line_ids.filtered("overwritten"):
            for name, (old, new) in line.overwritten.items():
                if name not in self.kept_id._fields:
                    continue
                if self._plain(self.kept_id, name) == new:
                    values[name] = old
                else:
                    left += 1
        if values:
            self.kept_id.write(values)
        self._give_ranks_back()
        return left

    # === FORGETTING === #

    def _cron_forget(self):
        """After 30 days what undoing needs is deleted; merges never carried out go sooner."""
        now = fields.Datetime.now()
        old = self.search(
            [("state", "!=", "prepared"), ("is_forgotten", "=", False), ("undo_until", "<", now)]
        )
        old.move_ids.unlink()
        old.line_ids.write({"overwritten": False})
        old.write({"is_forgotten": True, "ranks": False, "company_values": False})
        self.search(
            [
                ("state", "=", "prepared"),
                ("create_date", "<", fields.Datetime.subtract(now, days=7)),
            ]
        ).unlink()
