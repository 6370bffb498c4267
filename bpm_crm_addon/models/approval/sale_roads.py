"""The quotation's roads to being confirmed: told in time, and in words.

Whether a document may pass is decided where ``state`` is written (base_guard). What is here are the
manners: a list confirms what it may and names the rest, a customer is never shown an error, and the
steps that Odoo takes after confirming do not run alone.
"""

from odoo import models
from odoo.exceptions import UserError

BEFORE = ("draft", "sent")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _bpm_left_out(self):
        """Quotations of a web shop: the customer makes them, at the shop's own prices.

        As long as only the shop and its customer wrote them: a colleague's change is no shop's.
        """
        shop = self._bpm_of_web_shop()
        return super()._bpm_left_out() | shop.filtered(
            lambda order: not order._bpm_written_by_colleagues()
        )

    def _bpm_of_web_shop(self):
        shop = self.sudo().filtered("website_id") if "website_id" in self._fields else self.browse()
        return self & shop

    def _bpm_written_by_colleagues(self):
        order, users = self.sudo(), self.env["res.users"].sudo()
        for records in (order, order.order_line):
            users |= records.create_uid | records.write_uid
        return order.bpm_by_colleague or any(user._bpm_is_colleague() for user in users)

    def _bpm_held(self, gate):
        """Return {id: sentence} of those not past the gate ``gate`` that may not pass it now.

        Costs nothing where no route is, and for confirmed orders.
        """
        waiting = self.filtered(lambda order: order.state in BEFORE)._origin
        if not waiting or not waiting._bpm_requires_control():
            return {}
        return waiting._bpm_blocked(gate)

    def _bpm_refuse_held(self, gate):
        """Raise with one sentence for each of self that may not pass ``gate``."""
        if held := self._bpm_held(gate):
            raise UserError("\n".join(held.values()))

    # === CONFIRMING === #

    def action_confirm(self):
        """Confirm what may be confirmed; from a list, name the rest instead of refusing all.

        Processing a payment confirms as the system does: then those that may not be confirmed stay
        quotations and their salespeople are told, for the payer must not meet an error.
        """
        being_paid = self._bpm_payments_under_way() if self.env.su else {}
        held = self._bpm_held("confirm") if len(self) > 1 or being_paid else {}
        for order in self.browse(order_id for order_id in held if order_id in being_paid):
            being_paid[order.id]._bpm_tell_paid_but_held(order)
        free = self.browse(order.id for order in self if order.id not in held)
        if not held or not (free or being_paid):
            return super().action_confirm()
        result = super(SaleOrder, free).action_confirm() if free else True
        title = self.env._("%(count)s confirmed, not these:", count=len(free))
        return result if being_paid else self._bpm_named_rest(title, held)

    def _bpm_payments_under_way(self):
        """Return {order id: payment} of those with a payment Odoo has not processed to its end."""
        payments = self.transaction_ids.filtered(
            lambda one: one.state in ("pending", "authorized", "done") and not one.is_post_processed
        )
        return {
            order.id: payment for payment in payments for order in payment.sale_order_ids & self
        }

    def _bpm_named_rest(self, title, held, then=None):
        """Return the notice that names what was left out; ``then``: an action to go on with."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": title,
                "message": "\n".join(held.values()),
                "next": then or {"type": "ir.actions.act_window_close"},
            },
        }

    def _action_confirm(self):
        """Deliveries, projects and the like: not for a quotation that may not be confirmed."""
        self._bpm_refuse_held("confirm")
        return super()._action_confirm()

    # === SIGNING AND PAYING FROM OUTSIDE === #

    def _has_to_be_signed(self):
        """No signature is asked for while the quotation may not be confirmed.

        The portal writes the signature before it confirms.
        """
        return super()._has_to_be_signed() and not self._bpm_held("confirm")

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and not self._bpm_held("confirm")

    def _is_confirmation_amount_reached(self):
        """A payment does not confirm what may not be confirmed; see payment_transaction.py."""
        return self._bpm_is_paid_enough() and not self._bpm_held("confirm")

    def _bpm_is_paid_enough(self):
        """What Odoo alone would say of the amount paid."""
        return super()._is_confirmation_amount_reached()  # pylint: disable=super-method-mismatch

    def _can_be_edited_on_portal(self):
        """The customer chooses options until somebody is asked: afterwards it would undo that."""
        if not super()._can_be_edited_on_portal():
            return False
        order = self.sudo()
        return not order._bpm_requires_control() or (
            order.bpm_approval_state == "none" and not order._bpm_held("confirm")
        )

    # === INVOICES === #

    def _create_invoices(self, grouped=False, final=False, date=None):
        self._bpm_refuse_held("confirm")
        return super()._create_invoices(grouped=grouped, final=final, date=date)


class SaleAdvancePaymentInv(models.TransientModel):
    _inherit = "sale.advance.payment.inv"

    def _create_invoices(self, sale_orders):
        """A down payment can be invoiced from a draft: not from one that needs an approval."""
        (sale_orders | self.sale_order_ids)._bpm_refuse_held("confirm")
        return super()._create_invoices(sale_orders)
