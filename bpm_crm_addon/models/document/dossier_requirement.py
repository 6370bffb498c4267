"""Required papers: which kinds, for what, brought by whom and how much it matters."""

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

SEVERITIES = [("note", "Note"), ("warn", "Warning"), ("block", "Stop")]


class BpmDossierRequirement(models.Model):
    _name = "bpm.dossier.requirement"
    _description = "Required paper"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer("Order", default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: all companies.")
    type_id = fields.Many2one("bpm.document.type", "Paper", required=True, ondelete="restrict")
    model_name = fields.Selection(
        selection="_selection_model_name", string="Needed for", required=True,
        default="res.partner",
    )  # fmt: skip
    domain = fields.Char("Only when", default="[]", required=True)
    kept_with = fields.Selection(
        [("record", "What it is needed for"), ("partner", "The counterparty")],
        string="Kept with",
        required=True,
        default="partner",
        help="A charter is kept with the counterparty and serves all deals; an act belongs to one.",
    )
    brought_by = fields.Selection(
        [("us", "We"), ("customer", "They")],
        required=True,
        default="customer",
        help="They: the counterparty; it can be asked for the paper by a link.",
    )
    signed_only = fields.Boolean("Only a signed one counts")
    days = fields.Integer("Within, days", default=14)
    severity = fields.Selection(SEVERITIES, "When missing", required=True, default="note")
    valid_months = fields.Integer("Good for, months", help="0: for ever, or as the paper says.")

    _check_terms = models.Constraint(
        "CHECK(days >= 0 AND valid_months >= 0)", "Days and months cannot be less than zero."
    )

    @api.model
    def _selection_model_name(self):
        """What papers can be required for. Override it to add models, calling super first."""
        words = self.env._("Counterparty"), self.env._("Quotation")
        return list(zip(("res.partner", "sale.order"), words, strict=True))

    @api.constrains("domain", "model_name")
    def _check_domain(self):
        for rule in self:
            try:
                Domain(literal_eval(rule.domain or "[]")).validate(self.env[rule.model_name])
            except (ValueError, SyntaxError, TypeError, KeyError) as error:
                raise ValidationError(
                    self.env._(
                        "The condition of %(name)s cannot be read: %(error)s. Choose it anew.",
                        name=rule.name,
                        error=error,
                    )
                ) from error
