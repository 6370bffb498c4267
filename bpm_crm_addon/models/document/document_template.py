"""Templates: a Word file with placeholders, or a report of Odoo's, filled in with plain facts."""

from odoo import api, fields, models


class BpmDocumentTemplate(models.Model):
    _name = "bpm.document.template"
    _description = "Template of papers"
    _order = "model_name, sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer("Order", default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: all companies.")
    kind = fields.Selection(
        [
            ("docx", "Word file"),
            ("page", "Page written here (PDF)"),
            ("qweb", "Report of Odoo (PDF)"),
        ],
        required=True,
        default="docx",
    )
    model_name = fields.Selection(
        selection="_selection_model_name", string="For", required=True, default="sale.order"
    )
    type_id = fields.Many2one("bpm.document.type", "Makes papers of kind", ondelete="restrict")
    lang = fields.Selection(
        selection="_selection_lang",
        string="Language",
        help="Dates, amounts and addresses are written in it. Empty: the counterparty's.",
    )
    file = fields.Binary("Word file", compute="_compute_file", inverse="_inverse_file")
    file_name = fields.Char(compute="_compute_file", inverse="_inverse_file_name")
    report_id = fields.Many2one("ir.actions.report", ondelete="restrict")
    version = fields.Integer(readonly=True, copy=False)
    version_ids = fields.One2many(
        "bpm.document.template.version", "template_id", "Versions", copy=False
    )
    current_version_id = fields.Many2one(
        "bpm.document.template.version", readonly=True, copy=False, ondelete="set null"
    )

    @api.model
    def _selection_model_name(self):
        """What papers can be made for. Override it to add models, calling super first."""
        words = self.env._("Quotation"), self.env._("Counterparty"), self.env._("Product")
        return list(zip(("sale.order", "res.partner", "product.template"), words, strict=True))

    @api.model
    def _selection_lang(self):
        """Installed languages, and those that shipped templates are written in."""
        codes = ["en_US", "ru_RU", "uk_UA"]
        languages = (
            self.env["res.lang"]
            .with_context(active_test=False)
            .search(["|", ("active", "=", True), ("code", "in", codes)])
        )
        return [(language.code, language.name) for language in languages]

    @api.depends("current_version_id")
    @api.depends_context("bin_size")
    def _compute_file(self):
        for template in self:
            kept = template.current_version_id.sudo().attachment_id
            template.file = kept.datas
            template.file_name = kept.name

    def _inverse_file(self):
        """A new file is a new version; the old ones stay, for papers made from them."""
        for template in self:
            if template.file:
                template._bpm_add_file(template.file_name, template.file)

    def _inverse_file_name(self):
        """The name comes with the file; see `_inverse_file`."""
