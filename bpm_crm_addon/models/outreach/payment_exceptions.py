"""What a person looks after where reminders run by themselves: the few that reached nobody.

The last reminder of a counterparty within a week is asked: one that went out since settles those
before it, and so do a payment, a promise and a dispute. Who would be reminded today and has no
usable address stands beside them. What is only not due yet, promised or disputed is no exception:
nobody has to do anything about it.
"""

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL, format_date, format_time

DAYS = 7
# Groups of the review (payment_held.py) in which somebody has something to do.
TO_DO = ("not_sent", "unknown", "back", "waits", "no_address")
LAST = """
SELECT id, what FROM (
    SELECT DISTINCT ON (r.partner_id) r.id,
           CASE WHEN r.state = 'not_sent' THEN 'not_sent'
                WHEN m.state = 'unknown' AND NOT EXISTS (
                    SELECT FROM bpm_message n WHERE n.resent_from_id = m.id) THEN 'unknown'
                WHEN m.state = 'failed' AND NOT EXISTS (
                    SELECT FROM bpm_message n WHERE n.resent_from_id = m.id) THEN 'back'
                WHEN m.state = 'queued' AND m.held THEN 'waits' END AS what
      FROM bpm_payment_reminder r LEFT JOIN bpm_message m ON m.id = r.message_id
     WHERE r.company_id = %(company)s AND r.day > %(since)s AND r.state <> 'rehearsed'
  ORDER BY r.partner_id, r.day DESC, r.id DESC) AS last
 WHERE what IS NOT NULL ORDER BY id
"""


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    @api.model
    def _exceptions(self, company, day, plans=None):
        """{reminder: "not_sent", "unknown", "back" or "waits"}, as far as it is still owed.

        :param plans: the engine's plans by counterparty, where the caller has them
        """
        self.flush_model()
        self.env["bpm.message"].flush_model(["state", "held", "resent_from_id"])
        since = day - timedelta(days=DAYS)
        rows = self.env.execute_query(SQL(LAST, company=company.id, since=since))
        if not rows:
            return {}
        reminders = self.sudo().browse(id_ for id_, _what in rows)  # read together
        if plans is None:
            partners = reminders.partner_id
            plans, _accounts, _recipients = self.sudo()._plans(company, day, partners.ids)
        return {
            reminder: what
            for reminder, (_id, what) in zip(reminders, rows, strict=True)
            if self._still_owed(what, plans.get(reminder.partner_id.id))
        }

    @api.model
    def _still_owed(self, what, plan):
        """Whether something is left to do: what was not said is said by the plan of today."""
        if plan is None or not any(plan.open.values()):
            return False
        return bool(plan.level) or what != "not_sent"

    @api.model
    def _exceptions_count(self):
        """How many there are in the companies that are switched on in the top bar."""
        count = 0
        for company in self.env.companies.sudo():
            if company.bpm_reminder_mode != "off":
                day = company._bpm_today()
                known = {one.partner_id.id for one in self._exceptions(company, day)}
                count += len(known | self._unreached(company, day))
        return count

    @api.model
    def _held_exceptions(self, company, day, groups, plans):
        """Add them to the groups of the review; today's not sent ones stand there already.

        Returns the ids of their partners.
        """
        exceptions = self._exceptions(company, day, plans)
        for reminder, what in exceptions.items():
            if what == "not_sent" and reminder.day == day:
                continue
            told = format_date(self.env, reminder.day)
            if reminder.reason_text:
                told = f"{told}: {reminder.reason_text}"
            groups[what].append(self._held_row(reminder.partner_id, told, reminder.total))
        return {reminder.partner_id.id for reminder in exceptions}

    # === WHERE THEY GO OUT BY THEMSELVES === #

    @api.model
    def _alone(self):
        """The companies of the top bar whose reminders go out by themselves."""
        companies = self.env.companies.sudo()
        return companies.filtered(lambda one: one.bpm_reminder_mode == "auto")

    @api.model
    def _notice_alone(self):
        """What everybody sees who looks at the review where nothing is left to review."""
        alone = self._alone()
        if not alone or alone != self.env.companies:
            return None
        went = self.sudo().search_count(
            [*self._today_domain(), ("state", "in", ("queued", "sent", "rehearsed"))]
        )
        hour = ", ".join(
            sorted(
                {
                    format_time(self.env, one._bpm_reminders_hour(), time_format="short")
                    for one in alone
                }
            )
        )
        text = self.env._(
            "Reminders go out by themselves, not before %(hour)s. Today: %(count)s. What needs a "
            "person stands below.",
            hour=hour,
            count=went,
        )
        return {"tone": "info", "text": text}
