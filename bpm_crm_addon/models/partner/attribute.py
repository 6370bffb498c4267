"""Attributes of counterparties, leads and more: what a company wants to know beyond the fields
that are there."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.attribute_code import code_of
from .number_format import formats

TYPES = [
    ("char", "Text"),
    ("text", "Long text"),
    ("boolean", "Yes or no"),
    ("integer", "Whole number"),
    ("float", "Number"),
    ("monetary", "Amount"),
    ("date", "Date"),
    ("datetime", "Date and time"),
    ("selection", "One of a list"),
    ("tags", "Several of a list"),
    ("many2one", "Link"),
    ("table", "Table"),
]
# What a link may lead to: lists that every internal user may read.
COMODELS = [
    ("res.partner", "Counterparty"),
    ("res.users", "User"),
    ("res.country", "Country"),
    ("res.currency", "Currency"),
    ("res.partner.industry", "Industry"),
    ("product.template", "Product"),
    ("product.category", "Product category"),
    ("crm.team", "Sales team"),
]
# What a change of these would mean for the values there are is for nobody to guess.
FIXED = ("code", "applies_to", "comodel", "place")


class BpmPartnerAttribute(models.Model):
    """One attribute. Saving it makes a real column `x_bpm_<code>` (attribute_build.py)."""

    _name = "bpm.partner.attribute"
    _description = "Attribute"
    _order = "set_sequence, set_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        copy=False,
        help="The short name for export, import and templates. Made from the name when left "
        "empty, and fixed from then on.",
    )
    set_id = fields.Many2one(
        "bpm.partner.attribute.set",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["bpm.partner.attribute.set"].search([], limit=1),
    )
    set_sequence = fields.Integer("Place of the set", related="set_id.sequence", store=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    type = fields.Selection(TYPES, required=True, default="char")
    applies_to = fields.Selection(
        [("partner", "Counterparties"), ("lead", "Leads & opportunities")],
        string="Belongs to",
        required=True,
        default="partner",
    )
    kind = fields.Selection(
        [("both", "Firms and persons"), ("firm", "Firms"), ("person", "Persons")],
        string="Asked of",
        required=True,
        default="both",
    )
    role_ids = fields.Many2many(
        "bpm.partner.role",
        string="Only in the roles",
        help="Shown only for counterparties in one of these roles. Empty: for all.",
    )
    help = fields.Char(string="Explanation", translate=True)
    option_ids = fields.One2many("bpm.partner.attribute.option", "attribute_id", string="Choices")
    column_ids = fields.One2many("bpm.partner.attribute.column", "attribute_id", string="Columns")
    comodel = fields.Selection(COMODELS, string="Leads to")
    is_indexed = fields.Boolean(
        string="Searched often", help="Keeps searching fast with many counterparties."
    )
    history = fields.Boolean(
        string="Keep history", help="Every change is kept with its date, its author and source."
    )
    sensitive = fields.Boolean(
        string="Protected",
        help="Hidden from everybody. A data steward can open it with a reason, which is noted.",
    )
    field_name = fields.Char(string="Name of the column", compute="_compute_field_name")

    _code_uniq = models.UniqueIndex(
        "(applies_to, code)", "There is an attribute with this code already. Choose another one."
    )

    @api.depends("code")
    def _compute_field_name(self):
        for attribute in self:
            attribute.field_name = f"x_bpm_{attribute.code}" if attribute.code else False

    @api.model
    def _selection_number_format(self):
        return [
            (name, title if isinstance(title, str) else self.env._(title))  # pylint: disable=gettext-variable
            for name, title in formats().items()
        ]

    @api.model
    def _holders(self):
        """{what an attribute belongs to: the model that carries it}. Another concept whose
        documents carry attributes adds its own, here and where HOLDER is named as such:
        `_page_place`, `_currency_name`, `_owner_field`."""
        return {"partner": "res.partner", "lead": "crm.lead"}

    @api.model
    def _holder(self, applies_to):
        """The model whose documents carry the attribute."""
        return self.env[self._holders()[applies_to]]

    @api.model
    def _applies_to(self, holder):
        """What attributes of the model ``holder`` belong to."""
        return {name: key for key, name in self._holders().items()}.get(holder, "partner")

    @api.model
    def _currency_name(self, applies_to):
        """The holder's field with the currency its amounts are in."""
        return "company_currency" if applies_to == "lead" else "currency_id"

    # === CREATE, WRITE, DELETE === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to give codes and make the columns, all in one reload of the registry."""
        self._fill_codes(vals_list)
        self._fill_places(vals_list)
        attributes = super().create(vals_list)
        attributes._build()
        return attributes

    def _fill_codes(self, vals_list):
        known = self.with_context(active_test=False).search([("code", "!=", False)])
        taken = set(known.mapped("code"))
        for vals in vals_list:
            if not vals.get("code"):
                vals["code"] = code_of(vals.get("name") or "", taken)
            taken.add(vals["code"])

    def write(self, vals):
        """Override to keep column and views in step, and refuse what would lose values."""
        self._refuse_fixed(vals)
        if "type" in vals:
            self._retype(vals["type"])
        result = super().write(vals)
        self._rebuild(vals)
        return result

    def _refuse_fixed(self, vals):
        for name in FIXED:
            changed = self.filtered(
                lambda attribute: name in vals and attribute[name] != vals[name]
            )
            if changed:
                raise UserError(
                    self.env._(
                        "%(attribute)s keeps its %(what)s: values, exports and templates rely on "
                        "it. Retire the attribute and add a new one instead.",
                        attribute=changed[0].name,
                        what=self._fields[name]._description_string(self.env),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_filled(self):
        for attribute in self:
            if count := attribute._count_values():
                raise UserError(
                    self.env._(
                        "%(attribute)s is filled in %(count)s times and cannot be deleted. Retire "
                        "it: it disappears from all forms, and its values stay.",
                        attribute=attribute.name,
                        count=count,
                    )
                )

    def unlink(self):
        """Override to remove the columns, which are empty, with their attributes."""
        built = self._parts()
        result = super().unlink()
        self._remove_parts(*built)
        return result

    @api.model
    def _forget(self):
        """Have forms and checks notice a change of the catalogue."""
        self.env.registry.clear_cache("stable", "templates")

    # === ACTIONS === #

    def action_retire(self):
        """Hide the attributes everywhere; their values stay."""
        self.write({"active": False})

    def action_restore(self):
        """Show retired attributes again, with the values they had."""
        self.write({"active": True})

    def action_done(self):
        """The button of the dialog: it has saved the attribute by the time this is called."""
        return {"type": "ir.actions.act_window_close"}
