"""A line of a dossier: one required paper, and how it stands with it."""

from odoo import fields, models

STATES = [
    ("missing", "Missing"),
    ("check", "To check"),
    ("present", "Present"),
    ("expiring", "Expiring"),
    ("expired", "Expired"),
    ("waived", "Not required"),
]


class BpmDossierPaper(models.Model):
    _name = "bpm.dossier.paper"
    _description = "Paper to collect"
    _inherit = ["bpm.part"]
    _order = "dossier_id, sequence, id"
    _bpm_whole = "dossier_id"

    dossier_id = fields.Many2one(
        "bpm.dossier", required=True, readonly=True, index=True, ondelete="cascade"
    )
    requirement_id = fields.Many2one(
        "bpm.dossier.requirement", "Paper", required=True, readonly=True, index=True,
        ondelete="cascade",
    )  # fmt: skip
    sequence = fields.Integer(related="requirement_id.sequence", store=True)
    type_id = fields.Many2one(related="requirement_id.type_id", string="Kind")
    severity = fields.Selection(related="requirement_id.severity", store=True)
    brought_by = fields.Selection(related="requirement_id.brought_by", store=True)
    company_id = fields.Many2one(related="dossier_id.company_id", store=True)
    partner_id = fields.Many2one(related="dossier_id.partner_id", store=True, index=True)
    state = fields.Selection(STATES, readonly=True, required=True, default="missing", index=True)
    waive_reason = fields.Char("Why it is not needed", readonly=True)
    document_id = fields.Many2one(
        "bpm.document", "Found", readonly=True, index="btree_not_null", ondelete="set null"
    )
    user_id = fields.Many2one("res.users", "Responsible", ondelete="set null")
    due = fields.Date()
    valid_until = fields.Date(readonly=True)

    _unique_requirement = models.UniqueIndex(
        "(dossier_id, requirement_id)", "This paper is asked for already in this dossier."
    )
