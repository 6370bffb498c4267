"""What a column may hold: the choices on the screen, and the fields behind them."""

from odoo import api, models

from ...engine.tabular.headings import plain

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
    "user": "user_id",
    "ref": "ref",
    "lang": "lang",
}
OWN_TYPES = ("char", "text", "integer", "float", "monetary", "date", "boolean", "selection", "many2one")
KPP = "x_bpm_kpp"


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def _targets(self):
        """{target: its name on the screen}, in the order of the list people choose from."""
        _ = self.env._
        return {
            "name": _("Name (firm or person)"),
            "company": _("Company"),
            "contact": _("Contact person"),
            "last_name": _("Last name"),
            "first_name": _("First name"),
            "patronymic": _("Middle name"),
            "phone": _("Phone"),
            "mobile": _("Second phone"),
            "email": _("Email"),
            "vat": _("Tax ID"),
            "kpp": _("KPP"),
            "company_registry": _("Company ID"),
            "address": _("Address in one cell"),
            "street": _("Street"),
            "street2": _("Street, second line"),
            "zip": _("Zip"),
            "city": _("City"),
            "state": _("Region"),
            "country": _("Country"),
            "website": _("Website"),
            "function": _("Job Position"),
            "tags": _("Tags"),
            "user": _("Salesperson"),
            "ref": _("Reference"),
            "lang": _("Language"),
            "kind": _("Firm or person"),
            "comment": _("Notes"),
            "note": _("Notes, with the heading"),
            **{f"field:{name}": label for name, label in self._own_fields().items()},
        }

    @api.model
    def _own_fields(self):
        """{field: label} of what this database has added to counterparties and a person may fill."""
        partner = self.env["res.partner"]
        described = partner.fields_get(attributes=["string", "type", "readonly", "store"])
        return {
            name: about["string"]
            for name, about in sorted(described.items(), key=lambda item: item[1]["string"])
            if name.startswith("x_") and about["type"] in OWN_TYPES
            if about.get("store") and not about.get("readonly")
        }

    @api.model
    def _own_headings(self):
        """{plain heading: target} of those fields, so that a column headed so is found."""
        return {plain(label): f"field:{name}" for name, label in self._own_fields().items()}

    @api.model
    def _field_of(self, target):
        """The field a target is written to; None for those that have none of their own."""
        if target == "kpp":
            return KPP if KPP in self.env["res.partner"]._fields else None
        return FIELDS.get(target) or target.partition(":")[2] or None
