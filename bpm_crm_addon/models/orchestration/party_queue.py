"""Asking for an approval puts the parties before a data steward, and nobody is asked anything."""

from odoo import api, models


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _submit(self, documents, work):
        """Override to keep what was known of the parties, and to have them checked."""
        requests = super()._submit(documents, work)
        if "partner_id" in documents._fields and (
            documents._fields["partner_id"].comodel_name == "res.partner"
        ):
            self._queue_parties(documents.sudo())
        return requests

    @api.model
    def _queue_parties(self, documents):
        by_party = {}
        for customer, theirs in documents.grouped("partner_id").items():
            party = customer.commercial_partner_id
            if party.partner_share:
                by_party.setdefault(party, theirs[0])
        parties = self.env["res.partner"].sudo().concat(*by_party)
        if parties:
            self.env["bpm.partner.snapshot"]._take(
                "asked", parties, {party.id: document for party, document in by_party.items()}
            )
            parties._bpm_queue_up()
