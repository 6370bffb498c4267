"""Money that is late: who owes what, how long already, and whether anybody wrote to them.

Decided here:

* What counts is the due line, not the invoice: an invoice in three instalments is late by part.
* A client's payments and credit notes that nobody has matched yet are taken off what is late,
  whichever invoice they were meant for. Whoever has paid enough is not called a debtor.
"""

from odoo import api, models
from odoo.tools import SQL


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    @api.model
    def _overdue(self, limit=None, user=None):
        """Clients with money past its due date, the largest amount first.

        :param limit: at most so many
        :param user: only clients of this salesperson
        :return: dictionaries of partner_id, name, amount and currency_id (of the user's company),
            days (since the oldest due date), lines (ids of the journal items counted)
        """
        currency = self.env.company.currency_id
        rows = self._rows(
            SQL(
                """SELECT owes.partner_id, p.name, owes.amount, owes.days, owes.lines
                     FROM (%s) owes JOIN res_partner p ON p.id = owes.partner_id
                    ORDER BY owes.amount DESC, owes.partner_id LIMIT %s""",
                self._query_overdue(user),
                limit,
            )
        )
        return [
            {**row, "amount": currency.round(float(row["amount"])), "currency_id": currency.id}
            for row in rows
        ]

    def _query_overdue(self, user=None):
        """Per client (partner_id): amount, days, first_due and the lines counted."""
        return SQL(
            """
            SELECT partner_id, sum(residual) AS amount, %(today)s - min(due) AS days,
                   min(due) AS first_due, array_agg(id ORDER BY id) AS lines
              FROM (SELECT l.id, p.commercial_partner_id AS partner_id, %(salesperson)s AS user_id,
                           l.amount_residual * rates.rate AS residual,
                           CASE WHEN l.amount_residual > 0 THEN l.date_maturity END AS due
                      FROM account_move_line l
                      JOIN account_account a
                        ON a.id = l.account_id AND a.account_type = 'asset_receivable'
                      JOIN res_partner p ON p.id = l.partner_id
                      JOIN %(rates)s ON rates.company_id = l.company_id
                      %(join_salesperson)s
                     WHERE l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
                       AND (l.amount_residual < 0
                            OR l.amount_residual > 0 AND l.date_maturity < %(today)s)) open
             GROUP BY partner_id
            HAVING min(due) IS NOT NULL AND sum(residual) > 0 AND %(theirs)s
            """,
            today=self._today(),
            rates=self._rates(),
            salesperson=SQL("coalesce(c.user_id, m.invoice_user_id)") if user else SQL("NULL"),
            join_salesperson=SQL(
                """JOIN account_move m ON m.id = l.move_id
                   JOIN res_partner c ON c.id = p.commercial_partner_id"""
            )
            if user
            else SQL(""),
            theirs=SQL("%s = ANY(array_agg(user_id))", user.id) if user else SQL("TRUE"),
        )
