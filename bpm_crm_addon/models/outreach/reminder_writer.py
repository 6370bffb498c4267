"""A reminder looks as the system does; whoever writes what it asks may ask it themselves."""

from odoo import api, models
from odoo.fields import Domain

CONDITIONS = {"domain", "stop_domain", "date_path"}


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: the writer of a condition may ask it."""
        reminders = super().create(vals_list)
        reminders._check_writer(CONDITIONS)
        return reminders

    def write(self, vals):
        """Override: as `create`; what others wrote goes on."""
        result = super().write(vals)
        self._check_writer(CONDITIONS if "model_name" in vals else CONDITIONS & vals.keys())
        return result

    def _check_writer(self, names):
        """A reminder looks as the system does: see `_check_writer` of segments."""
        if self.env.su:
            return
        for reminder in self:
            for name in names:
                condition = reminder._asked_by(name)
                if not condition.is_true():
                    self.env[reminder.model_name].search(condition, limit=1)

    def _asked_by(self, name):
        """What a field of a reminder asks of documents, as a condition."""
        if name != "date_path":
            return self._read_domain(self[name])
        return Domain(self.date_path, "!=", False) if self.date_path else Domain.TRUE
