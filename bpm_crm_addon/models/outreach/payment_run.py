"""One row per company and day for which reminders were prepared: it gives the right to do so."""

from odoo import api, fields, models
from odoo.tools import SQL


class BpmPaymentRun(models.Model):
    _name = "bpm.payment.run"
    _description = "Preparation of payment reminders"
    _order = "day desc, id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    day = fields.Date(required=True, readonly=True)

    _once_a_day = models.UniqueIndex(
        "(company_id, day)", "Reminders of this day were prepared already."
    )

    @api.model
    def _claim(self, company, day):
        """Take the right to prepare this day by schedule; False when somebody has done so."""
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_payment_run (company_id, day) VALUES (%s, %s)
                   ON CONFLICT (company_id, day) DO NOTHING RETURNING id""",
                company.id,
                day,
            )
        )
        return bool(rows)

    @api.autovacuum
    def _gc_runs(self):
        """Forget when reminders were prepared, after a quarter."""
        self.search([("day", "<", fields.Date.subtract(fields.Date.today(), days=90))]).unlink()
