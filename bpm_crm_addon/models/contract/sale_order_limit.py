"""Orders under a contract stay within its amount, whichever way they are confirmed or grow."""

from odoo import api, models

# What makes an order worth more.
WORTH = frozenset(
    {
        *("product_uom_qty", "price_unit", "discount", "tax_ids", "product_id", "order_id"),
        *("product_uom_id", "display_type"),
    }
)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `sale`: an order may be born confirmed."""
        orders = super().create(vals_list)
        orders._bpm_keep_within()
        return orders

    def write(self, vals):
        """Override of `sale`: confirmed, or under a contract from now on."""
        result = super().write(vals)
        if vals.get("bpm_contract_id") or vals.get("state") == "sale":
            self._bpm_keep_within()
        return result

    def _bpm_keep_within(self):
        confirmed = self._bpm_under_contract()
        if confirmed:
            confirmed.sudo().bpm_contract_id._keep_within("ordered")

    def _bpm_under_contract(self):
        """Those that are confirmed and under a contract."""
        return self.filtered(lambda order: order.state == "sale" and order.bpm_contract_id)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `sale`: a line more on a confirmed order."""
        lines = super().create(vals_list)
        lines.order_id._bpm_keep_within()
        return lines

    def write(self, vals):
        """Override of `sale`: a confirmed order that grows."""
        if not WORTH & vals.keys():
            return super().write(vals)
        before = {order: order.amount_total for order in self.order_id._bpm_under_contract()}
        result = super().write(vals)
        orders = self.order_id._bpm_under_contract()
        orders.filtered(
            lambda order: order.amount_total > before.get(order, 0.0)
        )._bpm_keep_within()
        return result
