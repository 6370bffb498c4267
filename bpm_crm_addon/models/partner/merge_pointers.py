"""Everything in the database that points at counterparties, read from the database itself.

Foreign keys, pairs of model and number, and references written as text: addons that are not known
here point at counterparties too. Names and expressions come from PostgreSQL's catalogue and from
the registry, never from a user.
"""

from dataclasses import dataclass, field

from odoo import models
from odoo.tools import SQL

from .attribute_beside import OWNER

# The log of merges itself, Odoo's own dialog, and what is bound to one card for good reasons: an
# approval's proof belongs to the document that was approved.
NOT_MOVED = ("bpm_partner_merge", "base_partner_merge_", "bpm_approval_", "bpm_journal")
FOREIGN_KEYS = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, c.confdeltype
      FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1
       AND c.connamespace = current_schema()::regnamespace
     ORDER BY 1, 2
"""
UNIQUE = """
    SELECT i.indrelid::regclass::text,
           ARRAY(SELECT pg_get_indexdef(i.indexrelid, n, true)
                   FROM generate_series(1, i.indnkeyatts) AS n),
           pg_get_expr(i.indpred, i.indrelid, true)
      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
     WHERE i.indisunique AND t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r'
"""
WITH_ID = """
    SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
     WHERE a.attname = 'id' AND NOT a.attisdropped AND t.relkind = 'r'
       AND t.relnamespace = current_schema()::regnamespace
"""


@dataclass
class Pointer:
    """A column that points at counterparties.

    `scope`: the column that says which model is meant, None for a foreign key. `as_text`: written
    as "res.partner,7". `uniques`: what else must differ, as [(expressions, condition)].
    """

    table: str
    column: str
    scope: str | None = None
    as_text: bool = False
    has_id: bool = True
    uniques: list = field(default_factory=list)

    @property
    def key(self):
        return f"{self.table}.{self.column}"

    @property
    def sql_table(self):
        return SQL.identifier(self.table)

    @property
    def sql_column(self):
        return SQL.identifier(self.column)

    @property
    def identity(self):
        return SQL.identifier("id" if self.has_id else "ctid")

    def value(self, partner_id):
        """How a counterparty is written in this column."""
        return f"res.partner,{partner_id}" if self.as_text else partner_id

    def values(self, partner_ids):
        return [self.value(one) for one in partner_ids]

    def partner(self, value):
        return int(value.rpartition(",")[2]) if self.as_text else value

    def where(self, partner_ids):
        """SQL: the rows that point at one of these."""
        found = SQL("t.%s = ANY(%s)", self.sql_column, self.values(partner_ids))
        if self.scope:
            found = SQL("%s AND t.%s = 'res.partner'", found, SQL.identifier(self.scope))
        if self.table == "res_partner":  # one's own row points at oneself
            found = SQL("%s AND t.id <> ALL(%s)", found, list(partner_ids))
        return found


class Catalogue:
    """What points where, as of now."""

    def __init__(self, env):
        self.keys = env.execute_query(SQL(FOREIGN_KEYS))
        self.with_id = {table for (table,) in env.execute_query(SQL(WITH_ID))}
        self.unique = {}
        for table, columns, condition in env.execute_query(SQL(UNIQUE)):
            self.unique.setdefault(table, []).append((columns, condition))

    def dependents(self, table):
        """[(table, column, what deletion does)] of what points at rows of `table`."""
        return [(one, column, does) for one, column, to, does in self.keys if to == table]

    def targets(self, table):
        """[(column, table it points at)] of a table."""
        return [(column, to) for one, column, to, _does in self.keys if one == table]

    def uniques(self, table, column):
        return [
            ([one for one in columns if one != column], condition)
            for columns, condition in self.unique.get(table, ())
            if column in columns
        ]

    def pointer(self, table, column, **options):
        return Pointer(
            table,
            column,
            has_id=table in self.with_id,
            uniques=self.uniques(table, column),
            **options,
        )


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _pointers(self):
        """(Catalogue, [Pointer]) of everything that points at counterparties."""
        catalogue = Catalogue(self.env)
        pointers = [
            catalogue.pointer(table, column)
            for table, column, to, _does in catalogue.keys
            # A row beside belongs to its card; its values are chosen like those of the card.
            if to == "res_partner" and column != OWNER
        ]
        pointers += [catalogue.pointer(*one[:2], **one[2]) for one in self._loose_pointers()]
        return catalogue, [
            pointer
            for pointer in pointers
            if not pointer.table.startswith(NOT_MOVED)
            or (pointer.table.startswith("bpm_approval_") and not pointer.scope)
        ]

    def _loose_pointers(self):
        """Columns without a foreign key: pairs of model and number, and references as text."""
        for name, model in self.env.registry.items():
            if model._abstract or model._transient or not model._auto:
                continue
            for field_name, one in model._fields.items():
                if not one.store or one.company_dependent:
                    continue
                if one.type == "many2one_reference":
                    scope = model._fields.get(one.model_field)
                    if scope is not None and scope.store:
                        yield model._table, field_name, {"scope": one.model_field}
                elif one.type == "reference" and name != "ir.ui.menu":
                    yield model._table, field_name, {"as_text": True}
