"""Signed papers: bytes, hash and version rows stay as they are, whoever asks.

Three layers: the guards of papers, versions and attachments; triggers of the database below them;
and the attachment's row, which stays, so that the clean-up of the file store never takes the file.
"""

import hashlib

from odoo import api, models
from odoo.exceptions import UserError

TRIGGERS = """
CREATE OR REPLACE FUNCTION bpm_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM bpm_document d
                WHERE d.id = OLD.document_id AND d.disposed_at IS NOT NULL) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'Version % of a signed paper stays as it is', OLD.number
        USING HINT = 'Make a new paper, for example an amendment.';
END $$;
DROP TRIGGER IF EXISTS bpm_document_version_keep ON bpm_document_version;
CREATE TRIGGER bpm_document_version_keep BEFORE UPDATE OR DELETE ON bpm_document_version
    FOR EACH ROW WHEN (OLD.frozen) EXECUTE FUNCTION bpm_keep_version();

CREATE OR REPLACE FUNCTION bpm_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.disposed_at IS NOT NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.frozen
       AND NEW.number IS NOT DISTINCT FROM OLD.number
       AND NEW.current_version_id IS NOT DISTINCT FROM OLD.current_version_id
       AND NEW.res_model IS NOT DISTINCT FROM OLD.res_model THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A signed paper stays as it is'
        USING HINT = 'Make a new paper, for example an amendment.';
END $$;
DROP TRIGGER IF EXISTS bpm_document_keep ON bpm_document;
CREATE TRIGGER bpm_document_keep BEFORE UPDATE OR DELETE ON bpm_document
    FOR EACH ROW WHEN (OLD.frozen) EXECUTE FUNCTION bpm_keep_paper();

CREATE OR REPLACE FUNCTION bpm_keep_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM bpm_document_version v
                 JOIN bpm_document d ON d.id = v.document_id
                WHERE v.id = OLD.res_id AND v.frozen AND d.disposed_at IS NULL
                  AND OLD.id IN (v.attachment_id, v.pdf_attachment_id)) THEN
        RAISE EXCEPTION 'The file of a signed paper stays as it is'
            USING HINT = 'Make a new paper, for example an amendment.';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
DROP TRIGGER IF EXISTS bpm_ir_attachment_keep ON ir_attachment;
CREATE TRIGGER bpm_ir_attachment_keep
    BEFORE UPDATE OF checksum, file_size, res_model, res_id, res_field, type, url ON ir_attachment
    FOR EACH ROW WHEN (OLD.res_model = 'bpm.document.version' AND (
        OLD.checksum IS DISTINCT FROM NEW.checksum OR OLD.file_size IS DISTINCT FROM NEW.file_size
        OR OLD.res_model IS DISTINCT FROM NEW.res_model OR OLD.res_id IS DISTINCT FROM NEW.res_id
        OR OLD.res_field IS DISTINCT FROM NEW.res_field OR OLD.type IS DISTINCT FROM NEW.type
        OR OLD.url IS DISTINCT FROM NEW.url))
    EXECUTE FUNCTION bpm_keep_file();
DROP TRIGGER IF EXISTS bpm_ir_attachment_stay ON ir_attachment;
CREATE TRIGGER bpm_ir_attachment_stay BEFORE DELETE ON ir_attachment
    FOR EACH ROW WHEN (OLD.res_model = 'bpm.document.version') EXECUTE FUNCTION bpm_keep_file();
"""
# What may still be said of a signed paper.
AFTER_SIGNING = frozenset(
    {"state", "shared", "to_check", "user_id", "legal_hold", "hold_reason", "disposed_at"}
)


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_freeze(self):
        """They are signed: from now on nothing of them changes. All of self, or none.

        Refused where a paper has no file, or its file is not the one that was added. Returns self.
        """
        self._bpm_lock_papers()
        papers = self.sudo().filtered(lambda paper: not paper.frozen)
        versions = papers.version_ids
        if empty := papers.filtered(lambda paper: not paper.current_version_id):
            raise UserError(
                self.env._(
                    "%s has no file yet, so there is nothing to sign. Add the file first.",
                    ", ".join(empty.mapped("display_name")),
                )
            )
        if broken := papers._bpm_verify():
            raise UserError(
                self.env._(
                    "The file of %s is not the one that was added. Add it again, then sign.",
                    ", ".join(broken.mapped("display_name")),
                )
            )
        versions.write({"frozen": True})
        papers.write({"frozen": True, "state": "signed"})
        self.env["bpm.journal"].sudo()._append(
            [
                paper._bpm_paper_entry(
                    "paper_signed",
                    paper_version=paper.current_version_id.number,
                    sha256=paper.current_version_id.sha256,
                )
                for paper in papers
            ]
        )
        papers._bpm_signed()
        return self

    def _bpm_signed(self):
        """They have just been signed, in this transaction. Override it to hand them on."""

    def _bpm_verify(self):
        """Return those of self with a version whose bytes are not those that were added."""
        broken = self.browse()
        for version in self.sudo().with_context(bin_size=False).version_ids:
            if version.document_id.disposed_at:
                continue
            pairs = [(version.attachment_id, version.sha256)]
            if version.pdf_attachment_id or version.pdf_sha256:
                pairs.append((version.pdf_attachment_id, version.pdf_sha256))
            if any(
                hashlib.sha256(file.raw or b"").hexdigest() != told or not file
                for file, told in pairs
            ):
                broken |= self.browse(version.document_id.id)
        return broken

    def init(self):
        """The last line: the database itself refuses."""
        super().init()
        self.env.cr.execute("SELECT to_regclass('bpm_document_version') IS NOT NULL")
        if self.env.cr.fetchone()[0]:
            self.env.cr.execute(TRIGGERS)


class BpmDocumentVersion(models.Model):
    _inherit = "bpm.document.version"

    def init(self):
        super().init()
        self.env.cr.execute("SELECT to_regclass('bpm_document') IS NOT NULL")
        if self.env.cr.fetchone()[0]:
            self.env.cr.execute(TRIGGERS)

    def write(self, vals):
        """Override: versions are written by the doors of papers only, and never once signed."""
        self._bpm_refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._bpm_refuse_change()

    def _bpm_refuse_change(self):
        if getattr(self.env.registry, "_bpm_uninstalling", False):
            return
        papers = self.sudo().document_id
        kept = self.sudo().filtered("frozen").document_id.filtered(lambda p: not p.disposed_at)
        kept._bpm_refuse_frozen()
        if not self.env.su and papers:
            raise UserError(
                self.env._(
                    "A version stays as it was added. Add a new version of %s instead.",
                    ", ".join(papers.mapped("display_name")),
                )
            )
