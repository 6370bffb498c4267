"""Dossiers: the papers of a counterparty, a deal or a contract, and which are still missing."""

from odoo import api, fields, models


class BpmDossier(models.Model):
    _name = "bpm.dossier"
    _description = "Dossier"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(compute="_compute_name", store=True)
    res_model = fields.Char("Of (kind)", required=True, readonly=True)
    res_id = fields.Many2oneReference("Of", model_field="res_model", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Counterparty", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", "Company", required=True, readonly=True, index=True)
    paper_ids = fields.One2many("bpm.dossier.paper", "dossier_id", "Papers to collect")
    link_ids = fields.One2many("bpm.dossier.link", "dossier_id", "Links for the counterparty")

    _unique_owner = models.UniqueIndex(
        "(res_model, res_id, company_id)", "This has a dossier already. Open it."
    )

    @api.depends("res_model", "res_id")
    def _compute_name(self):
        for dossier in self:
            dossier.name = dossier.name or False

    @api.model
    def _bpm_for(self, records):
        """Return {id: dossier} of `records`, made where there was none, rows refreshed."""
        raise NotImplementedError

    @api.model
    def _bpm_completeness(self, records):
        """Return {id: {"present", "required", "missing": [sentences], "severity"}}; reads only.

        `severity` is the heaviest of what is missing: "", note, warn or block.
        """
        return {
            record.id: {"present": 0, "required": 0, "missing": [], "severity": ""}
            for record in records
        }
