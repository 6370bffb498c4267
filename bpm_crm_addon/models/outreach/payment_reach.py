"""How a debtor is reached: by e-mail, else by SMS where the level has a text for it."""

from typing import NamedTuple

from odoo import api, fields, models


class Reach(NamedTuple):
    channel: str
    address: str


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    channel = fields.Selection(
        [("email", "E-mail"), ("sms", "SMS")], required=True, default="email", readonly=True
    )

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
