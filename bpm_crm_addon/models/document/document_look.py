"""Who looked at a paper, and who took it away: a row for each, written when the file is served."""

from odoo import api, fields, models
from odoo.tools import SQL

HOW = [("viewed", "Viewed"), ("downloaded", "Downloaded"), ("printed", "Printed")]


class BpmDocumentLook(models.Model):
    _name = "bpm.document.look"
    _description = "Look at a paper"
    _order = "at desc, id desc"
    _log_access = False

    document_id = fields.Many2one(
        "bpm.document", "Paper", required=True, readonly=True, index=True, ondelete="cascade"
    )
    version_id = fields.Many2one(
        "bpm.document.version", readonly=True, index="btree_not_null",
        ondelete="cascade",
    )  # fmt: skip
    user_id = fields.Many2one("res.users", "Who", readonly=True, ondelete="restrict")
    at = fields.Datetime("When", readonly=True, required=True, default=fields.Datetime.now)
    how = fields.Selection(HOW, readonly=True, required=True)

    @api.model
    def _bpm_note(self, version, how):
        """Note that the current user is served this version; once a minute is enough."""
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bpm_document_look (document_id, version_id, user_id, at, how)
                SELECT %(document)s, %(version)s, %(user)s, %(now)s, %(how)s
                 WHERE NOT EXISTS (
                    SELECT FROM bpm_document_look
                     WHERE document_id = %(document)s AND version_id = %(version)s
                       AND user_id = %(user)s AND how = %(how)s
                       AND at > %(now)s::timestamp - interval '1 minute')
                """,
                document=version.document_id.id,
                version=version.id,
                user=self.env.uid,
                now=now,
                how=how,
            )
        )
