"""What belongs to a company: found by its foreign keys, and by model and number.

A row belongs to it that names it, that only its people made without naming another company, or
that cannot be without a row that belongs to it.
"""

from collections import defaultdict
from typing import NamedTuple

from odoo.tools import SQL

# Rows that Odoo deletes together with another row, though PostgreSQL would only let go of it.
OWNED = {("account_payment_method_line", "journal_id")}
# Append-only: entries stay, and hold plain numbers instead of foreign keys.
KEPT = {"bpm_journal", "bpm_journal_head", "bpm_journal_comment"}
LINKS = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, c.confdeltype,
           a.attnotnull
      FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1
       AND c.connamespace = current_schema()::regnamespace
"""
COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = current_schema()
"""
SETS_NULL, CASCADES = "n", "c"


class Link(NamedTuple):
    """A foreign key; `on_delete` as PostgreSQL writes it: n sets null, c cascades, a r refuse."""

    table: str
    column: str
    target: str
    on_delete: str
    required: bool


class Contents:
    """`rows` after `find`: {table: ids} of what belongs to the companies."""

    def __init__(self, env, companies):
        self.env, self.companies = env, companies
        self.rows = defaultdict(set)
        self.notes = defaultdict(set)  # of these, what goes with a document, whose-ever it is
        self.columns = defaultdict(set)
        for table, column in env.execute_query(SQL(COLUMNS)):
            self.columns[table].add(column)
        self.links = [Link(*row) for row in env.execute_query(SQL(LINKS))]
        self.links = [
            link._replace(on_delete=CASCADES) if link[:2] in OWNED else link for link in self.links
        ]
        stored = [model for model in env.registry.values() if model._auto and not model._abstract]
        self.models = {model._table: model._name for model in stored}
        self.references = [
            (model._table, field.model_field, field.name)
            for model in stored
            for field in model._fields.values()
            if field.type == "many2one_reference" and field.store
        ]

    def has_column(self, table, column):
        return column in self.columns[table]

    # === FINDING === #

    def find(self):
        """Start from the company and its people, and follow what hangs on them."""
        self._add("res_company", self.companies)
        for link in self.links:
            if link.target == "res_company" and link.column == "company_id":
                self._add_where(link, self.companies)
        self._add_shared_by_nobody_else()
        users = list(self.rows["res_users"])
        self._add("res_partner", self._values("res_company", "partner_id", self.companies))
        for link in self.links:
            if link.column == "create_uid" and link.table in self.models:
                self._add_where(link, users, unowned=True)
        self._follow()
        self._add("mail_message", self._notices())
        self._follow()

    def _add(self, table, ids):
        """Take rows in; return those that are new."""
        new = set(ids) - self.rows[table]
        if table in KEPT or not new:
            return set()
        self.rows[table] |= new
        return new

    def _add_where(self, link, ids, unowned=False):
        """Take in the rows that point to `ids`; return the new ones."""
        if not ids or not self.has_column(link.table, "id"):
            return set()
        where = SQL("%s = ANY(%s)", SQL.identifier(link.column), list(ids))
        if unowned and self.has_column(link.table, "company_id"):
            where = SQL("%s AND company_id IS NULL", where)
        found = self.env.execute_query(
            SQL("SELECT id FROM %s WHERE %s", SQL.identifier(link.table), where)
        )
        return self._add(link.table, (row[0] for row in found))

    def _values(self, table, column, ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE id = ANY(%s)",
                SQL.identifier(column),
                SQL.identifier(table),
                list(ids),
            )
        )
        return [row[0] for row in rows if row[0]]

    def _add_shared_by_nobody_else(self):
        """Rows that name several companies, all of them these (accounts, users)."""
        for table, name in self.models.items():
            field = self.env[name]._fields.get("company_ids")
            if not (field and field.store and field.type == "many2many"):
                continue
            found = self.env.execute_query(
                SQL(
                    "SELECT %(row)s FROM %(relation)s GROUP BY %(row)s"
                    " HAVING bool_and(%(company)s = ANY(%(companies)s))",
                    row=SQL.identifier(field.column1),
                    company=SQL.identifier(field.column2),
                    relation=SQL.identifier(field.relation),
                    companies=self.companies,
                )
            )
            self._add(table, (row[0] for row in found))

    def _follow(self):
        """Add what cannot be without what is here already, until nothing is added."""
        to_do = {table: set(ids) for table, ids in self.rows.items()}
        while to_do:
            target, ids = to_do.popitem()
            for link in self.links:
                if link.target == target and link.on_delete != SETS_NULL:
                    if new := self._add_where(link, ids):
                        to_do.setdefault(link.table, set()).update(new)
            for table, new in self._add_parts(target, ids):
                to_do.setdefault(table, set()).update(new)
            for table, model_column, column in self.references:
                if new := self._add_notes(table, model_column, column, target, ids):
                    to_do.setdefault(table, set()).update(new)

    def _notices(self):
        """What rang in the bells of these people only, about no document in particular."""
        partners = list(self.rows["res_partner"])
        rows = self.env.execute_query(
            SQL(
                """SELECT m.id FROM mail_message m
                     JOIN mail_notification n ON n.mail_message_id = m.id
                    WHERE m.message_type = 'user_notification' AND m.model IS NULL
                    GROUP BY m.id HAVING bool_and(n.res_partner_id = ANY(%s))""",
                partners,
            )
        )
        return [row[0] for row in rows]

    def _add_parts(self, table, ids):
        """Rows that are a part of these: the partner of a user, the mail address of a team, a
        company's own number series."""
        model = self.env.get(self.models.get(table))
        if model is None:
            return
        own = {"mail.alias", "ir.sequence"} if table == "res_company" else {"mail.alias"}
        parts = [
            (field.comodel_name, name)
            for name, field in model._fields.items()
            if field.type == "many2one" and field.store
            if field.comodel_name in own or model._inherits.get(field.comodel_name) == name
        ]
        for comodel, name in parts:
            part = self.env[comodel]._table
            if self.has_column(table, name):
                yield part, self._add(part, self._values(table, name, ids))

    def _add_notes(self, table, model_column, column, target, ids):
        """Rows that name a document by model and number: messages, files, external ids."""
        if target not in self.models or not self.has_column(table, model_column):
            return set()
        found = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE %s = %s AND %s = ANY(%s)",
                SQL.identifier(table),
                SQL.identifier(model_column),
                self.models[target],
                SQL.identifier(column),
                list(ids),
            )
        )
        new = self._add(table, (row[0] for row in found))
        self.notes[table] |= new
        return new

    # === ORDER === #

    def bare_links(self):
        """Foreign keys of tables without numbered rows that would refuse a deletion."""
        return [
            link
            for link in self.links
            if self.rows.get(link.target)
            and link.on_delete not in (SETS_NULL, CASCADES)
            and not self.has_column(link.table, "id")
        ]

    def in_order(self):
        """The tables, each after those whose rows need its own."""
        rest = {table for table, ids in self.rows.items() if ids}
        needs = defaultdict(set)  # table → tables whose rows point to it
        wishes = defaultdict(set)
        for link in self.links:
            if link.table in rest and link.target in rest and link.table != link.target:
                (wishes if link.on_delete == SETS_NULL else needs)[link.target].add(link.table)
        while rest:
            free = [table for table in rest if not needs[table] & rest]
            table = min(free or rest, key=lambda table: (len(wishes[table] & rest), table))
            rest.remove(table)
            yield table
