"""The quotation's roads out of the house: sent, marked as sent, shared, written about.

A plain note or a mail in one's own words stays possible. What is refused is the offer itself: the
quotation's own mail texts, its PDF, and calling it sent.
"""

from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_quotation_send(self):
        """Open the composer; from a list, for those that may be sent."""
        held = self._bpm_held("send")
        free = self.browse(order.id for order in self if order.id not in held)
        if not held:
            return super().action_quotation_send()
        if not free:
            raise UserError("\n".join(held.values()))
        return self._bpm_named_rest(
            self.env._("These are left out:"),
            held,
            then=super(SaleOrder, free).action_quotation_send(),
        )

    def action_quotation_sent(self):
        """Mark as sent; from a list, what may be marked. A payment that is under way calls this as
        the system: then the payer gets no error."""
        held = self._bpm_held("send")
        free = self.browse(order.id for order in self if order.id not in held)
        if held and not free and not self.env.su:
            raise UserError("\n".join(held.values()))
        result = super(SaleOrder, free).action_quotation_sent()
        if not held or self.env.su:
            return result
        return self._bpm_named_rest(self.env._("These are left out:"), held)

    def message_post(self, **kwargs):
        if self.env.context.get("mark_so_as_sent"):
            self._bpm_refuse_held("send")
        return super().message_post(**kwargs)

    def _send_order_notification_mail(self, mail_template, allow_deferred_sending=True):
        """A mail that Odoo sends by itself: nothing that may not be sent goes out."""
        if mail_template and mail_template._bpm_is_offer() and self._bpm_held("send"):
            return None
        return super()._send_order_notification_mail(
            mail_template, allow_deferred_sending=allow_deferred_sending
        )

    # === MAILS ABOUT IT === #

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """No button to the quotation for people outside while it is not theirs to see."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        if self and self._bpm_held("send"):
            for name, _filter, options in groups:
                if name != "user":
                    options["has_button_access"] = False
        return groups

    def _notify_by_email_prepare_rendering_context(
        self, message, msg_vals=False, model_description=False, force_email_company=False,
        force_email_lang=False, force_record_name=False,
    ):  # fmt: skip
        """Odoo writes the total at the head of every mail about a quotation: not yet."""
        context = super()._notify_by_email_prepare_rendering_context(
            message,
            msg_vals=msg_vals,
            model_description=model_description,
            force_email_company=force_email_company,
            force_email_lang=force_email_lang,
            force_record_name=force_record_name,
        )
        if self and self._bpm_held("send"):
            context["subtitles"] = context["subtitles"][:1]
        return context
