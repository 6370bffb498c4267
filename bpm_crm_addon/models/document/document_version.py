"""A version of a paper's file: added, never changed; gone only with a paper nobody signed."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..partner.ir_model_fields import NO_ACCESS


class BpmDocumentVersion(models.Model):
    _name = "bpm.document.version"
    _description = "Version of a paper"
    _inherit = ["bpm.part"]
    _order = "document_id, number desc"
    _bpm_whole = "document_id"

    document_id = fields.Many2one(
        "bpm.document", "Paper", required=True, readonly=True, index=True, ondelete="cascade"
    )
    number = fields.Integer("Version", required=True, readonly=True)
    name = fields.Char("File", required=True, readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    sha256 = fields.Char("SHA-256", readonly=True, required=True)
    size = fields.Integer("Size, bytes", readonly=True)
    mimetype = fields.Char("Kind of file", readonly=True)
    pdf_attachment_id = fields.Many2one(
        "ir.attachment", "The same as PDF", readonly=True, index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    pdf_sha256 = fields.Char("SHA-256 of the PDF", readonly=True)
    author_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    note = fields.Char("What changed", readonly=True)
    created = fields.Datetime(readonly=True, required=True, default=fields.Datetime.now)
    template_id = fields.Many2one(
        "bpm.document.template", "Made from", readonly=True, index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    template_version = fields.Integer("Version of the template", readonly=True)
    # More than what is in the file: attributes, too, that not everybody who reads the file may see.
    snapshot = fields.Json("Filled in with", readonly=True, groups=NO_ACCESS)
    frozen = fields.Boolean(readonly=True)

    _unique_number = models.UniqueIndex(
        "(document_id, number)", "This version of the paper is there already. Add it again."
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "v%(number)s · %(name)s", number=version.number, name=version.name
            )

    # === WHO MAY SEE IT === #

    def _bpm_allowed(self, operation):
        """Override: of what is shared people outside see the newest version, not its drafts."""
        allowed = super()._bpm_allowed(operation)
        if self.env.user._is_internal():
            return allowed
        return self & allowed.sudo().document_id.current_version_id

    @api.model
    def _bpm_readable_domain(self):
        """Override: the same as a domain."""
        readable = super()._bpm_readable_domain()
        if self.env.user._is_internal():
            return readable
        papers = self.env["bpm.document"]
        query = papers._search([])
        newest = papers._field_to_sql(query.table, "current_version_id", query)
        return readable & Domain("id", "in", query.subselect(newest))
