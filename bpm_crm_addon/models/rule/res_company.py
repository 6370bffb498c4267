"""Other days of grace make other figures."""

from odoo import models
from odoo.tools import SQL


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        """Override: figures of the company are computed again, as on a new day."""
        result = super().write(vals)
        if "bpm_grace_days" in vals:
            figures = "UPDATE bpm_partner_metric SET computed_on = NULL WHERE company_id = ANY(%s)"
            self.env.cr.execute(SQL(figures, self.ids))
            self.env["bpm.partner.metric"].invalidate_model(["computed_on"], flush=False)
        return result
