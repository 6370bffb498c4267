"""A paper: one thing with a name, a date and a number, and the versions of its file.

A paper belongs to something of Odoo's (a quotation, a counterparty, a contract): whoever may read
that, reads it. Versions are added, never changed; once it is signed nothing of it changes.
"""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

STATES = [
    ("draft", "Draft"),
    ("approval", "Waiting for Approval"),
    ("approved", "Approved"),
    ("signed", "Signed"),
    ("archived", "Filed"),
]


class BpmDocument(models.Model):
    _name = "bpm.document"
    _description = "Paper"
    _inherit = ["bpm.owned", "bpm.approvable", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    type_id = fields.Many2one(
        "bpm.document.type", "Kind", index=True, ondelete="restrict", tracking=True,
        domain="[('company_id', 'in', (company_id, False))]",
    )  # fmt: skip
    number = fields.Char(readonly=True, copy=False, index="trigram", tracking=True)
    registered_at = fields.Datetime("Registered on", readonly=True, copy=False)
    outside_number = fields.Char("Their number", help="The number the other side gave it.")
    date = fields.Date(default=fields.Date.context_today, required=True, tracking=True)
    valid_until = fields.Date(help="Of powers of attorney, licences and the like.")
    partner_id = fields.Many2one(
        "res.partner", "Counterparty", index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", default=lambda self: self.env.user, ondelete="restrict"
    )
    res_model = fields.Char("Belongs to (kind)", readonly=True)
    res_id = fields.Many2oneReference("Belongs to", model_field="res_model", readonly=True)
    owner_name = fields.Char("Part of", compute="_compute_owner_name")
    state = fields.Selection(
        STATES, required=True, readonly=True, copy=False, default="draft", index=True,
        tracking=True,
    )  # fmt: skip
    frozen = fields.Boolean(readonly=True, copy=False, help="Signed: nothing of it can change.")
    shared = fields.Boolean(
        "Shared with the counterparty", copy=False, help="They see it on their own page."
    )
    to_check = fields.Boolean(
        "To check", readonly=True, copy=False, help="It came from outside and nobody looked yet."
    )
    note = fields.Text()

    version_ids = fields.One2many("bpm.document.version", "document_id", "Versions", copy=False)
    current_version_id = fields.Many2one(
        "bpm.document.version", "Current version", readonly=True, copy=False, ondelete="set null",
        index="btree_not_null",
    )  # fmt: skip
    file_name = fields.Char("File", related="current_version_id.name")
    mimetype = fields.Char(related="current_version_id.mimetype")
    version_count = fields.Integer(compute="_compute_counts")
    look_count = fields.Integer("Looks", compute="_compute_counts")
    has_pdf = fields.Boolean(compute="_compute_counts")
    content = fields.Char("Text inside", compute="_compute_content", search="_search_content")
    template_id = fields.Many2one(
        "bpm.document.template", "Made from", readonly=True, copy=False, ondelete="restrict",
        index="btree_not_null",
    )  # fmt: skip
    source_attachment = fields.Integer(readonly=True, copy=False)

    keep_until = fields.Date(compute="_compute_keep_until", store=True)
    legal_hold = fields.Boolean(
        copy=False, readonly=True, help="It may not be disposed of, whatever its term says."
    )
    hold_reason = fields.Char("Reason of the hold", readonly=True, copy=False)
    disposed_at = fields.Datetime("Disposed of on", readonly=True, copy=False)

    _owner_idx = models.Index("(res_model, res_id)")
    _unique_number = models.UniqueIndex(
        "(company_id, type_id, number) WHERE number IS NOT NULL",
        "This number was given to another paper of this kind. Register the paper again.",
    )
    _unique_source = models.UniqueIndex(
        "(source_attachment) WHERE source_attachment IS NOT NULL AND source_attachment > 0",
        "This file is filed already.",
    )
    _unique_template = models.UniqueIndex(
        "(template_id, res_model, res_id) WHERE template_id IS NOT NULL AND frozen IS NOT TRUE",
        "There is a paper from this template already. Add a version to it.",
    )

    @api.depends("date", "type_id.retention_years")
    def _compute_keep_until(self):
        for paper in self:
            years = paper.type_id.retention_years
            paper.keep_until = paper.date + relativedelta(years=years) if years else False

    @api.depends("res_model", "res_id")
    def _compute_owner_name(self):
        owners = self._bpm_owners()
        for paper in self:
            owner = owners.get(paper)
            paper.owner_name = owner.display_name if owner else False

    @api.depends("name", "number")
    def _compute_display_name(self):
        for paper in self:
            paper.display_name = " ".join(filter(None, [paper.number, paper.name]))

    @api.depends("version_ids")
    def _compute_counts(self):
        looks = dict(
            self.env["bpm.document.look"]
            .sudo()
            ._read_group([("document_id", "in", self.ids)], ["document_id"], ["__count"])
        )
        for paper in self:
            paper.version_count = len(paper.version_ids)
            paper.look_count = looks.get(paper, 0)
            paper.has_pdf = bool(paper.current_version_id.sudo().pdf_attachment_id)

    @api.depends("current_version_id")
    def _compute_content(self):
        for paper in self:
            paper.content = paper.current_version_id.sudo().attachment_id.index_content

    def _search_content(self, operator, value):
        """Papers whose current file says this. The text is not shown to whoever cannot read it:
        the search of papers leaves those out."""
        if operator not in ("ilike", "like", "=ilike", "=like"):
            return NotImplemented
        versions = (
            self.env["bpm.document.version"]
            .sudo()
            ._search([("attachment_id.index_content", operator, value)])
        )
        return [("current_version_id", "in", versions)]

    # === WHAT IT BELONGS TO === #

    @api.model
    def _bpm_document_models(self):
        """Models whose documents may have papers. Override it to add some, calling super."""
        return ["res.partner", "sale.order", "account.move", "crm.lead", "product.template"]

    def _bpm_owners(self):
        """Return {paper: what it belongs to}, read as the system; a query per model."""
        found = {}
        for model, papers in self.grouped("res_model").items():
            if not model or model not in self.env:
                continue
            ids = {paper.res_id for paper in papers if paper.res_id}
            there = set(self.env[model].sudo().browse(ids).exists().ids)
            for paper in papers:
                if paper.res_id in there:
                    found[paper] = self.env[model].sudo().browse(paper.res_id)
        return found
