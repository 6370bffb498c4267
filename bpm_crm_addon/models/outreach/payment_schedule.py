"""When reminders are prepared: once a day and company, at five in the morning on the company's own
clock, also where clocks change."""

import logging
from datetime import datetime, time

import psycopg2

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...engine import local_time
from .res_company import CAPABILITY

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)

AT = time(5)


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    @api.model
    def _cron_remind(self):
        """Prepare the reminders of each company whose clock has passed five, once a day."""
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        now = fields.Datetime.now()
        for company in self.env["res.company"].search([("bpm_reminder_mode", "!=", "off")]):
            day = self._day_to_prepare(company, now)
            run = day and self.env["bpm.payment.run"]._claim(company, day)
            if not run:
                continue
            try:
                with self.env.cr.savepoint():
                    self.with_company(company)._run(company, day)
            except psycopg2.OperationalError:  # somebody else was faster: all of it again, soon
                raise
            except Exception as error:  # one company's trouble is not everybody's
                _logger.exception("Payment reminders of company %s", company.id)
                self.env["bpm.incident"]._raise_incident(
                    _lt("Payment reminders of %s", company.name),
                    str(error),
                    run,
                    retry="_run_again",
                    key=f"payment_reminder.{company.id}",
                )

    @api.model
    def _day_to_prepare(self, company, now):
        """The company's local date once its clock has passed five there, else None."""
        zone = company._bpm_zone()
        day = local_time.on_the_clock(now, zone).date()
        begins = local_time.in_universal_time(datetime.combine(day, AT), zone)
        return day if now >= begins else None

    @api.model
    def _run(self, company, day):
        """What the schedule does for a company: promises, proposals, and sending by themselves."""
        self.env["bpm.payment.promise"]._settle(company, day)
        proposed = self._prepare(company, day)
        if company.bpm_reminder_mode == "auto":
            proposed._send()
