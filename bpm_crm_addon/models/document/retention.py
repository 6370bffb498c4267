"""How long papers are kept: a term by kind, a hold against it, and disposal as an act."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .owned import MANAGER


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_hold(self, reason):
        """They may not be disposed of until somebody ends the hold."""
        self._bpm_refuse_others()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why these papers must stay; it is kept with them."))
        self.sudo().write({"legal_hold": True, "hold_reason": reason.strip()})
        self._bpm_journal_each("paper_held", reason=reason.strip())

    def action_release_hold(self):
        """The reason of the hold is gone."""
        self._bpm_refuse_others()
        self._bpm_release()

    def _bpm_release(self):
        held = self.sudo().filtered("legal_hold")
        held.write({"legal_hold": False, "hold_reason": False})
        held._bpm_journal_each("paper_released")

    def _bpm_dispose(self, reason):
        """Delete the files of papers whose term is over; the row, its hash and the act stay."""
        self._bpm_refuse_others()
        self._bpm_lock_papers()
        papers = self.sudo().filtered(lambda paper: not paper.disposed_at)
        papers._bpm_refuse_disposal(reason)
        entries = [
            paper._bpm_paper_entry(
                "paper_disposed",
                reason=reason.strip(),
                number=paper.number,
                keep_until=fields.Date.to_string(paper.keep_until),
                sha256=paper.current_version_id.sha256,
            )
            for paper in papers
        ]
        papers.write({"disposed_at": fields.Datetime.now(), "shared": False})
        papers.flush_recordset()
        versions = papers.version_ids
        files = versions.attachment_id | versions.pdf_attachment_id
        versions.write({"attachment_id": False, "pdf_attachment_id": False, "snapshot": False})
        versions.flush_recordset()
        files.unlink()
        self.env["bpm.journal"].sudo()._append(entries)

    def _bpm_refuse_disposal(self, reason):
        today = fields.Date.context_today(self)
        if not (reason or "").strip():
            raise UserError(self.env._("Say on whose order the papers are disposed of."))
        for paper in self:
            if paper.legal_hold:
                raise UserError(
                    self.env._(
                        "%(paper)s is on hold: %(reason)s. End the hold first.",
                        paper=paper.display_name,
                        reason=paper.hold_reason,
                    )
                )
            if not paper.keep_until:
                raise UserError(
                    self.env._(
                        "%s has no term, so it is kept. Set a term on its kind first.",
                        paper.display_name,
                    )
                )
            if paper.keep_until > today:
                raise UserError(
                    self.env._(
                        "%(paper)s is kept until %(day)s. Come back then.",
                        paper=paper.display_name,
                        day=format_date(self.env, paper.keep_until),
                    )
                )

    def _bpm_refuse_others(self):
        self.check_access("write")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "How long papers are kept is a contract manager's decision. Ask one of them."
                )
            )

    def _bpm_journal_each(self, event, **data):
        self.env["bpm.journal"].sudo()._append(
            [paper._bpm_paper_entry(event, **data) for paper in self]
        )
