"""Protected attributes: columns that Odoo itself hands out to nobody."""

from odoo import fields, models

PLACES = "x_bpm_beside_"  # how the models of places are called (attribute_beside.py)
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
            if attrs["related"]:
                attrs["related_sudo"] = False  # or a search would look it up for everybody
        if attrs and (field_data["relation"] or "").startswith(PLACES):
            attrs["index"] = "btree_not_null"  # few of many counterparties have a row beside
        return attrs


def is_pointer(field):
    """Whether a field of a counterparty or lead leads to its row in a place."""
    return bool(field.manual and (field.comodel_name or "").startswith(PLACES))
