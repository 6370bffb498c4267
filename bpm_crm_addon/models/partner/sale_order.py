"""Who ordered is a customer."""

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def write(self, vals):
        """Override to note the role with the confirmation, whichever road led to it."""
        result = super().write(vals)
        if vals.get("state") == "sale":
            self.env["bpm.partner.role.assignment"]._give("customer", self.partner_id)
        return result
