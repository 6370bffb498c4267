"""Accepting a counter-offer and answering a question from the quotation's header."""

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_offer_to_me = fields.Integer("I can accept the counter-offer", compute="_compute_bpm_talk")
    bpm_asked_me = fields.Boolean("I owe an answer", compute="_compute_bpm_talk")

    @api.depends("bpm_approval_request_id", "bpm_approval_state")
    @api.depends_context("uid")
    def _compute_bpm_talk(self):
        """Only a form shows these: nothing is read for documents that do not wait."""
        self.bpm_offer_to_me = 0
        self.bpm_asked_me = False
        for order in self.filtered(lambda order: order.bpm_approval_state == "pending"):
            request = order.bpm_approval_request_id
            order.bpm_offer_to_me = request.bpm_offer_to_me
            order.bpm_asked_me = request.bpm_asked_me

    def _bpm_computed_names(self):
        return [*super()._bpm_computed_names(), "bpm_offer_to_me", "bpm_asked_me"]

    def action_bpm_accept_offer(self):
        """The requester's one click on the quotation."""
        return self.bpm_approval_request_id.action_bpm_accept_offer()


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def action_bpm_accept_offer(self):
        """Accept at once, without a dialog, and say so; the button tells which offer it showed."""
        self.ensure_one()
        result = self.bpm_decide("accept", offer_id=self.env.context.get("bpm_offer", False))
        return {"type": "ir.actions.client", "tag": "bpm_approval_done", "params": result}
