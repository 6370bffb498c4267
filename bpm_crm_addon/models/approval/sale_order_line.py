"""The real discount of a quotation's line, and the mark on lines that make someone be asked."""

from odoo import api, fields, models
from odoo.tools import formatLang


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    _BPM_TOTALS = frozenset({"price_total", "price_subtotal", "price_tax"})

    bpm_real_discount = fields.Float(
        "Real Discount (%)",
        compute="_compute_bpm_real_discount",
        compute_sudo=True,
        digits="Discount",
        groups="base.group_user",
        aggregator="max",
        help="How far this line is below the price list, whether by its discount, by a lower "
        "price, or by its share of a discount on the whole quotation.",
    )
    bpm_discount_flag = fields.Char(
        "Discount to Approve",
        compute="_compute_bpm_discount_flag",
        groups="base.group_user",
        help="Says that this line's real discount is above what needs no approval.",
    )

    def _bpm_touched_parents(self, guard, vals):
        """Override: moved among sections, a line may be optional now, or show no price. Without
        sections the order of lines means nothing."""
        found = super()._bpm_touched_parents(guard, vals)
        if found or "sequence" not in vals or not guard.get("parents"):
            return found
        of_sections = [("display_type", "in", ("line_section", "line_subsection"))]
        of_these = [("order_id", "in", self.sudo().order_id.ids)]
        orders = self.env["sale.order.line"].sudo().search(of_sections + of_these).order_id
        parents = [
            (docs & docs.browse(orders.ids), name) for docs, name in self._bpm_parents(guard)
        ]
        return [(docs, name) for docs, name in parents if docs]

    @api.depends("order_id.bpm_real_discount")
    def _compute_bpm_real_discount(self):
        """What engine/real_discount.py says of this line, among the other lines of its order.

        0 for sections, notes, surcharges, negative lines, and for products whose list price is 0.
        """
        measures = self.order_id._bpm_measure_discounts()
        for line in self:
            measure = measures.get(line.order_id.id)
            line.bpm_real_discount = measure.lines.get(line.id, 0.0) if measure else 0.0

    @api.depends("order_id.bpm_real_discount")
    def _compute_bpm_discount_flag(self):
        """The sentence on a line above the limit; costs nothing where no route is."""
        self.bpm_discount_flag = False
        if not self.order_id._bpm_requires_control():
            return
        for order, lines in self.grouped("order_id").items():
            limit = order._bpm_discount_limit()
            if limit is False:
                continue
            for line in lines.filtered(lambda line, limit=limit: line._bpm_above(limit)):
                line.bpm_discount_flag = line._bpm_flag_sentence(limit)

    def _bpm_above(self, limit):
        """Tell whether this line is worth a mark: its own discount, or a discount line."""
        if self._bpm_lowers_all():
            return self.order_id.bpm_whole_discount > limit
        return self.bpm_real_discount > limit

    def _bpm_lowers_all(self):
        return not self.display_type and self.price_unit * self.product_uom_qty < 0

    def _bpm_flag_sentence(self, limit):
        words = {"limit": self._bpm_percent(limit)}
        if self._bpm_lowers_all():
            words["discount"] = self._bpm_percent(self.order_id.bpm_whole_discount)
            return self.env._(
                "%(discount)s %% real discount on the whole quotation, limit %(limit)s %%", **words
            )
        words["discount"] = self._bpm_percent(self.bpm_real_discount)
        return self.env._("%(discount)s %% real discount, limit %(limit)s %%", **words)

    def _bpm_percent(self, value):
        return formatLang(self.env, value, digits=0 if value == round(value) else 2)
