"""Versions of a template's file: papers say from which of them they were made."""

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from .docx_source import fault_of


class BpmDocumentTemplateVersion(models.Model):
    _name = "bpm.document.template.version"
    _description = "Version of a template"
    _order = "template_id, number desc"

    template_id = fields.Many2one(
        "bpm.document.template", required=True, readonly=True, index=True, ondelete="cascade"
    )
    number = fields.Integer("Version", required=True, readonly=True)
    attachment_id = fields.Many2one("ir.attachment", "File", readonly=True, ondelete="restrict")
    sha256 = fields.Char("SHA-256", readonly=True)
    created = fields.Datetime("Since", readonly=True, default=fields.Datetime.now)
    author_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user,
        ondelete="restrict",
    )  # fmt: skip

    _unique_number = models.UniqueIndex(
        "(template_id, number)", "This version of the template is there already. Try again."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = (
            self.env["bpm.document.version"]
            .sudo()
            .search([("template_id", "in", self.template_id.ids)], limit=1)
        )
        if used:
            raise UserError(
                self.env._(
                    "Papers were made from %s. Archive the template instead.",
                    used.template_id.name,
                )
            )


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    def _bpm_add_file(self, name, data):
        """Check a Word file and make it the template's newest version."""
        self.ensure_one()
        raw = base64.b64decode(data)
        if fault := self._bpm_fault_of_file(raw):
            raise UserError(self._bpm_fault_sentence(fault))
        return self._bpm_keep_version(name, raw)

    def _bpm_fault_of_file(self, raw):
        """What is wrong with the bytes of a template's file: a word; None when nothing is."""
        return fault_of(raw)

    def _bpm_keep_version(self, name, raw):
        """Make these bytes the template's newest version, unless they are that already."""
        print_ = hashlib.sha256(raw).hexdigest()
        if print_ == self.current_version_id.sha256:
            return self.current_version_id
        number = max(self.sudo().version_ids.mapped("number"), default=0) + 1
        version = (
            self.env["bpm.document.template.version"]
            .sudo()
            .create({"template_id": self.id, "number": number, "sha256": print_})
        )
        version.attachment_id = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": name or "template.docx",
                    "raw": raw,
                    "res_model": version._name,
                    "res_id": version.id,
                }
            )
        )
        self.sudo().write({"current_version_id": version.id, "version": number})
        return version

    def copy(self, default=None):
        """Override: a copy starts with the file of the original, as its first version."""
        copies = super().copy(default)
        for template, copied in zip(self, copies, strict=True):
            if template.file:
                copied._bpm_add_file(template.file_name, template.file)
        return copies

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.sudo().version_ids._unlink_except_used()

    def unlink(self):
        """Override: the files go with it."""
        self._unlink_except_used()
        self.check_access("unlink")
        self.sudo().write({"current_version_id": False})
        return super().unlink()
