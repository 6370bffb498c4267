"""“Below 10 % nobody is asked: set 10 %”: one click brings a quotation's discounts down to that."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import float_round

from ...engine.threshold import lowered, threshold_of
from .base_preview import leaves

DISCOUNTS = ("bpm_real_discount", "bpm_whole_discount")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def bpm_approval_line(self):
        """Add the lines that brought the approval about, and the button that sets the limit."""
        line = super().bpm_approval_line()
        if line["kind"] in ("none", "approved"):
            return line
        limit = (
            self._bpm_limit_in(line["preview"]) if line["preview"] else self._bpm_discount_limit()
        )
        if limit is False:
            return line
        line["flags"] = self._bpm_flags(limit)
        if line["buttons"] and self._bpm_can_use_threshold(limit):
            line["threshold_button"] = {
                "name": "action_bpm_use_threshold",
                "label": self.env._("set %s", f"{limit:g} %"),
            }
        return line

    def _bpm_limit_in(self, preview):
        threshold = preview["threshold"]
        return threshold["value"] if threshold and "discount" in threshold["field"] else False

    def _bpm_flags(self, limit):
        """Return ``{line id: why it is marked}`` of the lines above the limit."""
        return {
            line.id: line._bpm_flag_sentence(limit)
            for line in self.sudo().order_line
            if line._bpm_above(limit)
        }

    def _bpm_threshold_label(self, name, value):
        if name in DISCOUNTS:
            return self.env._("below %s nobody is asked", f"{value:g} %")
        return super()._bpm_threshold_label(name, value)

    @api.model
    def _bpm_discount_ceiling(self, firm):
        """Up to which discount a quotation for this firm asks nobody because of it, or False where
        no single number tells.

        Told by the routes in use that take in a quotation of the firm with nothing in it yet.
        """
        guard, company = self._bpm_guard() or {}, self.env.company
        routes = [
            route
            for route in guard.get("routes", ())
            if route["state"] == "active" and route["company_id"] in (False, company.id)
        ]
        if not routes:
            return False
        order = self._bpm_clean().new({"partner_id": firm.id, "company_id": company.id})
        fitting = [route for route in routes if order.filtered_domain(route["domain"])]
        return self._bpm_ceiling_of([step for route in fitting for step in route["steps"]])

    @api.model
    def _bpm_ceiling_of(self, steps):
        """The lowest limit of these steps; one that asks always, or for more than the discount
        alone, leaves none."""
        steps = [leaves(step["condition"]) for step in steps]
        for step in steps:
            if not step or (len(step) > 1 and any(leaf[0] in DISCOUNTS for leaf in step)):
                return False
        limits = filter(None, (threshold_of([step]) for step in steps))
        return min((value for name, value in limits if name in DISCOUNTS), default=False)

    def _bpm_can_use_threshold(self, limit):
        """Line by line it can be set; a discount on the whole quotation is a talk, not a click."""
        return limit is not False and not any(line._bpm_lowers_all() for line in self.order_line)

    def action_bpm_use_threshold(self):
        """Lower the discount of each line above the limit to the limit, so that nobody is asked."""
        self.ensure_one()
        limit = self._bpm_discount_limit()
        if not self._bpm_can_use_threshold(limit):
            raise UserError(
                self.env._(
                    "“%s” cannot be brought below the limit in one step. Change the discount by "
                    "hand or ask for the approval.",
                    self.name,
                )
            )
        by_discount = self.env.user.has_group("sale.group_discount_per_so_line")
        for line in self.order_line.filtered(lambda line: line.bpm_real_discount > limit):
            line._bpm_lower_to(limit, by_discount)
        return True


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _bpm_lower_to(self, limit, by_discount):
        """Bring this line's real discount down to ``limit`` percent, in the column people see."""
        if self.bpm_real_discount >= 100:
            self.write({"discount": 0.0})
            self._reset_price_unit()
        digits = self.env["decimal.precision"].precision_get
        price, discount = lowered(
            self.price_unit, self.discount, self.bpm_real_discount, limit, by_discount
        )
        self.write(
            {
                "price_unit": float_round(price, digits("Product Price"), rounding_method="UP"),
                "discount": float_round(discount, digits("Discount"), rounding_method="DOWN"),
            }
        )
