"""Kinds of papers: what they are called, how they are numbered, how long kept, who may see them."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

DIRECTIONS = [("in", "Incoming"), ("out", "Outgoing"), ("internal", "Internal")]


class BpmDocumentType(models.Model):
    _name = "bpm.document.type"
    _description = "Kind of papers"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short and without spaces; programs and templates know it by this.")
    sequence = fields.Integer("Order", default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: all companies.")
    direction = fields.Selection(DIRECTIONS, required=True, default="internal")
    number_prefix = fields.Char(
        "Number starts with",
        help="%(year)s, %(month)s and the like are filled in on the day of registration.",
    )
    number_padding = fields.Integer("Digits", default=4)
    sequence_id = fields.Many2one("ir.sequence", readonly=True, copy=False, ondelete="restrict")
    retention_years = fields.Integer(
        "Keep for, years", help="From the paper's date. 0: there is no term, it is kept."
    )
    group_ids = fields.Many2many(
        "res.groups",
        "bpm_document_type_group_rel",
        "type_id",
        "group_id",
        string="Only for",
        help="Only these people see papers of this kind, of those who may see what the papers "
        "belong to. Empty: all of them.",
    )

    _unique_code = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "There is a kind of papers with this code already. Choose another code.",
    )
    _check_retention = models.Constraint(
        "CHECK(retention_years BETWEEN 0 AND 200)",
        "Papers are kept for 0 to 200 years.",
    )

    @api.constrains("number_padding")
    def _check_number_padding(self):
        for kind in self:
            if not 1 <= kind.number_padding <= 10:
                raise ValidationError(
                    self.env._("A number has 1 to 10 digits. Set Digits of %s to that.", kind.name)
                )

    @api.model
    def _bpm_by_code(self, code, company=None):
        """The kind of this code for a company, empty when there is none."""
        company = company or self.env.company
        return (
            self.sudo()
            .search([("code", "=", code), ("company_id", "in", (company.id, False))])
            .sorted(lambda kind: not kind.company_id)[:1]
        )
