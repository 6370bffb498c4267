"""What customers owe: overdue, due this week, and who pays later than before.

Days late are counted per due line, weighted by amount: what was paid late by the days it was late,
what is still open by the days so far. The last 3 months are compared with the 9 before. Credit
notes are no payments.
"""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.sentence import mark

RECENT_DAYS, BEFORE_DAYS = 90, 365
# Days later than before that are worth a word.
WORSE = 5


class BpmDirector(models.AbstractModel):
    _inherit = "bpm.director"

    def _sentence_overdue(self):
        """What is overdue, what falls due until Sunday, and who has got worse."""
        if not self._counts_money():
            return None
        overdue, customers, due, any_invoice = self._overdue_sums()
        if not any_invoice:
            return {"text": self.env._("Not enough data about payments: there are no invoices.")}
        worse = self._who_got_worse()
        values = {
            "overdue": self._money(overdue, "danger" if overdue else "good"),
            "customers": mark(customers),
            "due": self._money(due),
            "worse": mark(self._some(worse.values()), "warning"),
        }
        if worse:
            text = self.env._(
                "Overdue: %(overdue)s (customers: %(customers)s). Falls due this week: %(due)s. "
                "Pay later than before: %(worse)s.",
                **values,
            )
        elif overdue:
            text = self.env._(
                "Overdue: %(overdue)s (customers: %(customers)s). Falls due this week: %(due)s. "
                "Nobody pays later than before.",
                **values,
            )
        else:
            text = self.env._("Nothing is overdue. Falls due this week: %(due)s.", **values)
        buttons = [{"label": self.env._("Due this week"), "key": "due"}] if due else []
        if worse:
            buttons.append({"label": self.env._("Who pays later"), "key": "worse"})
        return {"text": text, "open": "overdue" if overdue else False, "buttons": buttons}

    def _overdue_sums(self):
        """(overdue, at how many customers, due from today to Sunday, is there any invoice)."""
        today = fields.Date.context_today(self)
        sunday = today + timedelta(days=6 - today.weekday())
        self.env["account.move.line"].flush_model()
        self.env["account.move"].flush_model()
        rows = self.env.execute_query(SQL(
            """SELECT l.company_id, sum(l.amount_residual) FILTER (WHERE l.date_maturity < %s),
                      sum(l.amount_residual) FILTER (WHERE l.date_maturity BETWEEN %s AND %s),
                      array_agg(DISTINCT p.commercial_partner_id)
                          FILTER (WHERE l.date_maturity < %s AND l.amount_residual > 0)
                 FROM account_move_line l
                 JOIN account_account a ON a.id = l.account_id
                 JOIN account_move m ON m.id = l.move_id
            LEFT JOIN res_partner p ON p.id = l.partner_id
                WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted'
                  AND m.move_type IN ('out_invoice', 'out_receipt') AND l.amount_residual > 0
                  AND l.date_maturity <= %s AND l.company_id = ANY(%s)
             GROUP BY l.company_id""",
            today, today, sunday, today, sunday, self.env.companies.ids,
        ))  # fmt: skip
        customers = {customer for row in rows for customer in row[3] or ()}
        invoices = self.env["account.move"].sudo()
        return (
            self._in_one_currency({row[0]: row[1] for row in rows}),
            len(customers),
            self._in_one_currency({row[0]: row[2] for row in rows}),
            bool(rows) or bool(invoices.search_count(self._invoices(), limit=1)),
        )

    def _invoices(self):
        return [
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
            ("company_id", "in", self.env.companies.ids),
        ]

    def _who_got_worse(self):
        """``{partner id: "name (12 days later)"}`` of customers, worst first."""
        today = fields.Date.context_today(self)
        rows = self.env.execute_query(SQL(
            """WITH late AS (
                   SELECT l.partner_id, r.max_date AS at, r.amount AS amount,
                          greatest(0, r.max_date - l.date_maturity) AS days
                     FROM account_partial_reconcile r
                     JOIN account_move_line l ON l.id = r.debit_move_id
                     JOIN account_move m ON m.id = l.move_id
                     JOIN account_move_line paid ON paid.id = r.credit_move_id
                     JOIN account_move how ON how.id = paid.move_id
                    WHERE m.move_type = 'out_invoice' AND how.move_type <> 'out_refund'
                      AND r.max_date > %s AND l.company_id = ANY(%s)
                    UNION ALL
                   SELECT l.partner_id, %s, l.amount_residual, %s - l.date_maturity
                     FROM account_move_line l
                     JOIN account_account a ON a.id = l.account_id
                     JOIN account_move m ON m.id = l.move_id
                    WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted'
                      AND m.move_type = 'out_invoice' AND l.amount_residual > 0
                      AND l.date_maturity < %s AND l.company_id = ANY(%s)
               ), customer AS (
                   SELECT p.commercial_partner_id AS id,
                          sum(days * amount) FILTER (WHERE at > %s)
                              / nullif(sum(amount) FILTER (WHERE at > %s), 0) AS recently,
                          sum(days * amount) FILTER (WHERE at <= %s)
                              / nullif(sum(amount) FILTER (WHERE at <= %s), 0) AS before
                     FROM late JOIN res_partner p ON p.id = late.partner_id
                 GROUP BY p.commercial_partner_id
               )
               SELECT customer.id, p.name, round(recently - before)
                 FROM customer JOIN res_partner p ON p.id = customer.id
                WHERE recently - before >= %s
             ORDER BY recently - before DESC""",
            today - timedelta(days=BEFORE_DAYS), self.env.companies.ids,
            today, today, today, self.env.companies.ids,
            *(4 * [today - timedelta(days=RECENT_DAYS)]), WORSE,
        ))  # fmt: skip
        return {
            customer: self.env._("%(customer)s (%(days)s days)", customer=name, days=int(days))
            for customer, name, days in rows
        }

    def _open_overdue(self, key):
        if key == "worse":
            return self._list(
                self.env._("Pay Later Than Before"),
                "res.partner",
                [("id", "in", list(self._who_got_worse()))],
            )
        today = fields.Date.context_today(self)
        sunday = today + timedelta(days=6 - today.weekday())
        open_lines = Domain("account_id.account_type", "=", "asset_receivable") & Domain(
            "amount_residual", ">", 0
        )
        due = Domain("date_maturity", "<", today)
        if key == "due":
            due = Domain("date_maturity", ">=", today) & Domain("date_maturity", "<=", sunday)
        title = self.env._("Due This Week") if key == "due" else self.env._("Overdue Invoices")
        return self._list(
            title,
            "account.move",
            [
                ("move_type", "in", ("out_invoice", "out_receipt")),
                ("state", "=", "posted"),
                ("line_ids", "any", list(open_lines & due)),
            ],
        )
