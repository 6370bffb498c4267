"""Who bought since: purchases of the firm, so many days after its message.

A purchase is a confirmed order, or an invoice that no order stands behind; credit notes of such
invoices are taken off. It counts once, whoever of the firm was written to: for the contact who
ordered, else for the first one. The control group is looked at for as long from the beginning of
the campaign.
"""

from odoo import fields, models
from odoo.tools import SQL

from ..partner.company_clock import by_company
from ..partner.purchase_days import WITHOUT_ORDER

INVOICES = ["out_invoice", "out_receipt", "out_refund"]
BOUGHT = f"""
WITH people AS (
  SELECT m.id, m.campaign_id, m.partner_id, p.commercial_partner_id AS firm, c.company_id,
         coalesce(m.sent_at, c.started_at) AS since,
         coalesce(m.sent_at, c.started_at) + make_interval(days => c.result_days) AS until,
         promotion.date_from, promotion.date_to
    FROM bpm_campaign_member m
    JOIN bpm_campaign c ON c.id = m.campaign_id
    JOIN res_partner p ON p.id = m.partner_id
    LEFT JOIN bpm_promotion promotion ON promotion.id = c.promotion_id
   WHERE m.campaign_id = ANY(%(campaigns)s) AND m.outcome IN ('sent', 'control')
), purchases AS (
  SELECT 'order' AS kind, o.id, o.company_id, o.partner_id, p.commercial_partner_id AS firm,
         o.date_order AS at, o.date_order AS counted_at,
         (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day,
         o.amount_untaxed / coalesce(nullif(o.currency_rate, 0), 1) AS amount
    FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
   WHERE o.state = 'sale' AND o.date_order >= (SELECT min(since) FROM people)
   UNION ALL
  SELECT 'invoice', v.id, v.company_id, v.partner_id, v.commercial_partner_id,
         v.invoice_date::timestamp, v.invoice_date + interval '1 day' - interval '1 second',
         v.invoice_date,
         v.amount_untaxed_signed
    FROM account_move v
   WHERE v.state = 'posted' AND v.move_type = ANY(%(invoices)s)
     AND v.invoice_date >= (SELECT min(since) FROM people)::date
     AND {WITHOUT_ORDER}
), shared AS (
  SELECT DISTINCT ON (w.campaign_id, b.kind, b.id)
         w.id, b.at, b.amount,
         b.day >= coalesce(w.date_from, b.day) AND b.day <= coalesce(w.date_to, b.day)
           AS in_promotion
    FROM people w
    JOIN purchases b ON b.firm = w.firm AND b.company_id = w.company_id
     AND b.counted_at >= w.since AND b.at < w.until
   ORDER BY w.campaign_id, b.kind, b.id, b.partner_id = w.partner_id DESC, w.since, w.id
), bought AS (
  SELECT w.id, min(s.at) FILTER (WHERE s.amount > 0) AS first,
         round(sum(s.amount)::numeric, 2) AS amount,
         round(sum(s.amount) FILTER (WHERE s.in_promotion)::numeric, 2) AS used
    FROM people w LEFT JOIN shared s ON s.id = w.id
   GROUP BY w.id
)
UPDATE bpm_campaign_member m
   SET bought_at = b.first, bought_amount = b.amount, used_amount = b.used
  FROM (SELECT id, CASE WHEN amount > 0 THEN first END AS first,
               CASE WHEN amount > 0 THEN amount END AS amount,
               CASE WHEN used > 0 THEN used END AS used
          FROM bought) b
 WHERE b.id = m.id
   AND (b.first, b.amount, b.used)
       IS DISTINCT FROM (m.bought_at, m.bought_amount, m.used_amount)
"""


class BpmCampaignMember(models.Model):
    _inherit = "bpm.campaign.member"

    bought_at = fields.Datetime("Bought on", readonly=True)
    bought_amount = fields.Float("Bought for", readonly=True, digits=(16, 2))
    used_amount = fields.Float(
        "Bought in the promotion", readonly=True, digits=(16, 2), help="Until its last day."
    )


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    def _look_at_purchases(self):
        for name in ("bpm.campaign.member", "bpm.promotion", "sale.order", "account.move",
                     "account.move.line", "res.partner"):  # fmt: skip
            self.env[name].flush_model()
        zones = {one.id: SQL("%s", one._bpm_zone()) for one in self.company_id}
        zone = by_company(zones, SQL("o.company_id"))
        self.env.cr.execute(SQL(BOUGHT, campaigns=self.ids, invoices=INVOICES, zone=zone))
        self.env["bpm.campaign.member"].invalidate_model()
