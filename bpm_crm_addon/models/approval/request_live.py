"""Open screens follow: whoever asked sees the decision without reloading the page."""

from odoo import models

SHOWN_AT_MOST = 100  # nobody has more documents open than that


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _refresh_documents(self):
        result = super()._refresh_documents()
        self._announce_documents()
        return result

    def _announce_documents(self):
        """Tell requesters and responsible people which of their documents' approvals changed:
        one event per person for any number of requests."""
        if not self:
            return
        theirs = {}
        for request in self.sudo():
            document = (request.res_model, request.res_id)
            people = {request.requester_id.id, request.responsible_id.id}
            for person in people - {self.env.uid, False}:
                theirs.setdefault(person, {})[document] = True
        bus = self.env["bus.bus"].sudo()
        for person in self.env["res.users"].sudo().browse(theirs):
            shown = [list(document) for document in theirs[person.id]][:SHOWN_AT_MOST]
            bus._sendone(person.partner_id, "bpm.approval/updated", {"documents": shown})
