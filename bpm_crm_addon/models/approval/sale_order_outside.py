"""Whether people outside may see a quotation: by account and by program as well as by link."""

from odoo import api, fields, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_shown_outside = fields.Boolean(
        "Shown to the Customer",
        compute="_compute_bpm_shown_outside",
        compute_sudo=True,
        search="_search_bpm_shown_outside",
        help="No while the quotation may not be sent. Customers' accounts do not find it then.",
    )

    @api.depends("bpm_approval_state", "state")
    def _compute_bpm_shown_outside(self):
        held = self._bpm_held("send")
        for order in self:
            order.bpm_shown_outside = order._origin.id not in held

    def _search_bpm_shown_outside(self, operator, value):
        """Used by the rules for people outside, so only their own quotations are looked at."""
        if operator != "in":
            return NotImplemented
        orders, user = self._bpm_clean(), self.env.user
        if not orders._bpm_requires_control():
            return Domain(True in value)
        mine = Domain("state", "in", ("draft", "sent"))
        if user.share:
            mine &= Domain("partner_id", "child_of", user.commercial_partner_id.id)
        held = list(orders.search(mine)._bpm_held("send"))
        return Domain("id", "not in" if True in value else "in", held)

    def _bpm_is_customer(self, user):
        """Tell whether this account is the customer's own, as Odoo's portal rule sees it."""
        own = user.commercial_partner_id
        return not user._is_public() and self.partner_id.commercial_partner_id == own

    def _bpm_has_payment(self):
        """Tell whether the customer has paid something for this quotation, or is paying."""
        return bool(
            self.sudo().transaction_ids.filtered(
                lambda one: one.state in ("pending", "authorized", "done")
            )
        )
