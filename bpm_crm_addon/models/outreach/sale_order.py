"""A warning on quotations of customers who were reminded in vain.

Only where a level says so: until it is paid, whoever quotes for that customer sees what was said.
Nothing is stopped by it; further_credit.py does that where a level wants an approval.
"""

from odoo import api, fields, models
from odoo.tools import SQL, format_amount

from .res_company import CAPABILITY

WARNING = ("warning", "approval")
WARNED = """
SELECT partner_id, company_id, (array_agg(level_id ORDER BY days DESC))[1], sum(left_open)
  FROM (SELECT DISTINCT ON (l.id) r.partner_id, r.company_id, s.level_id, e.days,
               l.amount_residual AS left_open
          FROM bpm_payment_reminder r
          JOIN bpm_payment_reminder_line s ON s.reminder_id = r.id AND s.state = 'said'
          JOIN bpm_reminder_level e ON e.id = s.level_id AND e.effect = ANY(%(effects)s)
          JOIN account_move_line l ON l.id = s.move_line_id
                                  AND l.parent_state = 'posted' AND l.amount_residual > 0
         WHERE (%(firms)s::int[] IS NULL OR r.partner_id = ANY(%(firms)s::int[]))
         ORDER BY l.id, e.days DESC) AS warned
 GROUP BY partner_id, company_id
"""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_debt_warning = fields.Char("Debts", compute="_compute_bpm_debt_warning")

    @api.depends("partner_id", "company_id", "state")
    @api.depends_context("uid", "lang")
    def _compute_bpm_debt_warning(self):
        self.bpm_debt_warning = False
        drafts = self.filtered(lambda order: order.state in ("draft", "sent") and order.partner_id)
        if not drafts or not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        warned = drafts._bpm_warned()
        for order in drafts:
            found = warned.get((order.partner_id.commercial_partner_id.id, order.company_id.id))
            if found:
                order.bpm_debt_warning = self._bpm_warning_told(*found, order.company_id)

    def _bpm_warned(self):
        """{(firm id, company id): (level, what is still open)} of these quotations."""
        firms = self.partner_id.commercial_partner_id
        return self._bpm_reminded(WARNING, firms)

    @api.model
    def _bpm_reminded(self, effects, firms=None):
        """{(firm id, company id): (level, what is still open)} of firms that were told a level
        with one of these effects and have not paid; of all firms unless some are given."""
        for model in ("bpm.payment.reminder", "bpm.payment.reminder.line", "account.move.line"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                WARNED,
                effects=list(effects),
                firms=None if firms is None else firms.ids,
            )
        )
        levels = self.env["bpm.reminder.level"].sudo()
        return {
            (firm, company): (levels.browse(level), left) for firm, company, level, left in rows
        }

    def _bpm_warning_told(self, level, left, company):
        """Sums are for those who may see them."""
        if not self.env["res.partner"]._bpm_may_see_sums():
            return self.env._("This customer was reminded (“%s”) and has not paid.", level.name)
        return self.env._(
            "This customer was reminded (“%(level)s”) and still owes %(sum)s.",
            level=level.name,
            sum=format_amount(self.env, left, company.sudo().currency_id),
        )
