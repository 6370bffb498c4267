"""Invoices that go along with a reminder: the PDF that was printed already, never a new one.

Odoo keeps it as the value of a field of the invoice, which lists of files do not show. The message
gets an entry of its own for the same file, so that it keeps what was sent when the invoice is
printed anew.
"""

from odoo import models
from odoo.tools import SQL

COPIED = ("name", "type", "mimetype", "store_fname", "db_datas", "file_size", "checksum")


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    def _papers(self):
        """{reminder id: ids of files to attach}; one statement for all."""
        attaching = self.filtered(lambda one: one.level_id.template_id.attach_invoices)
        if not attaching:
            return {}
        self.env["ir.attachment"].flush_model()
        copied = SQL(", ").join(map(SQL.identifier, COPIED))
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO ir_attachment (%(copied)s, res_model, res_id, company_id, public,
                                           create_uid, write_uid, create_date, write_date)
                SELECT %(from_there)s, %(model)s, r.id, r.company_id, false, %(uid)s, %(uid)s,
                       now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM (SELECT DISTINCT s.reminder_id AS id, l.move_id
                          FROM bpm_payment_reminder_line s
                          JOIN account_move_line l ON l.id = s.move_line_id
                         WHERE s.reminder_id = ANY(%(ids)s)) spoken
                  JOIN bpm_payment_reminder r ON r.id = spoken.id
                  JOIN ir_attachment f ON f.res_model = 'account.move' AND f.res_id = spoken.move_id
                       AND f.res_field = 'invoice_pdf_report_file'
                ORDER BY r.id, f.id RETURNING res_id, id""",
                copied=copied,
                from_there=SQL(", ").join(SQL.identifier("f", name) for name in COPIED),
                model=self._name,
                uid=self.env.uid,
                ids=attaching.ids,
            )
        )
        papers = {}
        for reminder, paper in rows:
            papers.setdefault(reminder, []).append(paper)
        return papers
