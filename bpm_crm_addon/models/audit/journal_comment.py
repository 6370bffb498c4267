"""What people wrote when they decided, kept beside the chain so that it can be erased."""

import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from .append_only import protect


class BpmJournalComment(models.Model):
    """A comment, of which the audit trail keeps only a fingerprint.

    The fingerprint is taken over a random salt and the text. Erasing removes both: nobody can
    then find out the text by trying, and the chain, which never held it, stays whole.
    """

    _name = "bpm.journal.comment"
    _description = "Comment in the audit trail"
    _rec_name = "text"
    _log_access = False

    text = fields.Text(string="Comment", readonly=True)
    salt = fields.Char(readonly=True)
    fingerprint = fields.Char(required=True, readonly=True, index=True)
    erased_at = fields.Datetime(string="Erased on", readonly=True)

    def init(self):
        """A text may go, but not become another one."""
        super().init()
        protect(
            self.env.cr,
            self._table,
            update_refused_when=(
                "NEW.fingerprint <> OLD.fingerprint OR NEW.text IS NOT NULL OR NEW.salt IS NOT NULL"
            ),
        )

    @api.model
    def _store(self, texts):
        """Keep the texts, in one statement; return a comment for each, in the same order."""
        values = []
        for text in texts:
            salt = secrets.token_hex(16)
            values.append({"text": text, "salt": salt, "fingerprint": fingerprint(salt, text)})
        return self.sudo()._create_kept(values).sudo(self.env.su)

    def _create_kept(self, vals_list):
        return super().create(vals_list)  # pylint: disable=super-method-mismatch

    def _fingerprint(self):
        """What the chain keeps of this comment: hexadecimal SHA-256 over salt and text."""
        self.ensure_one()
        return self.sudo().fingerprint

    @api.model
    def _by_fingerprint(self, fingerprints):
        """{fingerprint: comment}, readable whoever asks: the caller has checked."""
        found = self.sudo().search([("fingerprint", "in", list(fingerprints))])
        return {comment.fingerprint: comment for comment in found}

    def _is_unaltered(self):
        """Whether each text is still the one that was written, or gone."""
        return all(
            not comment.text or fingerprint(comment.salt or "", comment.text) == comment.fingerprint
            for comment in self.sudo()
        )

    def _erase(self):
        """Remove text and salt for good, and note who did it."""
        kept = self.sudo().filtered(lambda comment: not comment.erased_at)
        if not kept:
            return
        super(BpmJournalComment, kept).write(  # pylint: disable=super-method-mismatch
            {"text": False, "salt": False, "erased_at": fields.Datetime.now()}
        )
        self.env["bpm.journal"]._append(
            [
                {"event": "comment_erased", "res_model": self._name, "res_id": comment.id}
                for comment in kept
            ]
        )

    # === REFUSING === #

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refused to everybody: see `_store`."""
        raise UserError(
            self.env._(
                "Comments of the audit trail come from decisions only. Write the comment where the "
                "decision is taken."
            )
        )

    def write(self, vals):  # pylint: disable=method-required-super
        """Refused to everybody."""
        raise UserError(
            self.env._(
                "A comment cannot be rewritten after it was given. An administrator can erase it "
                "if it contains personal data: Audit Trail, open the entry, Erase Comment."
            )
        )

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "A comment of the audit trail is erased, not deleted: Audit Trail, open the "
                "entry, Erase Comment. It will be noted who erased it and when."
            )
        )


def fingerprint(salt, text):
    """Hexadecimal SHA-256 over salt and text."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()
