"""A payment reminder as a letter: what its level says, on the company's paper, to be posted."""

from odoo import api, models


class ReportPaymentLetter(models.AbstractModel):
    _name = "report.bpm_crm_addon.report_payment_letter"
    _description = "Payment reminder as a letter"

    @api.model
    def _get_report_values(self, docids, data=None):
        """The text for e-mail of each reminder, in its recipient's language, with the sums of which
        it speaks."""
        reminders = self.env["bpm.payment.reminder"].browse(docids)
        reminders.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "bpm.payment.reminder",
            "docs": reminders,
            "letter": self._letter,
        }

    @api.model
    def _letter(self, reminder):
        """The Rendered text of one; one that lacks a value is printed with what stands against it,
        so that nobody posts it."""
        lang = reminder.company_id._bpm_lang(reminder.lang)
        template = reminder.level_id.template_id.sudo().with_context(lang=lang)
        return template._render_for(reminder.with_context(lang=lang), phones=False)[reminder.id]
