"""Dossiers: the papers of a counterparty, a deal or a contract, and which are still missing."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL


class BpmDossier(models.Model):
    _name = "bpm.dossier"
    _description = "Dossier"
    _inherit = ["bpm.owned", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(compute="_compute_name", store=True)
    res_model = fields.Char("Of (kind)", required=True, readonly=True)
    res_id = fields.Many2oneReference("Of", model_field="res_model", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Counterparty", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    paper_ids = fields.One2many("bpm.dossier.paper", "dossier_id", "Papers to collect")
    link_ids = fields.One2many("bpm.dossier.link", "dossier_id", "Links for the counterparty")
    document_ids = fields.Many2many("bpm.document", string="Papers", compute="_compute_documents")
    document_count = fields.Integer("Papers there", compute="_compute_documents")
    told = fields.Char("Complete", compute="_compute_told")
    refreshed_on = fields.Date(readonly=True)

    _unique_owner = models.UniqueIndex(
        "(res_model, res_id, company_id)", "This has a dossier already. Open it."
    )

    @api.depends("res_model", "res_id")
    def _compute_name(self):
        for model, dossiers in self.grouped("res_model").items():
            owners = self.env[model].sudo().browse(dossiers.mapped("res_id")) if model else []
            names = {owner.id: owner.display_name for owner in owners}
            for dossier in dossiers:
                dossier.name = names.get(dossier.res_id) or False

    @api.depends("paper_ids.state")
    def _compute_told(self):
        for dossier in self:
            rows = dossier.paper_ids
            there = rows.filtered(lambda row: row.state in ("present", "expiring", "waived"))
            dossier.told = f"{len(there)}/{len(rows)}" if rows else False

    @api.depends("res_model", "res_id")
    def _compute_documents(self):
        """The papers the user may see: of a counterparty all, of a deal its own."""
        found = self.env["bpm.document"]
        if self:
            found = found.search(Domain.OR(dossier._bpm_papers_domain() for dossier in self))
        for dossier in self:
            papers = found
            if len(self) > 1:
                papers = found & found.sudo().filtered_domain(dossier._bpm_papers_domain())
            dossier.document_ids = papers
            dossier.document_count = len(papers)

    def _bpm_papers_domain(self):
        """The papers of this dossier, as a domain."""
        own = Domain("res_model", "=", self.res_model) & Domain("res_id", "=", self.res_id)
        if self.res_model == "res.partner":
            firm = self.partner_id.sudo().commercial_partner_id.id
            own |= Domain("partner_id.commercial_partner_id", "=", firm)
        return own & Domain("company_id", "=", self.company_id.id)

    def _bpm_access_error(self, operation):
        return AccessError(
            self.env._(
                "This dossier belongs to something you may not see or change. Ask whoever is "
                "responsible for it."
            )
        )

    def write(self, vals):
        """Override: links to it are in other people's hands, so it does not move elsewhere."""
        if not self.env.su and vals.keys() & {"res_model", "res_id", "partner_id", "company_id"}:
            raise UserError(
                self.env._("A dossier stays with what it is of. Open the papers of the other one.")
            )
        return super().write(vals)

    # === MAKING THEM === #

    @api.model
    def _bpm_for(self, records):
        """Return {id: dossier} of `records`, made where there was none, rows refreshed.

        The caller has checked that the user may read the records.
        """
        records = records._origin
        if not records:
            return {}
        self._bpm_make(records)
        dossiers = self.sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )
        companies = self._bpm_companies(records)
        found = {
            dossier.res_id: dossier
            for dossier in dossiers
            if dossier.company_id.id == companies[dossier.res_id]
        }
        self.union(*found.values()).sudo()._bpm_refresh()
        return {record.id: found[record.id].sudo(False).with_env(self.env) for record in records}

    def _bpm_make(self, records):
        """Insert the dossiers that are not there; a second maker at the same moment is replayed."""
        companies = self._bpm_companies(records)
        firms = self._bpm_parties(records)
        self.flush_model()
        there = {
            (row[0], row[1])
            for row in self.env.execute_query(
                SQL(
                    "SELECT res_id, company_id FROM bpm_dossier"
                    " WHERE res_model = %s AND res_id = ANY(%s)",
                    records._name,
                    records.ids,
                )
            )
        }
        self.sudo().create(
            [
                {
                    "res_model": records._name,
                    "res_id": record.id,
                    "company_id": companies[record.id],
                    "partner_id": firms[record.id][:1].id,
                }
                for record in records
                if (record.id, companies[record.id]) not in there
            ]
        )

    @api.model
    def _bpm_companies(self, records):
        """{id: id of the company in which papers are collected for it}."""
        here = self.env.company.id
        if "company_id" not in records._fields:
            return dict.fromkeys(records.ids, here)
        return {record.id: record.company_id.id or here for record in records.sudo()}

    @api.model
    def _bpm_parties(self, records):
        """{id: firms whose papers count}, as the system."""
        found = records.sudo()._bpm_dossier_parties()
        return {record.id: found[record.id].commercial_partner_id for record in records}
