"""Protected attributes: columns that Odoo itself hands out to nobody."""

from odoo import fields, models

NO_ACCESS = "."  # Odoo's way to say: only the system itself


class IrModelFields(models.Model):
    _inherit = "ir.model.fields"

    bpm_protected = fields.Boolean(
        string="Protected attribute",
        readonly=True,
        help="Nobody reads or writes the field directly, neither on screens nor through RPC.",
    )

    def _instanciate_attrs(self, field_data):
        """Override of `base`, which knows no rights on fields made by hand."""
        attrs = super()._instanciate_attrs(field_data)
        if attrs and field_data.get("bpm_protected"):
            attrs["groups"] = NO_ACCESS
        return attrs
