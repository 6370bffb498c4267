"""The link in a reminder to the customer's page of an invoice.

Odoo opens that page by a secret of the invoice. To write one on thousands of invoices each night
would take longer than everything else, so the link is ours, and the secret is made for whoever
follows it.
"""

from odoo import api, models

from ..audit.signed_link import WIDE, number_of_short, numbers_of

SCOPE = "bpm-invoice"


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _bpm_customer_page(self, payload):
        """Where a link of ours leads, None for a wrong one."""
        number = number_of_short(self.env, SCOPE, payload, WIDE)
        # Those in mails of an earlier version hold it otherwise.
        numbers = [number] if number else numbers_of(self.env, SCOPE, payload)
        found = self.sudo().browse(numbers).exists()
        invoice = found.filtered(lambda one: one.state == "posted")
        if not invoice:
            return None
        invoice._portal_ensure_token()
        return invoice.get_portal_url()
