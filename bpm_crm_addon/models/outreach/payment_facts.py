"""What is open at the counterparties of a company, as the engine wants it: one statement each.

Decided here:

* What counts is the due line of a posted customer invoice, in its own currency.
* Credit notes and payments that nobody has matched yet are credits of the counterparty; other open
  entries of its account (a refund that went out, a debt taken over from before) are taken off them.
* A firm is one counterparty with all its contacts: Odoo's commercial partner.
"""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...engine.payment_reminder import Part

OPEN = """
WITH open AS MATERIALIZED (
    SELECT l.id, l.move_id, p.commercial_partner_id AS partner_id, l.currency_id,
           l.amount_residual_currency AS amount, l.amount_residual AS value,
           coalesce(l.date_maturity, l.date) AS due, l.no_followup,
           l.display_type = 'payment_term' AND l.amount_residual_currency > 0
               AND m.move_type IN ('out_invoice', 'out_receipt') AS is_part
      FROM account_move_line l
      JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
      JOIN account_move m ON m.id = l.move_id
      JOIN res_partner p ON p.id = l.partner_id
     WHERE l.company_id = %(company)s AND l.parent_state = 'posted'
       AND l.reconciled IS NOT TRUE AND l.amount_residual_currency <> 0 AND %(whose)s
), said AS (
    SELECT r.move_line_id, max(v.days) AS days
      FROM bpm_payment_reminder_line r JOIN bpm_reminder_level v ON v.id = r.level_id
     WHERE r.move_line_id IN (SELECT id FROM open) AND r.state IN ('said', 'skipped')
  GROUP BY r.move_line_id
), disputed AS (
    SELECT move_id, line_id FROM bpm_payment_dispute
     WHERE company_id = %(company)s AND state = 'open'
), promised AS (
    SELECT s.partner_id, r.account_move_id AS move_id, s.date
      FROM bpm_payment_promise s
      LEFT JOIN account_move_bpm_payment_promise_rel r ON r.bpm_payment_promise_id = s.id
     WHERE s.company_id = %(company)s AND s.state = 'open' AND s.date >= %(day)s
), whole AS (
    SELECT partner_id, max(date) AS date FROM promised WHERE move_id IS NULL GROUP BY partner_id
)
SELECT o.partner_id, o.id, o.move_id, o.currency_id, o.amount, o.value, o.due, o.is_part, said.days,
       CASE WHEN o.move_id IN (SELECT move_id FROM disputed WHERE line_id IS NULL)
                 OR o.id IN (SELECT line_id FROM disputed WHERE line_id IS NOT NULL)
            THEN 'disputed'
            WHEN o.due <= whole.date OR (o.partner_id, o.move_id) IN (
                     SELECT partner_id, move_id FROM promised WHERE move_id IS NOT NULL)
            THEN 'promised'
            WHEN o.no_followup THEN 'blocked' ELSE '' END AS stopped
  FROM open o
  LEFT JOIN said ON said.move_line_id = o.id
  LEFT JOIN whole ON whole.partner_id = o.partner_id
 WHERE NOT o.is_part OR o.due <= %(horizon)s
"""


class Account(NamedTuple):
    """One counterparty's account: ``parts`` and ``credits`` of the engine, and for each line its
    invoice and its worth: {line: (invoice id, company currency per unit)}."""

    parts: list
    credits: dict
    lines: dict


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    @api.model
    def _accounts(self, company, day, horizon, partner_ids=None):
        """{partner id: Account} of the company; two queries at most, whatever the number.

        :param day: the local date: promises up to the day before are over
        :param horizon: parts that fall due later are left out
        :param partner_ids: only these commercial partners
        """
        if partner_ids is not None and not partner_ids:
            return {}
        whose = (
            SQL("p.commercial_partner_id = ANY(%s)", list(partner_ids))
            if partner_ids is not None
            else SQL("TRUE")
        )
        self._flush_facts()
        rows = self.env.execute_query(
            SQL(OPEN, company=company.id, day=day, horizon=horizon, whose=whose)
        )
        accounts = defaultdict(lambda: Account([], {}, {}))
        for partner, line, move, currency, amount, value, due, is_part, said, stopped in rows:
            account, exact = accounts[partner], Decimal(str(amount))
            if is_part:
                account.parts.append(Part(line, currency, exact, due, said, stopped))
                account.lines[line] = (move, value / amount)
            else:
                account.credits[currency] = account.credits.get(currency, 0) - exact
        return {partner: account for partner, account in accounts.items() if account.parts}

    @api.model
    def _flush_facts(self):
        """What is in memory only must be in the tables that the statements above read."""
        for model in (
            "account.move", "account.move.line", "res.partner", "bpm.payment.reminder.line",
            "bpm.reminder.level", "bpm.payment.dispute", "bpm.payment.promise", "bpm.suppression",
        ):  # fmt: skip
            self.env[model].flush_model()
