"""A counterparty's card tells which of its quotations wait for an approval, at whom, and up to
which discount nobody is asked."""

from odoo import api, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _bpm_open_notes(self, quotes):
        """Override of `partner` to name those who are asked."""
        notes = super()._bpm_open_notes(quotes)
        labels = dict(quotes._fields["bpm_approval_state"]._description_selection(self.env))
        for quote in quotes.filtered(lambda one: one.bpm_approval_state not in (False, "none")):
            people = (
                quote.bpm_approval_state == "pending"
                and quote.bpm_approval_request_id.sudo()._waiting_for()
            )
            notes[quote.id] = (
                self.env._("waiting at %s", people) if people else labels[quote.bpm_approval_state]
            )
        return notes

    def _bpm_portrait_terms(self):
        """Override of `partner` to add the discount that needs no approval."""
        terms = super()._bpm_portrait_terms()
        orders = self.env["sale.order"]
        ceiling = orders.has_access("read") and orders._bpm_discount_ceiling(self)
        if ceiling is False:
            return terms
        return [*terms, self.env._("discounts up to %s %% need no approval", f"{ceiling:g}")]

    def _bpm_chips(self):
        """Override of `partner` to tell how many quotations wait for an approval."""
        chips = super()._bpm_chips()
        if not self.env["sale.order"].has_access("read"):
            return chips
        count = self.env["sale.order"].search_count(self._bpm_waiting_domain())
        if count:
            text = self.env._("Waiting for approval: %s", count)
            chips.append({"name": "waiting", "text": text, "tone": "warning"})
        return chips

    @api.model
    def _bpm_opened(self):
        """Override to add what is told here."""
        return super()._bpm_opened() | {"waiting"}

    def _bpm_waiting_domain(self):
        return [*self._bpm_quotes_domain(), ("bpm_approval_state", "=", "pending")]

    def _bpm_open_waiting(self):
        return self._bpm_list(
            self.env._("Waiting for Approval"), "sale.order", self._bpm_waiting_domain()
        )
