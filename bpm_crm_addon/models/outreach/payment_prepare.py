"""Preparing the reminders of a day: who would be written to, at which level, about what.

The schedule does it (payment_schedule.py). A person may do it again: nothing that was decided on is
touched, what waits for review is made anew from the account as it is.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine import payment_reminder
from ..audit import bulk


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    @api.model
    def _prepare(self, company, day):
        """Make the proposals of a day anew; returns them, the largest first."""
        self._drop_proposals(company)
        plans, accounts, recipients = self._plans(company, day)
        taken, reach = self._taken(company, day), self._reach(plans, recipients)
        open_ones = {
            partner: plan for partner, plan in plans.items() if plan.level and partner not in taken
        }
        ready = {partner: plan for partner, plan in open_ones.items() if reach[partner]}
        unreached = {partner: plan for partner, plan in open_ones.items() if not reach[partner]}
        self._tasks_instead(company, day, unreached, accounts, recipients)
        ways = {partner: reach[partner]._asdict() for partner in ready}
        return self._make(company, day, ready, accounts, recipients, ways)

    @api.model
    def _make(self, company, day, plans, accounts, recipients, more):
        """Make the reminders of these plans, the largest first.

        :param more: {partner id: further values}
        """
        if not plans:
            return self.browse()
        values = [
            {
                **self._proposal(
                    company, day, partner, plan, accounts[partner], recipients[partner]
                ),
                **more[partner],
            }
            for partner, plan in plans.items()
        ]
        values.sort(key=lambda one: -one["amount"])
        reminders, now = bulk.insert(self, values), fields.Datetime.now()
        lines = [
            self._proposed_line(reminder, row, now)
            for reminder, one in zip(reminders.ids, values, strict=True)
            for row in plans[one["partner_id"]].rows
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
        return plans, accounts, self._recipients(company, accounts)

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
        asked = [row for row in plan.rows if not row.aside]
        worth = sum(float(row.amount) * account.lines[row.part.line][1] for row in asked)
        return {
            "company_id": company.id,
            "partner_id": partner,
            "day": day,
            "level_id": plan.level.key,
            "state": "proposed",
            "amount": company.currency_id.round(worth),
            "oldest_due": min(row.part.due for row in asked),
            "lang": company._bpm_lang(recipient.lang),
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
            "aside": row.aside,
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
