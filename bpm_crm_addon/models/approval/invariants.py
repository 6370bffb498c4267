"""What must be true of all approvals at any moment, asked of the database itself.

Each question is one statement over all documents, so a hundred thousand quotations are checked in
seconds. A document whose route controls what SQL cannot compare is compared through the ORM.
"""

from odoo import api, models
from odoo.tools import SQL

from .invariants_sql import (
    DECIDED_BY_THE_ASKER,
    DECIDED_TWICE,
    ENOUGH_AND_WAITING,
    PLACES_LEFT_OVER,
    STATE_UNLIKE_TRAIL,
    UNPROVEN_QUOTATIONS,
    WAITING_FOR_NOBODY,
)

SHOWN = 5


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _bpm_check_invariants(self):
        """Return the sentences that should never have to be said; an empty list: all is well.

        One sentence per kind of trouble, naming some of the documents.
        """
        self.env.flush_all()
        found = [
            (self._unproven(), self.env._("Past their approval without a proof of it")),
            (self._names(DECIDED_TWICE), self.env._("Decided more than once in one place")),
            (
                self._names(DECIDED_BY_THE_ASKER),
                self.env._("Decided by who asked for it or changed it last"),
            ),
            (
                self._names(STATE_UNLIKE_TRAIL),
                self.env._("In another state than the audit trail tells, or finished twice"),
            ),
            (
                self._names(ENOUGH_AND_WAITING),
                self.env._("Decided by enough people, and still waiting"),
            ),
            (self._names(WAITING_FOR_NOBODY), self.env._("Waiting, but for nobody")),
            (self._names(PLACES_LEFT_OVER), self.env._("Finished, but still waiting for somebody")),
            (self._broken_chains(), self.env._("Entries of the audit trail altered or missing")),
        ]
        return [self._violation(sentence, names) for names, sentence in found if names]

    def _violation(self, sentence, names):
        shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
        return self.env._(
            "%(what)s (%(count)s): %(names)s", what=sentence, count=len(names), names=shown
        )

    def _names(self, query):
        # The queries are constants of invariants_sql.py.
        # pylint: disable-next=sql-injection
        return [name for (name,) in self.env.execute_query(SQL(query))]

    def _unproven(self):
        """Quotations past a blocked point without an approval, or a decision that none was needed,
        for exactly what they contain now."""
        rows = self.env.execute_query(SQL(UNPROVEN_QUOTATIONS))
        doubtful = [request for _name, request in rows if request]
        unequal = self.browse(doubtful)._unlike_their_documents()
        return [name for name, request in rows if not request or request in unequal]

    def _unlike_their_documents(self):
        """Ids of those of self whose document is no longer what was approved, by the ORM."""
        orders = self.env["sale.order"].browse(self.mapped("res_id"))._bpm_clean()
        rows = {
            request.res_id: {
                "id": request.id,
                "version_id": request.version_id.id,
                "attachments": request.attachments,
            }
            for request in self
        }
        now = orders._bpm_request_fingerprints(rows)
        return {request.id for request in self if now[request.res_id][0] != request.digest}

    def _broken_chains(self):
        return [f"{model} {number}" for model, number in self.env["bpm.journal"]._verify_all()]


class BpmHealth(models.TransientModel):
    _inherit = "bpm.health"

    def action_check_approvals(self):
        """Check every approval there is, and say what was found."""
        self._check_access_to_page()
        violations = self.env["bpm.approval.request"].sudo()._bpm_check_invariants()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Approvals"),
                "message": "\n".join(violations) or self.env._("All approvals are in order."),
                "type": "danger" if violations else "success",
                "sticky": bool(violations),
            },
        }
