"""What a request takes down of its document. A model overrides what it knows better."""

from odoo import models
from odoo.fields import Domain

from ..audit.bulk import column


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_last_requests(self):
        """Return {id: the latest request of the document}; one query."""
        requests = (
            self.env["bpm.approval.request"]
            .sudo()
            .search_fetch(
                Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids),
                ["res_id", "cycle", "state", "route_id"],
                order="id",
            )
        )
        return {request.res_id: request for request in requests}

    def _bpm_last_editors(self):
        """Return {id: user id of whoever last changed the controlled content}."""
        return {document.id: document.write_uid.id for document in self}

    def _bpm_people(self):
        """Return {id: company, customer and responsible person} for a request."""
        names = {
            "company_id": "company_id",
            "partner_id": "partner_id",
            "responsible_id": "user_id",
        }
        expected = {
            "company_id": "res.company",
            "partner_id": "res.partner",
            "responsible_id": "res.users",
        }
        usable = {
            target: source
            for target, source in names.items()
            if (field := self._fields.get(source)) and field.comodel_name == expected[target]
        }
        people = zip(*(column(self, source) for source in usable.values()), strict=True)
        return {
            document: dict(zip(usable, theirs, strict=True))
            for document, theirs in zip(self._ids, people if usable else [()] * len(self))
        }

    def _bpm_amounts(self):
        """Return {id: amount, currency, company amount and the rate of this day}."""
        return {
            document.id: {"amount": 0.0, "company_amount": 0.0, "rate": 1.0} for document in self
        }

    def _bpm_facts(self):
        """Return {id: [[label, value]]}: what an approver reads without opening the document."""
        return {document.id: [] for document in self}
