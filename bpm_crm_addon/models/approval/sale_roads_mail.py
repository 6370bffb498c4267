"""Mail texts and links by which a quotation leaves the house.

Odoo renders a quotation's mail text in several places: the composer, automatic mails, server
actions, programs. All of them come through ``_generate_template``.
"""

from odoo import models

RECEIPT = "sale.mail_template_sale_payment_executed"


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def _bpm_is_offer(self):
        """Tell whether this text is a quotation's offer: any text written about quotations may
        tell the total, but for the receipt that Odoo sends for a payment."""
        self.ensure_one()
        return self.sudo().model == "sale.order" and not self._bpm_is_receipt()

    def _bpm_is_receipt(self):
        return self.sudo() == self.env.ref(RECEIPT, raise_if_not_found=False)

    def _generate_template(
        self,
        res_ids,
        render_fields,
        recipients_allow_suggested=False,
        find_or_create_partners=False,
    ):
        if self._bpm_is_offer():
            self.env["sale.order"].sudo().browse(res_ids)._bpm_refuse_held("send")
        return super()._generate_template(
            res_ids,
            render_fields,
            recipients_allow_suggested=recipients_allow_suggested,
            find_or_create_partners=find_or_create_partners,
        )

    def _generate_template_attachments(self, res_ids, render_fields, render_results=None):
        """A payment's receipt goes out without the PDF of a quotation that may not be sent."""
        if self.sudo().model == "sale.order" and self._bpm_is_receipt():
            held = self.env["sale.order"].sudo().browse(res_ids)._bpm_held("send")
            papers = set(render_fields) - {"report_template_ids"}
            if held:
                render_results = super()._generate_template_attachments(
                    [res_id for res_id in res_ids if res_id in held], papers, render_results
                )
                res_ids = [res_id for res_id in res_ids if res_id not in held]
        return super()._generate_template_attachments(res_ids, render_fields, render_results)


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    def _bpm_refuse_offers(self):
        """Texts and PDFs were made when the composer was opened: look again when it is sent."""
        for composer in self.filtered(lambda one: one.model == "sale.order"):
            if composer.template_id and composer.template_id._bpm_is_offer():
                orders = self.env["sale.order"].browse(composer._evaluate_res_ids())
                if composer.res_domain:
                    orders |= orders.search(composer._evaluate_res_domain())
                orders._bpm_refuse_held("send")

    def _action_send_mail(self, auto_commit=False):
        self._bpm_refuse_offers()
        return super()._action_send_mail(auto_commit=auto_commit)

    def _action_schedule_message(self):
        self._bpm_refuse_offers()
        return super()._action_schedule_message()


class PortalShare(models.TransientModel):
    _inherit = "portal.share"

    def action_send_mail(self):
        if self.res_model == "sale.order":
            self.env["sale.order"].browse(self.res_id)._bpm_refuse_held("send")
        return super().action_send_mail()


class PaymentLinkWizard(models.TransientModel):
    _inherit = "payment.link.wizard"

    def _compute_warning_message(self):
        """Say at once why the link would lead to a page that only asks to wait."""
        result = super()._compute_warning_message()
        for wizard in self.filtered(lambda one: one.res_model == "sale.order"):
            held = self.env["sale.order"].browse(wizard.res_id)._bpm_held("confirm")
            wizard.warning_message = held.get(wizard.res_id) or wizard.warning_message
        return result
