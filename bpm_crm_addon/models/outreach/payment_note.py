"""From a reminder, an invoice or a counterparty to the form of a promise or a dispute."""

from datetime import timedelta

from odoo import api, fields, models

DAYS_TO_PAY = 7  # what a promise is filled in with


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    def bpm_review_note(self, verb):
        """The form in which a promise or a dispute about this reminder is noted.

        :param verb: "promise" or "dispute"
        """
        self.check_access("read")
        self.ensure_one()
        return self._note_moves()._bpm_note_action(verb, self.partner_id)

    def _note_moves(self):
        """The invoices that the reminder speaks of, as the current user has them."""
        return self.env["account.move"].browse(self.sudo().line_ids.move_line_id.move_id.ids)


class AccountMove(models.Model):
    _inherit = "account.move"

    def action_bpm_promise(self):
        """Note when the customer has promised to pay these invoices."""
        self.check_access("read")
        return self._bpm_note_action("promise", self.commercial_partner_id[:1])

    def action_bpm_dispute(self):
        """Note what the customer disputes about this invoice."""
        self.check_access("read")
        return self._bpm_note_action("dispute", self.commercial_partner_id[:1])

    @api.model
    def _bpm_note_titles(self):
        return {"promise": self.env._("Promise to Pay"), "dispute": self.env._("Dispute")}

    def _bpm_note_action(self, verb, partner):
        """Open the form, filled in with these invoices."""
        defaults = {
            "promise": self._bpm_promise_defaults,
            "dispute": self._bpm_dispute_defaults,
        }[verb](partner)
        return {
            "type": "ir.actions.act_window",
            "name": self._bpm_note_titles()[verb],
            "res_model": f"bpm.payment.{verb}",
            "views": [[False, "form"]],
            "target": "new",
            "context": {f"default_{name}": value for name, value in defaults.items()},
        }

    def _bpm_promise_defaults(self, partner):
        """All that is open of these invoices, in the currency of most of it."""
        sums = {}
        for move in self.sudo():
            currency = move.currency_id
            sums[currency] = sums.get(currency, 0.0) + move.amount_residual
        currency = max(sums, key=sums.get) if sums else self.env.company.currency_id
        mine = self.sudo().filtered(lambda move: move.currency_id == currency)
        today = fields.Date.context_today(self)
        return {
            "partner_id": partner.id,
            "company_id": (self.sudo().company_id[:1] or self.env.company).id,
            "move_ids": [(6, 0, mine.ids)],
            "date": fields.Date.to_string(today + timedelta(days=DAYS_TO_PAY)),
            "currency_id": currency.id,
            "amount": currency.round(sums.get(currency, 0.0)),
        }

    def _bpm_dispute_defaults(self, _partner):
        """The oldest of them; the person may choose another."""
        return {"move_id": self[:1].id}
