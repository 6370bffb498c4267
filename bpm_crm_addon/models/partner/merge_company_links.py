"""Links that each company keeps for itself: they lie in JSON, where no foreign key shows them.

Odoo's own addons have none to a counterparty; others and fields made by hand may.
"""

from odoo import fields, models
from odoo.tools import SQL


class BpmPartnerMergeMove(models.Model):
    _inherit = "bpm.partner.merge.move"

    kind = fields.Selection(
        selection_add=[("company", "Moved, of one company")], ondelete={"company": "cascade"}
    )


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _company_links(self):
        """[(table, column)] of company-dependent links to counterparties."""
        return sorted(
            {
                (model._table, name)
                for model in self.env.registry.values()
                if not model._abstract and not model._transient and model._auto
                for name, field in model._fields.items()
                if field.company_dependent
                and field.store
                and field.type == "many2one"
                and field.comodel_name == "res.partner"
            }
        )

    def _move_all(self):
        """Override to have the links of each company follow to the kept card."""
        notes = super()._move_all()
        sources = (self.partner_ids - self.kept_id).ids
        for table, column in self._company_links():
            rows = self._repoint(table, column, sources, self.kept_id.id)
            by_source = {}
            for row, company, source in rows:
                by_source.setdefault(source, []).append([row, company])
            notes += [
                {
                    "kind": "company", "table_name": table, "column_name": column,
                    "source_id": source, "as_text": False, "has_id": True, "rows": moved,
                }
                for source, moved in by_source.items()
            ]  # fmt: skip
        self.env.invalidate_all()
        return notes

    def _repoint(self, table, column, sources, target, only=None):
        """Let links to ``sources`` lead to ``target``.

        :param only: [[row, company]] that are meant; all without it
        :return: [(row, company, what it led to)]
        """
        wanted = SQL("TRUE")
        if only is not None:
            pairs = [f"{row}:{company}" for row, company in only]
            wanted = SQL("t.id || ':' || e.key = ANY(%s)", pairs)
        names = {"table": SQL.identifier(table), "column": SQL.identifier(column)}
        found = self.env.execute_query(
            SQL(
                """SELECT t.id, e.key, (e.value #>> '{}')::int
                     FROM %(table)s t, jsonb_each(t.%(column)s) e
                    WHERE jsonb_typeof(e.value) = 'number'
                      AND (e.value #>> '{}')::int = ANY(%(sources)s) AND %(wanted)s
                      FOR UPDATE OF t""",
                **names,
                sources=sources,
                wanted=wanted,
            )
        )
        for row, company, _source in found:
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s"
                    " SET %(column)s = jsonb_set(%(column)s, %(key)s, %(target)s::jsonb)"
                    " WHERE id = %(row)s",
                    **names,
                    key=[company],
                    target=str(target),
                    row=row,
                )
            )
        return found

    def _move_back(self):
        """Override to give the links back that still lead to the kept card."""
        result = super()._move_back()
        there = set(self._company_links())
        for move in self.move_ids.filtered(lambda one: one.kind == "company"):
            if (move.table_name, move.column_name) in there:
                self._repoint(
                    move.table_name,
                    move.column_name,
                    self.kept_id.ids,
                    move.source_id,
                    only=move.rows,
                )
        return result
