"""A link by which the counterparty brings papers: one dossier, for a time, from a phone."""

from odoo import fields, models


class BpmDossierLink(models.Model):
    _name = "bpm.dossier.link"
    _description = "Link for bringing papers"
    _order = "id desc"

    dossier_id = fields.Many2one(
        "bpm.dossier", required=True, readonly=True, index=True, ondelete="cascade"
    )
    expires_at = fields.Datetime("Good until", required=True, readonly=True)
    ended = fields.Boolean(readonly=True)
    file_count = fields.Integer("Files brought", readonly=True)
    last_used_at = fields.Datetime("Last used", readonly=True)
    url = fields.Char("Link", compute="_compute_url")

    def _compute_url(self):
        for link in self:
            link.url = False
