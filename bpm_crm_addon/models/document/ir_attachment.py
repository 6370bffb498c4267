"""Files of versions: they are changed and deleted with their version, never by themselves."""

import hashlib

from odoo import api, models
from odoo.exceptions import UserError

CONTENT = frozenset(
    {"raw", "datas", "db_datas", "mimetype", "res_model", "res_id", "res_field", "type", "url"}
)
VERSION = "bpm.document.version"


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        """Override: the file of a version stays as it was added; moving the file store may write
        the same bytes again."""
        if CONTENT & vals.keys() and self._bpm_versions():
            self._bpm_refuse_unless_same(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _bpm_unlink_except_versions(self):
        """With its version only."""
        for version in self._bpm_versions():
            raise UserError(
                self.env._(
                    "%(file)s is version %(number)s of the paper %(paper)s and stays with it.",
                    file=version.name,
                    number=version.number,
                    paper=version.document_id.display_name,
                )
            )

    def _bpm_versions(self):
        """The versions whose files these are; no query where none can be."""
        if not self or getattr(self.env.registry, "_bpm_uninstalling", False):
            return self.env[VERSION].browse()
        ids = self.sudo().filtered(lambda file: file.res_model == VERSION).ids
        if not ids:
            return self.env[VERSION].browse()
        return (
            self.env[VERSION]
            .sudo()
            .search(["|", ("attachment_id", "in", ids), ("pdf_attachment_id", "in", ids)])
        )

    def _bpm_refuse_unless_same(self, vals):
        files = self.sudo()
        told = {}
        for version in self._bpm_versions():
            told[version.attachment_id] = version.sha256
            told[version.pdf_attachment_id] = version.pdf_sha256
        same = (
            CONTENT & vals.keys() <= {"raw", "mimetype"}
            and all(file in told for file in files)
            and all(file.mimetype == vals.get("mimetype", file.mimetype) for file in files)
            and hashlib.sha256(vals.get("raw") or b"").hexdigest() in set(told.values())
            and len(files) == 1
        )
        if not same:
            raise UserError(
                self.env._(
                    "This file is a version of a paper and stays as it was added. Add a new "
                    "version to the paper instead."
                )
            )
