"""A version of a paper's file: added, never changed; gone only with a paper nobody signed."""

from odoo import api, fields, models


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
    snapshot = fields.Json("Filled in with", readonly=True)
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
