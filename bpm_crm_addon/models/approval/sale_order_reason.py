"""Why a quotation is asked about, with its own figure beside the limit."""

from odoo import models
from odoo.tools import format_amount

from ...engine.threshold import threshold_of
from .base_preview import leaves


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _bpm_step_reason(self, step):
        """“real discount 20 % (limit 10 %)” for the ready rules; a consultant's own words
        elsewhere."""
        found = threshold_of([leaves(step["condition"])]) if step["ready_rule"] else None
        if not found:
            return super()._bpm_step_reason(step)
        name, limit = found
        if name == "bpm_real_discount":
            return self.env._(
                "real discount %(value)s %% (limit %(limit)s %%)",
                value=f"{self.bpm_real_discount:.3g}",
                limit=f"{limit:g}",
            )
        if name == "bpm_company_amount":
            currency = self.company_id.currency_id
            return self.env._(
                "total %(value)s (limit %(limit)s)",
                value=format_amount(self.env, self.bpm_company_amount, currency),
                limit=format_amount(self.env, limit, currency),
            )
        return super()._bpm_step_reason(step)
