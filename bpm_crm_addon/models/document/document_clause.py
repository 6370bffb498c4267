"""Clauses: paragraphs that templates take in by a name, in the wording the facts call for."""

from odoo import fields, models

OPERATORS = [
    ("=", "is"),
    ("!=", "is not"),
    (">", "is more than"),
    (">=", "is at least"),
    ("<", "is less than"),
    ("<=", "is at most"),
    ("in", "is one of"),
    ("set", "is filled in"),
    ("unset", "is empty"),
]


class BpmDocumentClause(models.Model):
    _name = "bpm.document.clause"
    _description = "Clause"
    _order = "sequence, code, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="A template says {{ clause.code }} where it belongs.")
    sequence = fields.Integer("Order", default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", "Company", help="Empty: all companies.")
    alternative_ids = fields.One2many(
        "bpm.document.clause.alternative", "clause_id", "Wordings", copy=True
    )

    _unique_code = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is a clause with this code. Choose another."
    )


class BpmDocumentClauseAlternative(models.Model):
    _name = "bpm.document.clause.alternative"
    _description = "Wording of a clause"
    _order = "clause_id, sequence, id"

    clause_id = fields.Many2one(
        "bpm.document.clause", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer("Order", default=10)
    name = fields.Char("When", required=True, translate=True, default="Otherwise")
    text = fields.Text("Wording", required=True, translate=True)
    condition_ids = fields.One2many(
        "bpm.document.clause.condition", "alternative_id", "Conditions", copy=True
    )


class BpmDocumentClauseCondition(models.Model):
    _name = "bpm.document.clause.condition"
    _description = "Condition of a wording"
    _order = "alternative_id, id"

    alternative_id = fields.Many2one(
        "bpm.document.clause.alternative", required=True, index=True, ondelete="cascade"
    )
    field_name = fields.Char(
        "Fact", required=True, help="As templates call it, for example amount.number."
    )
    operator = fields.Selection(OPERATORS, required=True, default="=")
    value = fields.Char(help="Several with ; between them for “is one of”.")
