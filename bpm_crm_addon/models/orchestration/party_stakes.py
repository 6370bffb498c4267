"""What is at stake with counterparties: approvals that wait, open quotations, unpaid invoices."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.stake import Stake

QUOTES_DAYS = 180  # an older quotation is forgotten rather than open
# One row per counterparty and company: numbers of each kind, the sum in the company's currency.
# An approval of a quotation adds nothing to the sum: the quotation itself is there.
QUERY = """
    SELECT partner_id, company_id, sum(requests)::int, sum(quotes)::int, sum(invoices)::int,
           sum(amount)::float8
      FROM (
        SELECT p.commercial_partner_id AS partner_id, o.company_id, 0 AS requests, 1 AS quotes,
               0 AS invoices, o.amount_total / coalesce(nullif(o.currency_rate, 0), 1) AS amount
          FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
         WHERE o.state IN ('draft', 'sent') AND o.date_order > %(since)s %(of_partner)s
        UNION ALL
        SELECT p.commercial_partner_id, r.company_id, 1, 0, 0,
               CASE r.res_model WHEN 'sale.order' THEN 0 ELSE coalesce(r.company_amount, 0) END
          FROM bpm_approval_request r JOIN res_partner p ON p.id = r.partner_id
         WHERE r.state = 'open' %(of_partner)s
        UNION ALL
        SELECT m.commercial_partner_id, m.company_id, 0, 0, 1, m.amount_residual_signed
          FROM account_move m JOIN res_partner p ON p.id = m.commercial_partner_id
         WHERE m.move_type = 'out_invoice' AND m.state = 'posted'
           AND m.payment_state IN ('not_paid', 'partial') %(of_partner)s
      ) AS open
     WHERE partner_id IS NOT NULL %(of_company)s
  GROUP BY partner_id, company_id"""


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _bpm_stakes(self, partner_ids=None, company_ids=None):
        """Override to tell; one query."""
        stakes = super()._bpm_stakes(partner_ids, company_ids)
        for model in ("sale.order", "bpm.approval.request", "account.move", "res.partner"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                QUERY,
                since=fields.Datetime.subtract(fields.Datetime.now(), days=QUOTES_DAYS),
                of_partner=SQL()
                if partner_ids is None
                else SQL("AND p.commercial_partner_id = ANY(%s)", list(partner_ids)),
                of_company=SQL()
                if company_ids is None
                else SQL("AND company_id = ANY(%s)", list(company_ids)),
            )
        )
        rates = self._bpm_rates({company_id for _partner, company_id, *_rest in rows})
        for partner_id, company_id, requests, quotes, invoices, amount in rows:
            stake = Stake(requests, quotes, invoices, (amount or 0) * rates[company_id])
            stakes[partner_id] = stakes.get(partner_id, Stake()) + stake
        return stakes

    @api.model
    def _bpm_rates(self, company_ids):
        """{company id: what one unit of its currency is in the current company's}."""
        mine, today = self.env.company, fields.Date.context_today(self)
        companies = self.env["res.company"].sudo().browse(one for one in company_ids if one)
        rates = {
            company.id: company.currency_id._convert(
                1.0, mine.currency_id, mine, today, round=False
            )
            for company in companies
        }
        return {None: 1.0, **rates}
