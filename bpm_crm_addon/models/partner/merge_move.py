"""Moving everything from one card to another, and noting what it takes to move it back.

Statements per table that holds something, none per row. What would be there twice afterwards (both
follow the same order, both have the same role) is set aside whole, with what hangs on it; where
something else relies on it, it stays with the archived card.
"""

import json

from odoo import models
from odoo.tools import SQL

# Of two rows that say the same, the one kept is that of the kept card, or the first by this.
EARLIEST = {"bpm_partner_role_assignment": SQL("t.date_from, t.id")}


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _count_pointing(self, pointers, partner_ids):
        """{pointer's key: how many rows point at these}, in one statement."""
        counted = SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s, count(*) FROM %s t WHERE %s",
                one.key, one.sql_table, one.where(partner_ids),
            )
            for one in pointers
        )  # fmt: skip
        rows = self.env.execute_query(counted)
        return {key: count for key, count in rows if count}

    def _move_all(self):
        """Let everything follow to the kept card; return the notes for undoing it."""
        self.env.flush_all()
        kept, sources = self.kept_id.id, (self.partner_ids - self.kept_id).ids
        catalogue, pointers = self._pointers()
        found = self._count_pointing(pointers, sources)
        notes = []
        for pointer in pointers:
            if pointer.key in found:
                stay = self._clear_the_way(catalogue, pointer, kept, sources, notes)
                notes += self._move(pointer, kept, sources, stay)
        self.env.invalidate_all()
        return notes

    def _move(self, pointer, kept, sources, stay=()):
        """Move the rows of one column, but for those in `stay`; return the notes."""
        what = SQL("t.id") if pointer.has_id else SQL("to_jsonb(t) - %s", pointer.column)
        where = pointer.where(sources)
        if pointer.table == "ir_attachment" and pointer.scope:
            where = SQL("%s AND (%s)", where, self._papers_that_move(kept))
        if stay:
            where = SQL("%s AND t.id <> ALL(%s)", where, list(stay))
        rows = self.env.execute_query(
            SQL(
                """WITH old AS (
                       SELECT t.%(identity)s AS place, t.%(column)s AS was, %(what)s AS said
                         FROM %(table)s t WHERE %(where)s FOR UPDATE)
                   UPDATE %(table)s t SET %(column)s = %(kept)s FROM old
                    WHERE t.%(identity)s = old.place RETURNING old.was, old.said""",
                identity=pointer.identity,
                column=pointer.sql_column,
                what=what,
                table=pointer.sql_table,
                where=where,
                kept=pointer.value(kept),
            )
        )
        by_source = {}
        for was, said in rows:
            by_source.setdefault(pointer.partner(was), []).append(said)
        return [self._note_of("moved", pointer, source, said) for source, said in by_source.items()]

    def _papers_that_move(self, kept):
        """SQL: papers, and pictures only where the kept card has none: it shows one picture."""
        return SQL(
            """t.res_field IS NULL OR NOT EXISTS (
               SELECT FROM ir_attachment k
                WHERE k.res_model = 'res.partner' AND k.res_id = %s AND k.res_field IS NOT NULL)""",
            kept,
        )

    def _note_of(self, kind, pointer, source, rows):
        return {
            "kind": kind,
            "table_name": pointer.table,
            "column_name": pointer.column,
            "source_id": source,
            "as_text": pointer.as_text,
            "has_id": pointer.has_id,
            "rows": rows,
        }

    # === WHAT WOULD BE THERE TWICE === #

    def _clear_the_way(self, catalogue, pointer, kept, sources, notes):
        """Set aside what cannot stand beside the kept card's; return ids of what stays."""
        stay = []
        for others, condition in pointer.uniques:
            double = self._doubles(pointer, others, condition, kept, sources)
            if double and pointer.has_id:
                stay += self._set_aside(catalogue, pointer.table, double, notes)
            elif double:
                self._delete(pointer, double, notes)
        if pointer.table == "bpm_partner_relation":
            self._set_aside(catalogue, pointer.table, self._related_to_itself(kept, sources), notes)
        return stay

    def _doubles(self, pointer, others, condition, kept, sources):
        """Identities of rows that a unique index would refuse after the move."""
        others = [SQL("(%s)", SQL(one)) for one in others]  # pylint: disable=sql-injection
        where = pointer.where([kept, *sources])
        if condition:
            where = SQL("%s AND (%s)", where, SQL(condition))  # pylint: disable=sql-injection
        for one in others:
            where = SQL("%s AND %s IS NOT NULL", where, one)
        first = EARLIEST.get(pointer.table) or SQL(
            "(t.%s = %s) DESC, t.%s", pointer.sql_column, pointer.value(kept), pointer.identity
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT place FROM (
                       SELECT t.%s AS place, row_number() OVER (PARTITION BY %s ORDER BY %s) AS n
                         FROM %s t WHERE %s) AS ranked
                    WHERE n > 1""",
                pointer.identity,
                SQL(", ").join(others) if others else SQL("TRUE"),
                first,
                pointer.sql_table,
                where,
            )
        )
        return [place for (place,) in rows]

    def _related_to_itself(self, kept, sources):
        """Relations between the cards that become one."""
        both = [kept, *sources]
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM bpm_partner_relation
                    WHERE partner_id = ANY(%s) AND other_id = ANY(%s)""",
                both,
                both,
            )
        )
        return [one for (one,) in rows]

    def _delete(self, pointer, places, notes):
        rows = self.env.execute_query(
            SQL(
                "DELETE FROM %s t WHERE t.ctid = ANY(%s::tid[]) RETURNING to_jsonb(t)",
                pointer.sql_table,
                places,
            )
        )
        notes.append(self._note_aside(pointer.table, [row for (row,) in rows]))

    def _note_aside(self, table, rows):
        return {"kind": "aside", "table_name": table, "column_name": "id", "rows": rows}

    def _set_aside(self, catalogue, table, ids, notes):
        """Delete rows with all that goes with them, and note them whole.

        Returns the ids of rows that something else relies on: they are left alone.
        """
        if not ids:
            return []
        kept_back = self._relied_upon(catalogue, table, ids, set())
        ids = [one for one in ids if one not in kept_back]
        taken = []
        self._collect(catalogue, table, ids, taken, set())
        together = {}  # rows of one table may point at each other: they come back in one go
        for name, rows in taken:
            together.setdefault(name, []).extend(rows)
        notes += [self._note_aside(name, rows) for name, rows in together.items()]
        if ids:
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE id = ANY(%s)", SQL.identifier(table), ids)
            )
        return list(kept_back)

    def _relied_upon(self, catalogue, table, ids, seen):
        """Those of the ids that a row points at which would not go with them."""
        relied = set()
        seen.add(table)
        for other, column, does in catalogue.dependents(table):
            if does == "c" or other in seen:
                continue
            rows = self.env.execute_query(
                SQL(
                    "SELECT DISTINCT %s FROM %s WHERE %s = ANY(%s)",
                    SQL.identifier(column), SQL.identifier(other), SQL.identifier(column), ids,
                )
            )  # fmt: skip
            relied.update(one for (one,) in rows)
        return relied

    def _collect(self, catalogue, table, ids, taken, seen):
        """Read rows whole, then what goes with them: parents first."""
        fresh = [one for one in ids if (table, one) not in seen]
        if not fresh:
            return
        seen.update((table, one) for one in fresh)
        rows = self.env.execute_query(
            SQL("SELECT to_jsonb(t) FROM %s t WHERE id = ANY(%s)", SQL.identifier(table), fresh)
        )
        taken.append((table, [row for (row,) in rows]))
        for other, column, does in catalogue.dependents(table):
            if does != "c":
                continue
            found = self.env.execute_query(
                SQL(
                    "SELECT to_jsonb(t) FROM %s t WHERE %s = ANY(%s)",
                    SQL.identifier(other), SQL.identifier(column), fresh,
                )
            )  # fmt: skip
            if found and other in catalogue.with_id:
                below = [row["id"] for (row,) in found]
                self._collect(catalogue, other, below, taken, seen)
            elif found:
                taken.append((other, [row for (row,) in found]))

    def _keep_notes(self, notes):
        """Write the notes down, in one statement."""
        self.env["bpm.partner.merge.move"].sudo().create(
            [
                {"merge_id": self.id, **note, "rows": json.loads(json.dumps(note["rows"]))}
                for note in notes
            ]
        )
