"""Deadlines in working time."""

from odoo import fields, models
from odoo.tools import ormcache


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _bpm_due(self, hours):
        """The moment an answer asked now is due, or False without a deadline or a calendar."""
        return self._bpm_plan_hours(hours, fields.Datetime.now()) if self and hours else False

    def _bpm_plan_hours(self, hours, start):
        """Return the moment (naive UTC) ``hours`` of this calendar's working time after ``start``.

        Remembered per quarter of an hour: a batch, and a chain, ask for the same answer.
        """
        self.ensure_one()
        quarter = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
        return self._bpm_planned(self.id, hours, quarter)

    @ormcache("calendar_id", "hours", "start")
    def _bpm_planned(self, calendar_id, hours, start):
        from pytz import utc

        calendar = self.sudo().browse(calendar_id)
        planned = calendar.plan_hours(hours, utc.localize(start), compute_leaves=True)
        return planned.astimezone(utc).replace(tzinfo=None) if planned else False
