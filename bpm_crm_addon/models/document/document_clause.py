"""Clauses: paragraphs that templates take in by a name, in the wording the facts call for."""

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.clause_choice import Condition, choose

CODE = re.compile(r"[a-z][a-z0-9_]{0,40}")

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
    company_id = fields.Many2one("res.company", help="Empty: all companies.")
    alternative_ids = fields.One2many(
        "bpm.document.clause.alternative", "clause_id", "Wordings", copy=True
    )

    _unique_code = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is a clause with this code. Choose another."
    )

    @api.constrains("code")
    def _check_code(self):
        for clause in self:
            if not CODE.fullmatch(clause.code):
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be written into a template. Use small Latin letters, figures "
                        "and _ only.",
                        clause.code,
                    )
                )

    def _bpm_chosen(self, facts, company_id):
        """{code: wording} of these clauses for the facts of something of a company (its id), in
        the language of the context.

        A clause of the company goes before one of all companies. A clause with no wording that
        fits is left out: a template that asks for it then says so.
        """
        found = {}
        mine = self.filtered(lambda one: one.company_id.id in (False, company_id))
        for clause in mine.sorted(lambda one: bool(one.company_id)):
            wording = choose(
                [
                    (
                        alternative,
                        [
                            Condition(row.field_name, row.operator, row.value or "")
                            for row in alternative.condition_ids
                        ],
                    )
                    for alternative in clause.alternative_ids
                ],
                facts,
            )
            if wording:
                found[clause.code] = wording.text
        return found


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
