"""The cockpit of the outbox tells of payment reminders that wait for a review."""

from odoo import api, models

from .payment_reminder import READERS


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _outbox_ahead(self):
        """Override to add how many there are, what they are about, and the way to them."""
        ahead = super()._outbox_ahead()
        if not self.env.user.has_groups(READERS):
            return ahead
        count, sums = self.env["bpm.payment.reminder"]._to_review()
        if count:
            told = self.env._("Reminders to review: %s", count)
            review = "bpm_crm_addon.action_bpm_payment_review"
            ahead.append(
                {"text": f"{told} · {sums}", "label": self.env._("Review"), "action": review}
            )
        return ahead
