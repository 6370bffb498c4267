"""What another archive is told: this paper was signed, and here it is.

Noted in the transaction of the signature; sent by a scheduled action after it. Nothing here waits
for the other system, and a system that is away for a day gets everything when it is back. An answer
that was lost makes the same event go again, under the same key.
"""

import base64
import json
import logging
import secrets

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.backoff import pause
from .archive_call import NotTaken, hand_over

_logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 12  # about three days
BATCH = 20


class BpmArchiveEvent(models.Model):
    _name = "bpm.archive.event"
    _description = "A signed paper for another archive"
    _order = "id desc"

    document_id = fields.Many2one(
        "bpm.document", "Paper", required=True, readonly=True, index=True, ondelete="cascade"
    )
    version_id = fields.Many2one(
        "bpm.document.version", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    key = fields.Char(required=True, readonly=True, default=lambda self: secrets.token_hex(16))
    state = fields.Selection(
        [("waiting", "Waiting"), ("taken", "Taken"), ("failed", "Not taken")],
        required=True,
        readonly=True,
        default="waiting",
    )
    attempts = fields.Integer(readonly=True, default=0)
    next_attempt_at = fields.Datetime("Next attempt", readonly=True)
    taken_at = fields.Datetime("Taken on", readonly=True)
    answer = fields.Char("What came back", readonly=True)

    _version_uniq = models.UniqueIndex("(version_id)")
    _waiting_idx = models.Index("(next_attempt_at) WHERE state = 'waiting'")

    # === THE SCHEDULE === #

    @api.model
    def _cron_hand_over(self):
        """Send what waits, one after the other, each with its own commit."""
        while events := self._due():
            for event in events:
                event._hand_over()
            if not self.env["ir.cron"]._commit_progress(len(events)):
                return

    @api.model
    def _due(self):
        now = fields.Datetime.now()
        waiting = [("state", "=", "waiting"), "|", ("next_attempt_at", "=", False),
                   ("next_attempt_at", "<=", now)]  # fmt: skip
        return self.search(waiting, order="id", limit=BATCH)

    def _hand_over(self):
        """One event: the attempt is written down and committed before anything leaves."""
        if not self._take():
            return
        company = self.company_id.sudo()
        if not company.bpm_archive_url:
            self._end("failed", self.env._("The company has no archive any more."))
            return
        try:
            hand_over(
                company.bpm_archive_url,
                company._bpm_archive_hosts(),
                company.bpm_archive_secret_kept or "",
                self.key,
                self._told(),
            )
        except NotTaken as error:
            self._later(str(error))
        else:
            self._end("taken")

    def _take(self):
        """Whether this worker has it: the next attempt is put off, so that no other takes it."""
        attempts = self.attempts + 1
        self.flush_recordset(["attempts", "state"])
        try:
            taken = self.env.execute_query(
                SQL(
                    """UPDATE bpm_archive_event SET attempts = %s, next_attempt_at = %s
                        WHERE id = %s AND state = 'waiting' AND attempts = %s RETURNING id""",
                    attempts, fields.Datetime.now() + pause(attempts), self.id, self.attempts,
                )
            )  # fmt: skip
        except psycopg2.errors.SerializationFailure:
            self.env.cr.rollback()
            return False
        self.invalidate_recordset()
        self._commit()
        return bool(taken)

    def _later(self, answer):
        _logger.info("Archive event %s was not taken: %s", self.id, answer)
        if self.attempts < MOST_ATTEMPTS:
            self.answer = answer
            self._commit()
            return
        self._end("failed", answer)
        self.env["bpm.incident"]._raise_incident(
            self.env._("The other archive does not take signed papers"),
            answer,
            self,
            key=f"archive.{self.company_id.id}",
        )
        self._commit()

    def _end(self, state, answer=False):
        taken = fields.Datetime.now() if state == "taken" else False
        self.write({"state": state, "answer": answer, "taken_at": taken})
        self._commit()

    def _commit(self):
        """What has left is known, whatever happens to the next one."""
        self.env.cr.commit()  # pylint: disable=invalid-commit

    # === WHAT IS TOLD === #

    def _told(self):
        """JSON, as bytes: the paper, what it is about, and its file with the fingerprint."""
        paper, version = self.document_id.sudo(), self.version_id.sudo()
        file = version.attachment_id
        told = {
            "event": "signed",
            "key": self.key,
            "company": self.company_id.name,
            "paper": {
                "name": paper.name,
                "kind": paper.type_id.name or None,
                "number": paper.number or None,
                "version": version.number,
            },
            "about": paper._bpm_owner_told(),
            "counterparty": {
                "name": paper.partner_id.name or None,
                "tax_number": paper.partner_id.commercial_partner_id.vat or None,
            },
            "file": {
                "name": file.name,
                "type": file.mimetype,
                "sha256": version.sha256,
                "content": base64.b64encode(file.raw or b"").decode(),
            },
        }
        return json.dumps(told, ensure_ascii=False).encode()

    # === BUTTONS === #

    def action_again(self):
        """Send it once more: the other system is back."""
        self.check_access("write")
        self.sudo().filtered(lambda event: event.state == "failed").write(
            {"state": "waiting", "attempts": 0, "next_attempt_at": False}
        )
        self.env["ir.cron"]._bpm_wake("bpm_crm_addon.ir_cron_archive_event")


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_signed(self):
        """Override: note what the company's other archive has to be told."""
        result = super()._bpm_signed()
        papers = self.sudo().filtered(lambda paper: paper.company_id.bpm_archive_url)
        if papers:
            self.env["bpm.archive.event"].sudo().create(
                [
                    {
                        "document_id": paper.id,
                        "version_id": paper.current_version_id.id,
                        "company_id": paper.company_id.id,
                    }
                    for paper in papers
                ]
            )
            self.env["ir.cron"]._bpm_wake("bpm_crm_addon.ir_cron_archive_event")
        return result

    def _bpm_owner_told(self):
        """{"kind", "name"} of what the paper belongs to; None when it stands alone."""
        if not self.res_model or self.res_model not in self.env:
            return None
        owner = self.env[self.res_model].sudo().browse(self.res_id).exists()
        return owner and {"kind": owner._description, "name": owner.display_name} or None
