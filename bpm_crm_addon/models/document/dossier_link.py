"""A link by which the counterparty brings papers: one dossier, for a time, from a phone.

The link is signed and says only its own number. What comes by it waits to be looked at by a
colleague; nothing of the dossier is shown but the names of the papers that are asked for.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.mimetypes import guess_mimetype

from ..audit.signed_link import numbers_of, sign

SCOPE = "bpm-papers"
DAYS = 14
MOST_FILES = 40
MOST_AT_ONCE = 10
LARGEST = 20 * 2**20
# By what is in them, not by their names.
WELCOME = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


class BpmDossierLink(models.Model):
    _name = "bpm.dossier.link"
    _description = "Link for bringing papers"
    _inherit = ["bpm.part"]
    _order = "id desc"
    _bpm_whole = "dossier_id"

    dossier_id = fields.Many2one(
        "bpm.dossier", required=True, readonly=True, index=True, ondelete="cascade"
    )
    expires_at = fields.Datetime("Good until", required=True, readonly=True)
    ended = fields.Boolean(readonly=True)
    file_count = fields.Integer("Files brought", readonly=True)
    last_used_at = fields.Datetime("Last used", readonly=True)
    url = fields.Char("Link", compute="_compute_url")

    def _compute_url(self):
        for link in self:
            payload = sign(self.env, SCOPE, link.id) if link.id else ""
            link.url = f"{link.get_base_url()}/bpm/papers/{payload}" if payload else False

    @api.model
    def _bpm_by_payload(self, payload):
        """The link of this address that is still good, as the system; empty for all others."""
        link = self.sudo().browse(numbers_of(self.env, SCOPE, payload)).exists()
        return link.filtered(lambda one: not one.ended and one.expires_at > fields.Datetime.now())

    def action_end(self):
        """The link is good for nothing from now on."""
        links = self.filtered(lambda one: not one.ended)
        links.dossier_id.check_access("write")
        links._bpm_end()

    def _bpm_end(self):
        self.sudo().write({"ended": True})
        for link in self:
            link.dossier_id._bpm_note("papers_link_ended")

    # === WHAT COMES BY IT === #

    def _bpm_asked_for(self):
        """The rows the counterparty is asked to bring, for the page."""
        self.ensure_one()
        return self.dossier_id.paper_ids.filtered(lambda row: row.brought_by == "customer")

    def _bpm_take(self, files, row=None):
        """Keep files that came by the link; return the sentences of what was refused.

        `files`: [(name, bytes)]. `row`: the paper they are said to be, one of `_bpm_asked_for`.
        """
        self.ensure_one()
        self._bpm_count(len(files))
        refused, taken = [], []
        for name, raw in files:
            if sentence := self._bpm_file_refusal(name, raw):
                refused.append(sentence)
            else:
                taken.append((name, raw))
        if taken:
            self._bpm_keep(taken, row)
        return refused

    def _bpm_count(self, number):
        """Take `number` files off what the link is good for, or refuse."""
        self.flush_recordset()
        counted = self.env.execute_query(
            SQL(
                """
                UPDATE bpm_dossier_link
                   SET file_count = coalesce(file_count, 0) + %s, last_used_at = %s
                 WHERE id = %s AND coalesce(file_count, 0) + %s <= %s RETURNING id
                """,
                number,
                fields.Datetime.now(),
                self.id,
                number,
                MOST_FILES,
            )
        )
        self.invalidate_recordset()
        if not counted:
            raise UserError(
                self.env._(
                    "That is more than this link takes. Ask whoever sent it to you for a new one."
                )
            )

    def _bpm_file_refusal(self, name, raw):
        """Why a file is not taken; nothing when it is."""
        if not raw:
            return self.env._("%s is empty.", name)
        if len(raw) > LARGEST:
            return self.env._(
                "%(name)s is too large: at most %(size)s MB.", name=name, size=LARGEST // 2**20
            )
        if guess_mimetype(raw) not in WELCOME:
            return self.env._(
                "%s cannot be taken: bring a PDF, a photo, a Word or an Excel file.", name
            )
        return None

    def _bpm_keep(self, files, row=None):
        dossier = self.dossier_id
        kind = row.type_id if row else self.env["bpm.document.type"]
        papers = self.env["bpm.document"].create(
            [
                {
                    "name": row.requirement_id.name if row else _title(name),
                    "type_id": kind.id,
                    "res_model": dossier.res_model,
                    "res_id": dossier.res_id,
                    "partner_id": dossier.partner_id.id,
                    "company_id": dossier.company_id.id,
                    "user_id": (row and row.user_id.id) or self.create_uid.id,
                    "to_check": True,
                }
                for name, _raw in files
            ]
        )
        papers._bpm_add_version(
            [
                {"name": _safe_name(name, raw), "raw": raw, "note": self.env._("Brought by a link")}
                for name, raw in files
            ]
        )
        return papers


class BpmDossier(models.Model):
    _inherit = "bpm.dossier"

    def _bpm_link(self):
        """A link by which the counterparty brings papers: the one that is good, or a new one."""
        self.ensure_one()
        self.check_access("write")
        soon = fields.Datetime.now() + timedelta(days=2)
        links = self.sudo().link_ids.filtered(
            lambda link: (
                not link.ended and link.expires_at > soon and link.file_count < MOST_FILES / 2
            )
        )
        if links:
            return links[0].sudo(False)
        link = (
            self.env["bpm.dossier.link"]
            .sudo()
            .create(
                {
                    "dossier_id": self.id,
                    "expires_at": fields.Datetime.now() + timedelta(days=DAYS),
                }
            )
        )
        self._bpm_note("papers_link_made")
        return link.sudo(False)

    def _bpm_note(self, event, **data):
        """An entry of the audit trail about this dossier."""
        self.env["bpm.journal"].sudo()._append(
            [{"event": event, "res_model": self._name, "res_id": self.id, "data": data}]
        )


def _title(name):
    return (name.rpartition(".")[0] or name).replace("_", " ").strip()[:100] or "?"


def _safe_name(name, raw):
    """The name with the ending that fits what is in the file."""
    ending = WELCOME[guess_mimetype(raw)]
    stem = _title(
        "".join(letter for letter in name if letter.isprintable() and letter not in "/\\")
    )
    return f"{stem}{ending}"
