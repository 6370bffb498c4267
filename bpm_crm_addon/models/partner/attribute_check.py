"""How the values of an attribute are looked at. Checks never stop anybody from saving."""

import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...engine.attribute_check import pattern_problem
from ...engine.attribute_code import is_code
from ...engine.requisites import CHECKS_WITH

NUMBERS = ("integer", "float", "monetary")
TEXTS = ("char", "text")


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    validator = fields.Selection(
        [("number", "Number with its own rule"), ("pattern", "Pattern"), ("range", "Range")],
        string="Check",
        help="Whatever is entered is saved. What looks wrong is put before a data steward.",
    )
    number_format = fields.Selection(selection="_selection_number_format", string="Kind of number")
    companion_id = fields.Many2one(
        "bpm.partner.attribute",
        string="Checked with",
        index="btree_not_null",
        ondelete="set null",
        domain="[('applies_to', '=', applies_to), ('type', '=', 'char')]",
        help="The second number this one is checked with, for example the BIK of an account.",
    )
    has_companion = fields.Boolean(compute="_compute_has_companion")
    pattern = fields.Char(help="A regular expression, for example [A-Z]{2}[0-9]{6}")
    minimum = fields.Float(string="From")
    maximum = fields.Float(string="Up to")
    required_domain = fields.Char(
        string="Must be filled in when", help="Missing values are put before a data steward."
    )
    severity = fields.Selection(
        [("note", "Note"), ("warn", "Warn"), ("block", "Block")],
        string="What a doubt does",
        required=True,
        default="note",
        help="Entering is never stopped. Note: a data steward sees the doubt. Warn: so does who "
        "commits the company. Block: the company cannot be committed until it is put right.",
    )

    @api.depends("number_format")
    def _compute_has_companion(self):
        for attribute in self:
            attribute.has_companion = attribute.number_format in CHECKS_WITH

    @api.onchange("type")
    def _onchange_type(self):
        if self.type not in TEXTS:
            self.sensitive = False
        if (self.validator == "range") != (self.type in NUMBERS):
            self.validator = False

    # === CONSTRAINTS === #

    @api.constrains("code")
    def _check_code(self):
        for attribute in self:
            if not is_code(attribute.code or ""):
                raise ValidationError(
                    self.env._(
                        "%(code)s cannot be a code. Use up to 41 small Latin letters, digits and "
                        "underscores, a letter first.",
                        code=attribute.code,
                    )
                )

    @api.constrains("type", "sensitive", "comodel", "column_ids", "applies_to")
    def _check_type(self):
        for attribute in self:
            if attribute.type == "many2one" and not attribute.comodel:
                raise ValidationError(self.env._("Say what the link leads to."))
            if attribute.type == "table" and not attribute.column_ids:
                raise ValidationError(self.env._("Give the table at least one column."))
            if attribute.type == "table" and attribute.applies_to != "partner":
                raise ValidationError(self.env._("Tables are for counterparties only."))
            if attribute.sensitive and attribute.type not in TEXTS:
                raise ValidationError(
                    self.env._(
                        "Only texts can be protected. Choose the type Text for %s.", attribute.name
                    )
                )

    @api.constrains("validator", "type", "number_format", "pattern", "minimum", "maximum")
    def _check_validator(self):
        for attribute in self.filtered("validator"):
            if (attribute.validator == "range") != (attribute.type in NUMBERS) or (
                attribute.type not in (*NUMBERS, *TEXTS)
            ):
                raise ValidationError(
                    self.env._("A range is for numbers and amounts, the other checks for texts.")
                )
            if attribute.validator == "number" and not attribute.number_format:
                raise ValidationError(self.env._("Choose the kind of number to check."))
            if attribute.validator == "range" and attribute.minimum > attribute.maximum:
                raise ValidationError(self.env._("The range ends below its beginning."))
            if attribute.validator == "pattern":
                attribute._check_pattern()

    def _check_pattern(self):
        problem = pattern_problem(self.pattern or "(")
        if problem == "wrong":
            raise ValidationError(
                self.env._("The pattern cannot be read. An example: [A-Z]+-[0-9]+")
            )
        if problem:
            raise ValidationError(
                self.env._(
                    "This pattern could take very long on some texts. Use at most three repeats "
                    "such as + or *, none inside another."
                )
            )

    @api.constrains("required_domain", "applies_to")
    def _check_required_domain(self):
        for attribute in self.filtered("required_domain"):
            try:
                domain = attribute._required_when()
                domain.validate(self._holder(attribute.applies_to))
            except (SyntaxError, TypeError, ValueError) as error:
                raise attribute._unreadable(error) from error

    def _unreadable(self, reason):
        """The refusal of a condition of this attribute, to be raised."""
        return ValidationError(
            self.env._(
                "The condition of %(attribute)s cannot be read: %(reason)s. Set it anew.",
                attribute=self.name,
                reason=reason,
            )
        )

    def _required_when(self):
        """The domain under which a value must be there; only literals are read, never code."""
        return Domain(ast.literal_eval(self.required_domain))
