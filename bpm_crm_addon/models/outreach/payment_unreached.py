"""Who would be reminded today and cannot be written to: counted, and looked after in other ways."""

from odoo import api, models
from odoo.tools import SQL, LazyTranslate

from .payment_effects import TASKS

_lt = LazyTranslate(__name__)

# Few among the debtors: only their accounts are looked at.
OWING = """
SELECT p.commercial_partner_id
  FROM account_move_line l
  JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
  JOIN res_partner p ON p.id = l.partner_id
 WHERE l.company_id = %s AND l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
   AND l.display_type = 'payment_term' AND l.amount_residual_currency > 0
"""


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    @api.model
    def _unreached(self, company, day, plans=None, reach=None):
        """Ids of the partners who would be reminded today and have no usable address.

        :param plans: the engine's plans by partner id, where the caller has them, and `reach`,
            {partner id: Reach, or None} of all of them
        """
        if plans is None:
            plans, _accounts, recipients = self.sudo()._plans(
                company, day, self._without_email(company)
            )
            reach = self._reach(plans, recipients)
        found = {partner for partner, plan in plans.items() if not plan.why and not reach[partner]}
        return found - self._decided(company, day) if found else found

    @api.model
    def _without_email(self, company):
        """Ids of the firms that owe something and have no usable mailbox."""
        self._flush_facts()
        whose = SQL("firm.id IN (%s)", SQL(OWING, company.id))
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM (%s) AS recipients WHERE email IS NULL",
                self._recipients_of(company, whose),
            )
        )
        return [firm for [firm] in rows]

    # === TASKS INSTEAD === #

    @api.model
    def _tasks_instead(self, company, day, plans, accounts, recipients):
        """Tasks about those who have no usable address, where a level that is new wants one.

        They stand among the reminders of the day as not sent: a letter is printed from there.

        :param plans: {partner id: Plan} of these
        """
        wanting = self._with_new_tasks(plans) if plans else ()
        if not wanting or company._bpm_is_rehearsing():
            return
        marks = {"state": "not_sent", "channel": "email", "address": False}
        chosen = {partner: plans[partner] for partner in wanting}
        more = dict.fromkeys(chosen, marks)
        made = self._make(company, day, chosen, accounts, recipients, more)
        made.write({"reason_text": _lt("There is no usable address on the card.")})
        made._effects_unsaid()

    @api.model
    def _with_new_tasks(self, plans):
        """Ids of the partners with a level that wants a task nobody has been asked for yet."""
        levels = self.env["bpm.reminder.level"].search([("effect", "in", TASKS)])
        asking = {
            (row.part.line, row.level.key): partner
            for partner, plan in plans.items()
            for row in plan.rows
            if row.fresh and row.level.key in levels.ids
        }
        if not asking:
            return set()
        acted = self.env["bpm.payment.reminder.line"].search(
            [("acted", "=", True), ("move_line_id", "in", [line for line, _level in asking])]
        )
        done = {(line.move_line_id.id, line.level_id.id) for line in acted}
        return {partner for key, partner in asking.items() if key not in done}
