"""The cockpit of the outbox tells of payment reminders that wait for a review."""

from odoo import api, fields, models
from odoo.tools import format_time

from ...engine.local_time import on_the_clock
from .payment_reminder import READERS


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _outbox_ahead(self):
        """Override to add how many there are, what they are about, when they would go out, and the
        way to them; in other words where the outbox has nothing yet."""
        ahead = super()._outbox_ahead()
        if not self.env.user.has_groups(READERS):
            return ahead
        count, sums = self.env["bpm.payment.reminder"]._to_review()
        if count:
            told, hour = self.env._("Reminders to review: %s", count), self._reminders_hour()
            if hour:
                told = self.env._("%(hour)s: %(what)s", hour=hour, what=told)
            ready = self.env._(
                "Reminders for instalments are ready to try: %s clients would get one today.", count
            )
            if hour:
                ready = self.env._(
                    "Reminders for instalments are ready to try: %(count)s clients would get one "
                    "at %(hour)s.",
                    count=count,
                    hour=hour,
                )
            ahead.append(
                {
                    "text": f"{told} · {sums}",
                    "label": self.env._("Review"),
                    "ready": ready,
                    "ready_label": self.env._("See the list"),
                    "action": "bpm_crm_addon.action_bpm_payment_review",
                }
            )
        return ahead

    def _reminders_hour(self):
        """The hour at which they would go out today; "" where that is at once, or companies
        differ."""
        now, hours = fields.Datetime.now(), set()
        for company in self.env.companies:
            start = company._bpm_reminders_start(now)
            local = on_the_clock(start, company._bpm_zone())
            told = format_time(self.env, local.time(), time_format="short")
            hours.add(told if start > now else "")
        return hours.pop() if len(hours) == 1 else ""
