"""Attributes of the type Table: a small model of their own, with a row per line of the table."""

from odoo import SUPERUSER_ID, models


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    def _table_model(self):
        """The name of the model that holds the rows."""
        return f"x_bpm_{self.applies_to}_{self.code}"

    def _column_field(self, column):
        """The row of Odoo's catalogue of fields behind a column."""
        fields = self.env(user=SUPERUSER_ID)["ir.model.fields"]
        return fields._get(self._table_model(), column.field_name)

    def _build_tables(self):
        """Make the models of new tables, with rights and rules like those of their holders."""
        superuser, rights, rules = self.env(user=SUPERUSER_ID), [], []
        tables = self.filtered(lambda one: one.type == "table")
        for model in superuser["ir.model"].create([one._table_values() for one in tables]):
            rights += self._table_rights(model)
            rules.append(self._table_rule(model))
        superuser["ir.model.access"].create(rights)
        superuser["ir.rule"].create(rules)

    def _table_values(self):
        holder = self._holder(self.applies_to)._name
        owner = {
            "name": "x_bpm_holder_id",
            "field_description": self.env._("Counterparty"),
            "ttype": "many2one",
            "relation": holder,
            "required": True,
            "on_delete": "cascade",
            "index": True,
            "state": "manual",
        }
        return {
            "model": self._table_model(),
            "name": self.name,
            "order": "id",
            "field_id": [
                (0, 0, values)
                for values in (owner, *(self._column_values(one) for one in self.column_ids))
            ],
        }

    def _column_values(self, column):
        return {
            "name": column.field_name,
            "field_description": column.name,
            "ttype": column.type,
            "state": "manual",
        }

    def _table_rights(self, model):
        """Everybody inside reads; who may change counterparties may change the rows."""
        groups = {
            "base.group_user": False,
            "base.group_partner_manager": True,
            "sales_team.group_sale_salesman": True,
        }
        return [
            {
                "name": f"{model.model} {group}",
                "model_id": model.id,
                "group_id": self.env.ref(group).id,
                "perm_read": True,
                "perm_write": may_write,
                "perm_create": may_write,
                "perm_unlink": may_write,
            }
            for group, may_write in groups.items()
        ]

    def _table_rule(self, model):
        """Rows are seen, and changed, by those who see their counterparty: Odoo's rule for it."""
        return {
            "name": f"{model.model}: with its counterparty",
            "model_id": model.id,
            "domain_force": "['|', '|', ('x_bpm_holder_id.partner_share', '=', False), "
            "('x_bpm_holder_id.company_id', 'parent_of', company_ids), "
            "('x_bpm_holder_id.company_id', '=', False)]",
        }

    def _build_columns(self):
        """Add what tables that are built already still lack."""
        fields = self.env(user=SUPERUSER_ID)["ir.model.fields"]
        missing = []
        for attribute in self.filtered(lambda one: one.type == "table" and one._field()):
            model_id = self.env["ir.model"]._get_id(attribute._table_model())
            missing += [
                {**attribute._column_values(column), "model_id": model_id}
                for column in attribute.column_ids
                if not attribute._column_field(column)
            ]
        if missing:
            fields.create(missing)
            self._label()
            self._forget()
