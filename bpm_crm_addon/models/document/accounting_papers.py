"""Primary accounting papers file themselves: PDFs of posted invoices and bills.

In the background: nobody who posts or prints an invoice waits for it. A file is filed once; the
bytes are not stored twice.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .document_add import LARGEST

BATCH = 20
SINCE_DAYS = 365
CODES = {
    "out_invoice": "invoice",
    "out_refund": "invoice",
    "out_receipt": "invoice",
    "in_invoice": "bill",
    "in_refund": "bill",
    "in_receipt": "bill",
}
SWITCH = "bpm_crm_addon.group_bpm_capability_contract"


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    @api.model
    def _cron_file_accounting(self):
        """File what is new; nothing while the capability is off."""
        if self.env.ref(SWITCH) not in self.env.ref("base.group_user").all_implied_ids:
            return
        rows = self._bpm_unfiled()
        self.env["ir.cron"]._commit_progress(remaining=len(rows))
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            self._bpm_file_invoices(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                break

    def _bpm_unfiled(self, limit=2_000):
        """Ids of attachments that are PDFs of posted invoices and not filed yet."""
        since = fields.Datetime.now() - timedelta(days=SINCE_DAYS)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.id FROM ir_attachment a JOIN account_move m ON m.id = a.res_id
                 WHERE a.res_model = 'account.move' AND a.mimetype = 'application/pdf'
                   AND (a.res_field IS NULL OR a.res_field = 'invoice_pdf_report_file')
                   AND m.state = 'posted' AND m.move_type = ANY(%s) AND a.create_date >= %s
                   AND m.partner_id IS NOT NULL AND a.type = 'binary'
                   AND a.file_size BETWEEN 1 AND %s
                   AND NOT EXISTS (
                       SELECT FROM bpm_document d WHERE d.source_attachment = a.id)
              ORDER BY a.id LIMIT %s
                """,
                list(CODES),
                since,
                LARGEST,
                limit,
            )
        )
        return [row[0] for row in rows]

    def _bpm_file_invoices(self, attachment_ids):
        """Make a paper of each of these files; one whose bytes are gone is left out."""
        files = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(skip_res_field_check=True)
            .browse(attachment_ids)
        )
        moves = self.env["account.move"].sudo().browse(files.mapped("res_id"))
        kinds = {
            (code, company): self.env["bpm.document.type"]._bpm_by_code(code, company)
            for code in set(CODES.values())
            for company in moves.company_id
        }
        kept = [(file, move) for file, move in zip(files, moves) if file.raw]
        papers = self.sudo().create(
            [
                {
                    "name": move.name or file.name,
                    "type_id": kinds[CODES[move.move_type], move.company_id].id,
                    "outside_number": move.ref if move.is_purchase_document() else False,
                    "date": move.invoice_date or move.date,
                    "partner_id": move.commercial_partner_id.id,
                    "company_id": move.company_id.id,
                    "user_id": move.invoice_user_id.id or self.env.uid,
                    "res_model": "account.move",
                    "res_id": move.id,
                    "source_attachment": file.id,
                }
                for file, move in kept
            ]
        )
        papers._bpm_add_version(
            [
                {"name": file.name, "raw": file.raw, "mimetype": file.mimetype}
                for file, _move in kept
            ]
        )
        papers._bpm_move("archived")
        return papers
