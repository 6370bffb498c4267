"""What a counterparty bought in twelve months: one row per firm, company and product.

For conditions and lists ("bought chairs", "buys what Ikex makes"). Category and manufacturer are
those the product has now. Written together with the figures (metric_refresh.py), only where
something changed.
"""

from odoo import api, fields, models
from odoo.tools import SQL

SEES_SUMS = "account.group_account_invoice,account.group_account_readonly"
WRITE = """
WITH member AS (
    SELECT id, commercial_partner_id AS firm FROM res_partner
     WHERE commercial_partner_id = ANY(%(firms)s)
), bought AS (
    SELECT member.firm AS partner_id, l.company_id, l.product_id, sum(-l.balance) AS amount_year,
           max(v.invoice_date) AS last_on
      FROM account_move v
      JOIN member ON member.id = v.partner_id
      JOIN account_move_line l ON l.move_id = v.id
     WHERE v.state = 'posted' AND v.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
       AND l.display_type = 'product' AND l.product_id IS NOT NULL AND %(looks_at)s
       AND v.invoice_date >= date_trunc('month', %(today)s)::date - interval '11 months'
       AND v.invoice_date <= %(today)s
     GROUP BY 1, 2, 3 HAVING sum(-l.balance) > 0
), written AS (
    INSERT INTO bpm_partner_purchase AS kept
           (partner_id, company_id, product_id, amount_year, last_on)
    SELECT partner_id, company_id, product_id, amount_year, last_on FROM bought
        ON CONFLICT (partner_id, company_id, product_id) DO UPDATE
       SET amount_year = excluded.amount_year, last_on = excluded.last_on
     WHERE (kept.amount_year, kept.last_on)
           IS DISTINCT FROM (excluded.amount_year, excluded.last_on)
)
DELETE FROM bpm_partner_purchase kept
 WHERE kept.partner_id = ANY(%(firms)s)
   AND NOT EXISTS (SELECT FROM bought b
                    WHERE (b.partner_id, b.company_id, b.product_id)
                        = (kept.partner_id, kept.company_id, kept.product_id))
"""


class BpmPartnerPurchase(models.Model):
    _name = "bpm.partner.purchase"
    _description = "What a counterparty buys"
    _order = "last_on desc, id desc"
    _rec_name = "product_id"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", "Counterparty", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade", index=True
    )
    categ_id = fields.Many2one(related="product_id.categ_id")
    manufacturer_id = fields.Many2one(related="product_id.bpm_manufacturer_id")
    amount_year = fields.Monetary(
        "Bought in 12 months", readonly=True, groups=SEES_SUMS, help="Without tax, returns off."
    )
    last_on = fields.Date("Last bought", readonly=True)

    _partner_product_uniq = models.UniqueIndex("(partner_id, company_id, product_id)")

    @api.model
    def _refresh(self, firm_ids, clock):
        """Write the rows of these firms; ``clock``: today of each company (company_clock.py)."""
        company = SQL("v.company_id")
        self.env.cr.execute(
            SQL(
                WRITE,
                firms=list(firm_ids),
                today=clock.today(company),
                looks_at=clock.looks_at(company),
            )
        )
        self.invalidate_model(flush=False)
