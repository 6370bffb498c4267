"""Online payments of quotations that may not be confirmed: booked, told, never an error.

The payer has paid: that stands, and the payer hears nothing of approvals. The quotation stays as it
is, and the salesperson is told to sort it out.
"""

import logging

from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

_logger = logging.getLogger(__name__)


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """Confirm what may be confirmed; whatever refuses, the payment itself is not undone."""
        confirmed = self.env["sale.order"]
        for transaction in self:
            orders = transaction.sale_order_ids
            quotation = orders.filtered(lambda order: order.state in ("draft", "sent"))
            held = quotation._bpm_held("confirm")
            if not held:
                try:
                    with self.env.cr.savepoint():
                        confirmed |= super(
                            PaymentTransaction, transaction
                        )._check_amount_and_confirm_order()
                except UserError as error:
                    if not quotation._bpm_requires_control():
                        raise
                    _logger.info("Paid order %s stays a quotation: %s", quotation.ids, error)
                    held = quotation.ids
            for order in quotation.browse(held).filtered(lambda one: one._bpm_is_paid_enough()):
                transaction._bpm_tell_paid_but_held(order)
        return confirmed

    def _bpm_tell_paid_but_held(self, order):
        """Tell the salesperson, once per payment: a problem of theirs and a note on the order."""
        seller = order.user_id
        owner = seller if seller.active and not seller.share else self.env["res.users"]
        reader = owner or self.env.ref("base.user_admin")
        order = order.with_user(reader).sudo().with_context(lang=reader.lang)
        name = order.env._(
            "“%(document)s” was paid (%(amount)s) but could not be confirmed",
            document=order.name,
            amount=format_amount(order.env, self.amount, self.currency_id),
        )
        reason = order.env._(
            "%(why)s The payment is booked. Once it is approved, confirm it by hand.",
            why=order._bpm_held("confirm").get(order.id, ""),
        ).strip()
        order.with_user(SUPERUSER_ID)._message_log(body=f"{name}. {reason}")
        order.env["bpm.incident"].sudo()._raise_incident(
            name, reason, record=order, owner=owner or None, key=f"paid {self.id} {order.id}"
        )
