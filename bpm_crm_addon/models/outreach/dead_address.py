"""Addresses that are known as wrong or dead: nobody can be reached there, by whatever message."""

from odoo import api, fields, models
from odoo.tools import SQL

# Tables for other statements: what is dead for a company now, by mail and by SMS; of a counterparty
# all its addresses, or the very ones named.
DEAD = """
dead AS (
    SELECT s.channel, s.partner_id, kept.address
      FROM bpm_suppression s LEFT JOIN jsonb_array_elements_text(s.points) AS kept (address) ON TRUE
     WHERE s.reason = 'wrong' AND s.since <= %(now)s AND (s.until IS NULL OR s.until > %(now)s)
       AND (s.company_id IS NULL OR s.company_id = %(company)s)
), no_mail AS (
    SELECT partner_id, address FROM dead WHERE coalesce(channel, 'email') = 'email'
), no_phone AS (
    SELECT partner_id, address FROM dead WHERE coalesce(channel, 'sms') = 'sms'
)"""
ON_CARDS = f"""
WITH {DEAD}, cards AS (
    SELECT id, commercial_partner_id AS firm, email_normalized AS mail, phone_sanitized AS phone
      FROM res_partner WHERE id = ANY(%(partners)s)
)
SELECT 'email', id FROM cards
 WHERE mail IN (SELECT address FROM no_mail) OR id IN (SELECT partner_id FROM no_mail)
    OR firm IN (SELECT partner_id FROM no_mail)
 UNION ALL
SELECT 'sms', id FROM cards
 WHERE phone IN (SELECT address FROM no_phone) OR id IN (SELECT partner_id FROM no_phone)
    OR firm IN (SELECT partner_id FROM no_phone)
"""


class BpmSuppression(models.Model):
    _inherit = "bpm.suppression"

    @api.model
    def _dead(self, partners, company):
        """{"email": ids, "sms": ids} of the partners whose address on the card is wrong or dead;
        one statement for any number of them."""
        self.flush_model()
        names = ["email_normalized", "phone_sanitized", "commercial_partner_id"]
        partners.flush_recordset(names)
        rows = self.env.execute_query(
            SQL(ON_CARDS, now=fields.Datetime.now(), company=company.id, partners=partners.ids)
        )
        dead = {"email": set(), "sms": set()}
        for channel, partner in rows:
            dead[channel].add(partner)
        return dead
