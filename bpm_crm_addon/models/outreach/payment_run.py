"""One row per company and day for which reminders were prepared: it gives the right to do so."""

from odoo import api, fields, models
from odoo.tools import SQL


class BpmPaymentRun(models.Model):
    _name = "bpm.payment.run"
    _description = "Preparation of payment reminders"
    _order = "day desc, id desc"
    _log_access = False
    _bpm_retryable = {"_run_again": "prepare the reminders of today again"}

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    day = fields.Date(required=True, readonly=True)

    _once_a_day = models.UniqueIndex(
        "(company_id, day)", "Reminders of this day were prepared already."
    )

    @api.model
    def _claim(self, company, day):
        """Take the right to prepare this day by schedule: its row; none when somebody has it."""
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_payment_run (company_id, day) VALUES (%s, %s)
                   ON CONFLICT (company_id, day) DO NOTHING RETURNING id""",
                company.id,
                day,
            )
        )
        return self.browse(row[0] for row in rows)

    def _run_again(self):
        """What had failed, on the day it is by now; before five the schedule will do it itself."""
        company, reminders = self.company_id, self.env["bpm.payment.reminder"]
        day = reminders._day_to_prepare(company, fields.Datetime.now())
        if day and company.bpm_reminder_mode != "off":
            reminders.with_company(company)._run(company, day)

    @api.autovacuum
    def _gc_runs(self):
        """Forget when reminders were prepared, after a quarter."""
        self.search([("day", "<", fields.Date.subtract(fields.Date.today(), days=90))]).unlink()
