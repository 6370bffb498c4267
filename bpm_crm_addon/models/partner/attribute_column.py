"""Columns of an attribute of the type Table."""

from odoo import api, fields, models
from odoo.exceptions import UserError

COLUMN_TYPES = ("char", "text", "boolean", "integer", "float", "date", "datetime")


class BpmPartnerAttributeColumn(models.Model):
    _name = "bpm.partner.attribute.column"
    _inherit = "bpm.partner.attribute.part"
    _description = "Column of a table"
    _order = "attribute_id, sequence, id"

    attribute_id = fields.Many2one(
        "bpm.partner.attribute", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False, readonly=True)
    sequence = fields.Integer(default=10)
    type = fields.Selection(selection="_selection_type", required=True, default="char")
    is_key = fields.Boolean(
        string="Tells apart",
        help="When a list is imported, a line with the same values here is the same line: it is "
        "changed. Without such columns it is the same when all its values are.",
    )
    field_name = fields.Char(compute="_compute_field_name")

    _code_uniq = models.UniqueIndex("(attribute_id, code)", "Two columns are called the same.")

    @api.model
    def _selection_type(self):
        types = self.env["bpm.partner.attribute"]._fields["type"]._description_selection(self.env)
        return [(name, title) for name, title in types if name in COLUMN_TYPES]

    @api.depends("code")
    def _compute_field_name(self):
        for column in self:
            column.field_name = f"x_{column.code}" if column.code else False

    def _show_in_forms(self):
        """Override to add the columns to tables that are there already."""
        self.attribute_id._build_columns()

    def write(self, vals):
        """Override to show new names; a column keeps its type."""
        if "type" in vals and any(column.type != vals["type"] for column in self):
            raise UserError(
                self.env._("A column keeps its type. Add another column with the new type.")
            )
        vals = {name: value for name, value in vals.items() if name not in ("code", "attribute_id")}
        result = super().write(vals)
        self.attribute_id._label()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self.attribute_id.filtered(lambda attribute: attribute._count_values()):
            raise UserError(
                self.env._(
                    "The table has rows: its columns cannot be deleted. Delete the rows first."
                )
            )

    def unlink(self):
        """Override to remove the columns from their tables, which are empty."""
        found = [(column.attribute_id._table_model(), column.field_name) for column in self]
        result = super().unlink()
        self.env["bpm.partner.attribute"]._remove_parts(found, [])
        return result
