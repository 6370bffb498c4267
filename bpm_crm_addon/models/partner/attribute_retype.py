"""Changing the type of an attribute: done only when every value there is fits the new one."""

import psycopg2

from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine.attribute_code import code_of
from ...engine.attribute_type import COLUMNS, conversion

MOST_CHOICES = 50


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    def _retype(self, new):
        """Change the type, or refuse in a sentence."""
        for attribute in self.filtered(lambda one: one.type != new):
            needed = conversion(attribute.type, new)
            if needed is None or attribute.sensitive:
                raise UserError(self._type_sentence(attribute, new))
            attribute._refuse_misfits(needed, new)
            if new == "selection":
                attribute._choices_from_values()
            attribute._convert_column(new)

    def _type_sentence(self, attribute, new):
        types = dict(attribute._fields["type"]._description_selection(self.env))
        return self.env._(
            "%(attribute)s cannot change from %(old)s to %(new)s. Retire it and add a new "
            "attribute.",
            attribute=attribute.name,
            old=types[attribute.type],
            new=types.get(new, new),
        )

    def _column(self):
        """(table, column) as SQL identifiers."""
        keeper = self.env[self._keeper()]
        return SQL.identifier(keeper._table), SQL.identifier(self.field_name)

    def _refuse_misfits(self, needed, new):
        """Refuse when a value does not look as the regular expression ``needed`` asks."""
        if not needed:
            return
        self.env.flush_all()
        table, column = self._column()
        found = self.env.execute_query(
            SQL(
                "SELECT count(*), min(%s) FROM %s WHERE %s <> '' AND %s !~ %s",
                column, table, column, column, needed,
            )
        )  # fmt: skip
        if found[0][0]:
            self._refuse_values(*found[0], new)

    def _refuse_values(self, count, example, new):
        types = dict(self._fields["type"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(count)s values of %(attribute)s do not fit the type %(new)s, for example "
                "“%(example)s”. Correct them first.",
                count=count,
                attribute=self.name,
                new=types[new],
                example=example,
            )
        )

    def _choices_from_values(self):
        """Make every text there is a choice."""
        self.env.flush_all()
        table, column = self._column()
        values = [
            value
            for (value,) in self.env.execute_query(
                SQL("SELECT DISTINCT %s FROM %s WHERE %s <> '' ORDER BY 1", column, table, column)
            )
        ]
        if len(values) > MOST_CHOICES:
            raise UserError(
                self.env._(
                    "%(attribute)s has %(count)s different values, too many for a list. Unite some "
                    "of them first.",
                    attribute=self.name,
                    count=len(values),
                )
            )
        codes = {}
        for value in values:
            codes[value] = code_of(value, set(codes.values()))
        self.env["bpm.partner.attribute.option"].create(
            [{"attribute_id": self.id, "name": value} for value in values]
        )
        for value, code in codes.items():
            self.env.cr.execute(
                SQL("UPDATE %s SET %s = %s WHERE %s = %s", table, column, code, column, value)
            )

    def _convert_column(self, new):
        """Rewrite the column, and tell Odoo."""
        self.env.flush_all()
        table, column = self._column()
        kind = SQL(COLUMNS[new])  # pylint: disable=sql-injection
        value = SQL("%s::text", column) if new != "float" else column
        if self.type in ("char", "text"):
            value = SQL("NULLIF(btrim(%s), '')", column)
        field = self._kept_field()
        try:
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL(
                        "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING (%s)::%s",
                        table, column, kind, value, kind,
                    )
                )  # fmt: skip
        except psycopg2.DataError:
            self._refuse_values(1, "?", new)
        if self.type == "selection":
            self._names_instead_of_codes(table, column)
        self.env.cr.execute(
            SQL(
                "UPDATE ir_model_fields SET ttype = %s WHERE id = ANY(%s)",
                new,
                (field | self._field()).ids,
            )
        )
        self._reload(field, new)

    def _names_instead_of_codes(self, table, column):
        """What was a choice becomes the text people saw."""
        for option in self.option_ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE %s = %s",
                    table,
                    column,
                    option.name,
                    column,
                    option.code,
                )
            )
        self.env.cr.execute(
            SQL("DELETE FROM ir_model_fields_selection WHERE field_id = %s", self._kept_field().id)
        )

    def _reload(self, field, new):
        """Have the registry know the new type."""
        if new == "selection":
            choices = [
                {"field_id": field.id, "value": option.code, "name": option.name, "sequence": place}
                for place, option in enumerate(self.option_ids)
            ]
            field.invalidate_recordset()
            self.env(user=SUPERUSER_ID)["ir.model.fields.selection"].create(choices)
        names = list({field.model, self._holder(self.applies_to)._name})
        models_ = self.pool.descendants(names, "_inherits")
        self.env.flush_all()
        self.env.invalidate_all()
        self.pool._setup_models__(self.env.cr, names)
        self.pool.init_models(
            self.env.cr, models_, dict(self.env.context, update_custom_fields=True)
        )
        self._forget()
