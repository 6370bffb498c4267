"""From an attribute to a real column, so that Odoo treats it like any field of its own.

What is read, searched, grouped, exported and imported afterwards is an ordinary field
`x_bpm_<code>`. The people who may keep the catalogue need no rights in Odoo's own configuration:
the work is done here, after the access rules of the catalogue have let them create the attribute.
"""

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

from .ir_model_fields import PLACES

# In one table: PostgreSQL's own limits (8 160 bytes a row, 1 600 columns) are not far above.
MOST_COLUMNS = 300
APART = ("tags", "table")  # no column in the holder's own table


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    def _field(self):
        """The row of Odoo's catalogue behind this attribute; empty while it is not built."""
        holder = self._holder(self.applies_to)._name
        return self.env(user=SUPERUSER_ID)["ir.model.fields"]._get(holder, self.field_name)

    # === BUILDING === #

    def _build(self):
        """Make the columns of new attributes, in one reload of the registry for all of them."""
        self._build_tables()
        columns = self._build_places()
        for attribute in self:
            column = attribute._field_values()
            columns += attribute._values_beside(column) if attribute.place else [column]
        self.env(user=SUPERUSER_ID)["ir.model.fields"].create(columns)
        self._label()
        self._forget()

    @api.model
    def _most_columns(self):
        return MOST_COLUMNS

    def _field_values(self):
        """What Odoo has to know about the column of this attribute."""
        holder = self._holder(self.applies_to)
        values = {
            "name": self.field_name,
            "model_id": self.env["ir.model"]._get_id(holder._name),
            "state": "manual",
            "field_description": self.name,
            "help": self.help,
            "ttype": {"tags": "many2many", "table": "one2many"}.get(self.type, self.type),
            "index": self.is_indexed and self.type not in APART,
            "bpm_protected": self.sensitive,
        }
        return {**values, **getattr(self, f"_values_of_{self.type}", dict)()}

    def _values_of_monetary(self):
        return {"currency_field": self._currency_name(self.applies_to)}

    def _values_of_many2one(self):
        return {"relation": self.comodel, "on_delete": "set null"}

    def _values_of_selection(self):
        return {
            "selection_ids": [
                (0, 0, {"value": option.code, "name": option.name, "sequence": place})
                for place, option in enumerate(self.option_ids)
            ]
        }

    def _values_of_tags(self):
        return {
            "relation": "bpm.partner.attribute.tag",
            "relation_table": f"x_bpm_{self.applies_to}_{self.code}_rel",
            "column1": "holder_id",
            "column2": "tag_id",
            "domain": f"[('attribute_id', '=', {self.id:d})]",
        }

    def _values_of_table(self):
        return {"relation": self._table_model(), "relation_field": "x_bpm_holder_id"}

    # === CHANGING === #

    def _rebuild(self, vals):
        """Carry a change of the attributes over to their columns."""
        columns = self.filtered(lambda one: one.type not in APART)
        rows = self.env(user=SUPERUSER_ID)["ir.model.fields"]
        if "is_indexed" in vals:
            kept = rows.union(*(attribute._kept_field() for attribute in columns))
            kept.write({"index": bool(vals["is_indexed"])})
        if "sensitive" in vals:
            shown = rows.union(*(attribute._field() for attribute in columns))
            shown.write({"bpm_protected": bool(vals["sensitive"])})
        if "name" in vals or "help" in vals:
            self._label()
        self._forget()

    # === COUNTING AND REMOVING === #

    def _count_values(self, value=None):
        """How many holders have a value (or this very value) in the attribute."""
        self.ensure_one()
        field = self._field()
        if not field or field.name not in self._holder(self.applies_to)._fields:
            return 0
        self.env.flush_all()
        column = SQL.identifier(self.field_name)
        if self.type == "table":
            table, where = self.env[self._table_model()]._table, SQL("TRUE")
        elif self.type == "tags":
            table, where = field.relation_table, SQL("TRUE")
        else:
            table, where = self.env[self._keeper()]._table, SQL("%s IS NOT NULL", column)
            if self.type == "boolean":
                where = column
            elif value is not None:
                where = SQL("%s = %s", column, value)
        query = SQL("SELECT count(*) FROM %s WHERE %s", SQL.identifier(table), where)
        return self.env.execute_query(query)[0][0]

    def _parts(self):
        """What was made for these attributes: [(model, field)], [model of a table].

        What shows a column kept beside comes before the column itself.
        """
        columns = [(self._holder(one.applies_to)._name, one.field_name) for one in self]
        columns += [(one._keeper(), one.field_name) for one in self if one.place]
        return columns, [one._table_model() for one in self if one.type == "table"]

    def _remove_parts(self, columns, tables):
        """Remove columns and tables that `_parts` told of."""
        by_model = {}
        for model_name, field_name in columns:
            by_model.setdefault(model_name, []).append(field_name)
        fields = self.env(user=SUPERUSER_ID)["ir.model.fields"]
        for model_name, names in by_model.items():
            rows = fields.union(*(fields._get(model_name, name) for name in names))
            rows.unlink()
        self._remove_models(tables)
        self._remove_empty_places([name for name in by_model if name.startswith(PLACES)])
        self._forget()

    def _remove_models(self, names):
        """Remove models that were made for attributes."""
        superuser = self.env(user=SUPERUSER_ID)
        models_ = superuser["ir.model"].search([("model", "in", names), ("state", "=", "manual")])
        # Deleting a model takes its fields along in the database; their external ids stay behind.
        superuser["ir.model.data"].search(
            [("model", "=", "ir.model.fields"), ("res_id", "in", models_.field_id.ids)]
        ).unlink()
        models_.unlink()
