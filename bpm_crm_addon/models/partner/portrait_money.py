"""The portrait's lines about money: how a counterparty pays, and its turnover.

Days late are weighted by amount and counted per due line of the last year, open ones up to today;
credit notes settle without paying and are left out, exchange differences as well. Whoever may not
see sums is told the same in words.
"""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...engine.payment_habit import FAIR, GOOD, YEAR, Part, habit
from ...engine.sentence import mark
from ...engine.turnover import change, turnover


class ResPartner(models.Model):
    _inherit = "res.partner"

    # === PAYS === #

    def _bpm_portrait_pays(self):
        found = habit(
            self._bpm_payments(),
            fields.Date.context_today(self),
            self.env.company.sudo().bpm_grace_days,
        )
        if not found:
            return None
        sums = self._bpm_may_see_sums()
        trend = {
            "worse": self.env._("; lately it takes longer"),
            "better": self.env._("; lately it is quicker"),
        }.get(found.trend, "")
        tone = "good" if found.on_time >= GOOD else "warning" if found.on_time >= FAIR else "danger"
        said = self._bpm_pays_figures(found, tone) if sums else self._bpm_pays_words(found, tone)
        return {"label": self.env._("Pays"), "sentence": said + trend, "open": sums}

    def _bpm_pays_figures(self, found, tone):
        share = mark(f"{found.on_time * 100:.0f} %", tone)
        days = round(found.days_late)
        if days < 1:
            return self.env._("in time: %s of payments", share)
        if days == 1:
            return self.env._("one day late on average, %s of payments in time", share)
        return self.env._(
            "%(days)s days late on average, %(share)s of payments in time",
            days=mark(days, tone),
            share=share,
        )

    def _bpm_pays_words(self, found, tone):
        if tone == "good":
            return mark(self.env._("in time"), tone)
        return mark(
            self.env._("mostly in time") if tone == "warning" else self.env._("late often"), tone
        )

    def _bpm_payments(self):
        """The parts (engine/payment_habit.py) of what fell due in the last year."""
        today = fields.Date.context_today(self)
        rows = self._bpm_invoice_rows(
            SQL(
                """
                WITH due AS (
                    SELECT l.id, l.date_maturity AS due, l.amount_residual, rates.rate
                      FROM account_move_line l
                      JOIN account_account a
                        ON a.id = l.account_id AND a.account_type = 'asset_receivable'
                      JOIN %(rates)s ON rates.company_id = l.company_id
                     WHERE l.partner_id = ANY(%(family)s) AND l.parent_state = 'posted'
                       AND l.display_type = 'payment_term' AND l.balance > 0
                       AND l.date_maturity >= %(since)s AND l.date_maturity < %(today)s
                       AND %(told)s
                )
                SELECT due.id, due.due, r.amount * due.rate AS amount, c.date AS paid
                  FROM due
                  JOIN account_partial_reconcile r ON r.debit_move_id = due.id
                  JOIN account_move_line c ON c.id = r.credit_move_id
                 WHERE c.display_type <> 'payment_term'
                   AND NOT EXISTS (SELECT FROM account_partial_reconcile x
                                    WHERE x.exchange_move_id = c.move_id)
                 UNION ALL
                SELECT id, due, amount_residual * rate, NULL FROM due WHERE amount_residual > 0
                """,
                rates=self._bpm_portrait_rates(),
                family=self._bpm_family(),
                since=today - timedelta(days=YEAR),
                today=today,
                told=self._bpm_told(SQL("l.move_id")),
            )
        )
        return [Part(line, due, float(amount), paid) for line, due, amount, paid in rows]

    def _bpm_open_pays(self):
        today = fields.Date.context_today(self)
        return self._bpm_lines(
            self.env._("Due in the last 12 months"),
            [
                ("display_type", "=", "payment_term"),
                ("balance", ">", 0),
                ("date_maturity", ">=", fields.Date.to_string(today - timedelta(days=YEAR))),
                ("date_maturity", "<", fields.Date.to_string(today)),
            ],
        )

    # === TURNOVER === #

    def _bpm_portrait_turnover(self):
        sums = self._bpm_invoiced()
        if not sums:
            return None
        found = turnover(sums, fields.Date.context_today(self))
        changed = change(found.quarter, found.quarter_before)
        if not self._bpm_may_see_sums():
            return self._bpm_turnover_words(changed)
        said = self.env._(
            "this quarter %(quarter)s, in 12 months %(year)s",
            quarter=mark(self._bpm_sum(found.quarter)),
            year=mark(self._bpm_sum(found.year)),
        )
        if changed is not None:
            said = self.env._(
                "this quarter %(quarter)s (%(change)s on the same days a year ago), "
                "in 12 months %(year)s",
                quarter=mark(self._bpm_sum(found.quarter)),
                change=mark(f"{changed:+d} %", "good" if changed >= 0 else "warning"),
                year=mark(self._bpm_sum(found.year)),
            )
        return {
            "label": self.env._("Turnover"),
            "sentence": said,
            "open": True,
            "bars": list(found.months),
            "bars_of": self.env._("By month"),
        }

    def _bpm_turnover_words(self, changed):
        if changed is None:
            return None
        said = (
            self.env._("more than a year ago")
            if changed > 0
            else self.env._("less than a year ago")
            if changed
            else self.env._("as a year ago")
        )
        tone = "good" if changed >= 0 else "warning"
        return {"label": self.env._("Turnover"), "sentence": mark(said, tone)}

    def _bpm_invoiced(self):
        """[(day, sum without tax)] of two years, credit notes taken off."""
        since = fields.Date.context_today(self) - timedelta(days=2 * YEAR + 1)
        rows = self._bpm_invoice_rows(
            SQL(
                """SELECT m.invoice_date, sum(m.amount_untaxed_signed * rates.rate)
                     FROM account_move m JOIN %s ON rates.company_id = m.company_id
                    WHERE m.partner_id = ANY(%s) AND m.state = 'posted'
                      AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                      AND m.invoice_date >= %s AND %s
                    GROUP BY m.invoice_date""",
                self._bpm_portrait_rates(),
                self._bpm_family(),
                since,
                self._bpm_told(SQL("m.id")),
            )
        )
        return [(day, float(amount)) for day, amount in rows]

    def _bpm_open_turnover(self):
        if not self._bpm_may_see_sums():
            return None
        return self._bpm_list(
            self.env._("Invoices"),
            "account.move",
            [
                ("partner_id", "child_of", self.id),
                ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
                ("state", "=", "posted"),
            ],
            views=[
                [self.env.ref("account.view_out_invoice_tree").id, "list"],
                [False, "form"],
            ],
        )
