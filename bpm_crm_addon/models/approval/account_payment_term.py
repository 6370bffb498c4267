"""Payment terms as plain facts, to be compared."""

from odoo import models

from ...engine.payment_terms import Instalment


class AccountPaymentTerm(models.Model):
    _inherit = "account.payment.term"

    def _bpm_instalments(self):
        """Return the terms as plain facts; no terms: nothing to list."""
        discount = (
            (self.discount_percentage, self.discount_days) if self.early_discount else (0.0, 0)
        )
        return [
            Instalment(
                line.value, line.value_amount, line.delay_type, line.nb_days,
                line.days_next_month or 0, *discount,
            )
            for line in self.line_ids
        ]  # fmt: skip
