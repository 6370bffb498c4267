"""The settings of outreach."""

from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_outreach_ceiling = fields.Integer(
        related="company_id.bpm_outreach_ceiling", readonly=False, string="At most per hour"
    )
    bpm_outreach_pixel = fields.Boolean(related="company_id.bpm_outreach_pixel", readonly=False)
    bpm_outbox_workers = fields.Integer(string="Handing over at once")

    @api.model
    def get_values(self):
        """Override of `base`: as many as there are scheduled actions of the outbox."""
        workers = len(self.env["bpm.message"]._worker_ids())
        return super().get_values() | {"bpm_outbox_workers": workers}

    def set_values(self):
        """Override of `base` to make or remove workers of the outbox."""
        super().set_values()
        outbox = self.env["bpm.message"]
        if self.bpm_outbox_workers != len(outbox._worker_ids()):
            outbox._set_workers(self.bpm_outbox_workers)
