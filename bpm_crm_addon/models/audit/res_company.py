"""What time it is at a company: there its days begin."""

from odoo import fields, models

from ...engine.local_time import on_the_clock


class ResCompany(models.Model):
    _inherit = "res.company"

    def _bpm_zone(self):
        """The time zone in which the company's days begin: its card's, else its working hours'."""
        return self.partner_id.tz or self.resource_calendar_id.tz or "UTC"

    def _bpm_today(self):
        """The local date of now."""
        return on_the_clock(fields.Datetime.now(), self._bpm_zone()).date()
