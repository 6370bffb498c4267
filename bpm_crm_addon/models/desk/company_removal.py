"""Removing a company with everything in it, by the foreign keys PostgreSQL knows.

Odoo has no such thing: a company with a posted invoice stays for ever. What is to go is found
first (company_contents.py), then deleted table by table, children before parents, in one
statement each.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL

from .company_contents import Contents


class Removal:
    """Removes `company` and its branches from the database of `env` (a superuser's)."""

    def __init__(self, env, company):
        self.env = env
        self.companies = (
            env["res.company"]
            .with_context(active_test=False)
            .search([("id", "child_of", company.ids)])
        )

    def run(self):
        """Find, delete, and let Odoo forget what it remembers of it."""
        self._let_others_go()
        self.env.cr.flush()
        contents = Contents(self.env, self.companies.ids)
        contents.find()
        self._refuse_strangers(contents)
        self._forget_files(contents)
        self._forget_values()
        self._let_signed_papers_go()
        self._delete(contents)
        self.env.invalidate_all(flush=False)
        self.env.registry.clear_all_caches()

    def _let_others_go(self):
        """People who also work elsewhere leave the company and stay."""
        users = self.env["res.users"].with_context(active_test=False)
        for user in users.search([("company_ids", "in", self.companies.ids)]):
            rest = user.company_ids - self.companies
            if not rest:
                continue
            values = {"company_ids": [(3, company.id) for company in self.companies]}
            if user.company_id in self.companies:
                values["company_id"] = rest[0].id
            user.write(values)

    def _refuse_strangers(self, contents):
        """Nothing of another company goes with it."""
        for table, ids in contents.rows.items():
            if not contents.has_column(table, "company_id") or table == "res_company":
                continue
            found = self.env.execute_query(
                SQL(
                    "SELECT count(*) FROM %s WHERE id = ANY(%s) AND company_id <> ALL(%s)",
                    SQL.identifier(table),
                    list(ids - contents.notes[table]),
                    self.companies.ids,
                )
            )[0][0]
            if found:
                model = contents.models.get(table)
                raise UserError(
                    self.env._(
                        "The demo company cannot be removed: %(count)s entries of another company "
                        "use something of it (%(kind)s). Delete those first.",
                        count=found,
                        kind=self.env[model]._description if model else table,
                    )
                )

    def _forget_files(self, contents):
        """Files on disk go with Odoo's next cleaning, number series at once."""
        attachments = self.env["ir.attachment"].browse(contents.rows.get("ir_attachment", ()))
        for name in filter(None, attachments.mapped("store_fname")):
            attachments._file_delete(name)
        for sequence in contents.rows.get("ir_sequence", ()):
            for [name] in self.env.execute_query(
                SQL(
                    r"""SELECT sequencename FROM pg_sequences
                         WHERE schemaname = current_schema() AND sequencename ~ %s""",
                    f"^ir_sequence_{sequence:03d}(_[0-9]+)?$",
                )
            ):
                self.env.cr.execute(SQL("DROP SEQUENCE %s", SQL.identifier(name)))

    def _forget_values(self):
        """Values that cards of other companies hold for this one."""
        for model in self.env.registry.values():
            if model._abstract or not model._auto:
                continue
            for field in model._fields.values():
                if field.company_dependent and field.store:
                    column = SQL.identifier(field.name)
                    for company in self.companies.ids:
                        self.env.cr.execute(
                            SQL(
                                """UPDATE %(table)s
                                      SET %(column)s = nullif(%(column)s - %(key)s, '{}')
                                    WHERE jsonb_exists(%(column)s, %(key)s)""",
                                table=SQL.identifier(model._table),
                                column=column,
                                key=str(company),
                            )
                        )

    def _let_signed_papers_go(self):
        """The database keeps signed papers: those of a company that goes are disposed of."""
        self.env.cr.execute(
            SQL(
                "UPDATE bpm_document SET disposed_at = now() AT TIME ZONE 'UTC'"
                " WHERE company_id = ANY(%s)",
                self.companies.ids,
            )
        )

    def _delete(self, contents):
        """Table by table; one whose rows are still needed waits for those that need them."""
        for link in contents.bare_links():
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE %s = ANY(%s)",
                    SQL.identifier(link.table),
                    SQL.identifier(link.column),
                    list(contents.rows[link.target]),
                )
            )
        for table in contents.in_order():
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE id = ANY(%s)",
                    SQL.identifier(table),
                    list(contents.rows[table]),
                )
            )
