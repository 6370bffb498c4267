"""Texts and reminders may be about contracts."""

from odoo import models


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    def _selection_model(self):
        """Override of `outreach`."""
        word = self.env._("Contract")
        return [*super()._selection_model(), ("bpm.contract", word)]
