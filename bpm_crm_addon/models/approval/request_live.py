"""Open screens follow: whoever asked sees the decision without reloading the page."""

from odoo import models
from odoo.tools import SQL

SHOWN_AT_MOST = 100  # nobody has more documents open than that


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _refresh_documents(self):
        result = super()._refresh_documents()
        self._announce_documents()
        return result

    def _announce_documents(self):
        """Tell requesters and responsible people which of their documents' approvals changed:
        one statement and one event per person for any number of requests."""
        if not self:
            return
        self.flush_recordset(["requester_id", "responsible_id", "res_model", "res_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT person.partner_id,
                       jsonb_agg(DISTINCT jsonb_build_array(request.res_model, request.res_id))
                  FROM bpm_approval_request request
                  JOIN res_users person
                    ON person.id IN (request.requester_id, request.responsible_id)
                 WHERE request.id = ANY(%s) AND person.id != %s
              GROUP BY person.partner_id
                """,
                self.ids,
                self.env.uid,
            )
        )
        partners, bus = self.env["res.partner"], self.env["bus.bus"].sudo()
        for partner_id, documents in rows:
            bus._sendone(
                partners.browse(partner_id),
                "bpm.approval/updated",
                {"documents": documents[:SHOWN_AT_MOST]},
            )
