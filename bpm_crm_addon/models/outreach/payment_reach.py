"""How a debtor is reached: by e-mail, else by SMS where the level has a text for it.

A mailbox that is known as wrong or dead is none. Who does not want mails has not asked for an SMS
instead (decision 035): the other entries of the stop list are left to the outbox.
"""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from .dead_address import DEAD

RECIPIENTS = f"""
WITH {DEAD}, ways AS (
    SELECT firm.id, coalesce(firm.name, contact.name) AS name,
           CASE WHEN contact.email_normalized IN (SELECT address FROM no_mail)
                  OR firm.id IN (SELECT partner_id FROM no_mail)
                  OR contact.id IN (SELECT partner_id FROM no_mail)
                THEN NULL ELSE contact.email_normalized END AS email,
           coalesce(contact.lang, firm.lang) AS lang,
           CASE WHEN firm.id IN (SELECT partner_id FROM no_phone) THEN NULL ELSE coalesce(
                CASE WHEN contact.phone_sanitized IN (SELECT address FROM no_phone)
                       OR contact.id IN (SELECT partner_id FROM no_phone)
                     THEN NULL ELSE contact.phone_sanitized END,
                CASE WHEN firm.phone_sanitized IN (SELECT address FROM no_phone)
                     THEN NULL ELSE firm.phone_sanitized END) END AS phone,
           contact.type = 'invoice' AS is_invoice, contact.id AS contact_id
      FROM res_partner firm
      JOIN res_partner contact ON contact.commercial_partner_id = firm.id
           AND (contact.active OR contact.id = firm.id)
     WHERE %(whose)s AND (contact.id = firm.id OR contact.type = 'invoice')
)
SELECT DISTINCT ON (id) id, name, email, lang, phone
  FROM ways ORDER BY id, email IS NULL, is_invoice IS NOT TRUE, contact_id
"""


class Recipient(NamedTuple):
    """Who is written to; `email`, `lang` and `phone` may be empty."""

    name: str
    email: str | None
    lang: str | None
    phone: str | None = None


class Reach(NamedTuple):
    channel: str
    address: str


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    channel = fields.Selection(
        [("email", "E-mail"), ("sms", "SMS")], required=True, default="email", readonly=True
    )

    @api.model
    def _recipients(self, company, partner_ids):
        """{partner id: Recipient}: the invoice address of the firm, else the firm itself."""
        whose = SQL("firm.id = ANY(%s)", list(partner_ids))
        rows = self.env.execute_query(self._recipients_of(company, whose))
        return {partner: Recipient(*rest) for partner, *rest in rows}

    @api.model
    def _recipients_of(self, company, whose):
        """SQL for the rows (firm, *Recipient) of the firms of which `whose` is true."""
        return SQL(RECIPIENTS, company=company.id, now=fields.Datetime.now(), whose=whose)

    @api.model
    def _reach(self, plans, recipients):
        """{partner id: Reach, or None}; one query for the texts of all levels."""
        ids = {plan.level.key for plan in plans.values() if plan.level}
        levels = self.env["bpm.reminder.level"].sudo().browse(ids)
        by_phone = {level.id for level in levels if level.template_id.sms_text}
        reach = {}
        for partner, plan in plans.items():
            recipient = recipients[partner]
            reach[partner] = Reach("email", recipient.email) if recipient.email else None
            if not recipient.email and recipient.phone:
                has_text = not plan.level or plan.level.key in by_phone
                reach[partner] = Reach("sms", recipient.phone) if has_text else None
        return reach

    def _is_mail(self):
        return self.channel != "sms"

    def _text_for_channel(self, text):
        """The Rendered whose body is what goes out on this reminder's channel."""
        if self._is_mail():
            return text
        return text._replace(body=text.sms, trouble=text.sms_trouble)
