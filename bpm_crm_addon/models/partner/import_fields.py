"""What a column may hold: the choices on the screen, and the fields behind them."""

from odoo import api, models

from ...engine.tabular.headings import plain
from .import_tables import table_column
from .import_tags import TAG

FIELDS = {
    "email": "email",
    "phone": "phone",
    "vat": "vat",
    "company_registry": "company_registry",
    "street": "street",
    "street2": "street2",
    "zip": "zip",
    "city": "city",
    "state": "state_id",
    "country": "country_id",
    "website": "website",
    "function": "function",
    "tags": "category_id",
    "roles": "bpm_role_ids",
    "user": "user_id",
    "ref": "ref",
    "lang": "lang",
}
OWN_TYPES = (
    "char",
    "text",
    "integer",
    "float",
    "monetary",
    "date",
    "datetime",
    "boolean",
    "selection",
    "many2one",
)
KPP = "x_bpm_kpp"


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def _targets(self):
        """{target: its name on the screen}, in the order of the list people choose from."""
        return {
            "name": self.env._("Name (firm or person)"),
            "company": self.env._("Company"),
            "contact": self.env._("Contact person"),
            "last_name": self.env._("Last name"),
            "first_name": self.env._("First name"),
            "patronymic": self.env._("Middle name"),
            "phone": self.env._("Phone"),
            "mobile": self.env._("Second phone"),
            "email": self.env._("Email"),
            "vat": self.env._("Tax ID"),
            "kpp": self.env._("KPP"),
            "company_registry": self.env._("Company ID"),
            "address": self.env._("Address in one cell"),
            "street": self.env._("Street"),
            "street2": self.env._("Street, second line"),
            "zip": self.env._("Zip"),
            "city": self.env._("City"),
            "state": self.env._("Region"),
            "country": self.env._("Country"),
            "website": self.env._("Website"),
            "function": self.env._("Job Position"),
            "tags": self.env._("Tags"),
            "roles": self.env._("Roles"),
            "user": self.env._("Salesperson"),
            "ref": self.env._("Reference"),
            "lang": self.env._("Language"),
            "kind": self.env._("Firm or person"),
            "comment": self.env._("Notes"),
            "note": self.env._("Notes, with the heading"),
            **{f"field:{name}": label for name, label in self._own_fields().items()},
            **self._table_targets(),
        }

    @api.model
    def _own_fields(self):
        """{field: label} of what this database added to counterparties and a person may fill."""
        partner = self.env["res.partner"]
        described = partner.fields_get(
            attributes=["string", "type", "readonly", "store", "relation", "related"]
        )
        return {
            name: about["string"]
            for name, about in sorted(described.items(), key=lambda item: item[1]["string"])
            if name.startswith("x_") and self._is_filled_in(name, about)
        }

    @api.model
    def _is_filled_in(self, name, about):
        """Whether a cell can be written into a field; attributes may be kept beside, too."""
        is_kept = about.get("store") or (name.startswith("x_bpm_") and about.get("related"))
        is_list = about["type"] == "many2many" and about.get("relation") == TAG
        return bool(
            is_kept and not about.get("readonly") and (about["type"] in OWN_TYPES or is_list)
        )

    @api.model
    def _own_headings(self):
        """{plain heading: target} of those fields, so that a column headed so is found."""
        own = {plain(label): f"field:{name}" for name, label in self._own_fields().items()}
        return self._table_headings() | own

    @api.model
    def _field_of(self, target):
        """The field a target is written to; None for those that have none of their own."""
        if target == "kpp":
            return KPP if KPP in self.env["res.partner"]._fields else None
        if found := table_column(target):
            return found[0]
        return FIELDS.get(target) or target.partition(":")[2] or None
