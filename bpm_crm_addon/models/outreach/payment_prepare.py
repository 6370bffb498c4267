"""Preparing the reminders of a day: who would be written to, at which level, about what.

The schedule does it once a day and company, at five in the morning on the company's own clock, also
where clocks change. A person may do it again: nothing that was decided on is touched, what waits
for review is made anew from the account as it is.
"""

import logging
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import SQL, LazyTranslate

from ...engine import local_time, payment_reminder
from ..audit import bulk
from .res_company import CAPABILITY

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)

AT = time(5)


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    # === THE SCHEDULE === #

    @api.model
    def _cron_remind(self):
        """Prepare the reminders of each company whose clock has passed five, once a day."""
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        now = fields.Datetime.now()
        for company in self.env["res.company"].search([("bpm_reminder_mode", "!=", "off")]):
            day = self._day_to_prepare(company, now)
            if not day or not self.env["bpm.payment.run"]._claim(company, day):
                continue
            try:
                with self.env.cr.savepoint():
                    self.with_company(company)._run(company, day)
            except Exception as error:  # one company's trouble is not everybody's
                _logger.exception("Payment reminders of company %s", company.id)
                self.env["bpm.incident"]._raise_incident(
                    _lt("Payment reminders of %s", company.name),
                    str(error),
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

    # === PROPOSALS === #

    @api.model
    def _prepare(self, company, day):
        """Make the proposals of a day anew; returns them, the largest first."""
        self._drop_proposals(company)
        plans, accounts, recipients = self._plans(company, day)
        taken, reach = self._taken(company, day), self._reach(plans, recipients)
        ready = {
            partner: plan
            for partner, plan in plans.items()
            if plan.level and reach[partner] and partner not in taken
        }
        if not ready:
            return self.browse()
        values = [
            {
                **self._proposal(
                    company, day, partner, plan, accounts[partner], recipients[partner]
                ),
                **reach[partner]._asdict(),
            }
            for partner, plan in ready.items()
        ]
        values.sort(key=lambda one: -one["amount"])
        reminders, now = bulk.insert(self, values), fields.Datetime.now()
        lines = [
            self._proposed_line(reminder, row, now)
            for reminder, one in zip(reminders.ids, values, strict=True)
            for row in ready[one["partner_id"]].rows
        ]
        with bulk.looked_up_by_index(self.env.cr):
            bulk.insert(self.env["bpm.payment.reminder.line"], lines)
        reminders.invalidate_recordset(["line_ids"])
        return reminders

    @api.model
    def _plans(self, company, day, partner_ids=None):
        """({partner id: the engine's Plan}, {partner id: Account}, {partner id: Recipient})."""
        accounts = self._accounts_today(company, day, partner_ids)
        levels = self.env["bpm.reminder.level"]._of(company)
        plans = {
            partner: payment_reminder.plan(account.parts, account.credits, levels, day)
            for partner, account in accounts.items()
        }
        return plans, accounts, self._recipients(accounts)

    @api.model
    def _accounts_today(self, company, day, partner_ids=None):
        """{partner id: Account} as far as the company's levels reach; nobody's without levels."""
        levels = self.env["bpm.reminder.level"]._of(company)
        if not levels:
            return {}
        horizon = day - timedelta(days=levels[0].days)
        return self._accounts(company, day, horizon, partner_ids)

    @api.model
    def _proposal(self, company, day, partner, plan, account, recipient):
        worth = sum(float(row.amount) * account.lines[row.part.line][1] for row in plan.rows)
        return {
            "company_id": company.id,
            "partner_id": partner,
            "day": day,
            "level_id": plan.level.key,
            "state": "proposed",
            "amount": company.currency_id.round(worth),
            "oldest_due": min(row.part.due for row in plan.rows),
            "lang": recipient.lang or "en_US",
        }

    @api.model
    def _proposed_line(self, reminder_id, row, now):
        return {
            "reminder_id": reminder_id,
            "move_line_id": row.part.line,
            "level_id": row.level.key,
            "currency_id": row.part.currency,
            "amount": float(row.amount),
            "due": row.part.due,
            "state": "proposed" if row.fresh else "repeated",
            "create_date": now,
        }

    @api.model
    def _drop_proposals(self, company):
        """What nobody has decided on gives way to what is so today; lines go with it."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM bpm_payment_reminder WHERE company_id = %s AND state = 'proposed'",
                company.id,
            )
        )
        self.env.invalidate_all()

    @api.model
    def _taken(self, company, day):
        """Ids of partners whose reminder of the day was decided on already.

        A rehearsal counts as long as the company rehearses.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT partner_id FROM bpm_payment_reminder
                    WHERE company_id = %s AND day = %s AND (state <> 'rehearsed' OR %s)""",
                company.id,
                day,
                company._bpm_is_rehearsing(),
            )
        )
        return {row[0] for row in rows}
