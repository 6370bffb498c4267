"""What a document says about its approval: computed from requests, never stored on the document,
so a vote does not write the document and no edit waits for a vote."""

from odoo import api, fields, models
from odoo.fields import Domain

STATES = [
    ("none", "No approval needed"),
    ("required", "Approval needed"),
    ("pending", "Waiting for approval"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
]
# States of the request that say it all; with others the routes decide.
SHOWN_AS = {"open": "pending", "approved": "approved", "rejected": "rejected"}


class Base(models.AbstractModel):
    _inherit = "base"

    bpm_approval_state = fields.Selection(
        STATES,
        "Approval",
        compute="_compute_bpm_approval_state",
        search="_search_bpm_approval_state",
    )
    bpm_approval_request_id = fields.Many2one(
        "bpm.approval.request",
        "Approval request",
        compute="_compute_bpm_approval_request",
        search="_search_bpm_approval_request",
    )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Hide the approval fields of models no route is about; name them where one is.

        They stand on every model, so their words are translated here once, not per model.
        """
        result = super().fields_get(allfields, attributes)
        if "bpm_approval_state" not in result and "bpm_approval_request_id" not in result:
            return result
        if not allfields and not self._bpm_requires_control():
            for name in ("bpm_approval_state", "bpm_approval_request_id"):
                result.pop(name, None)
            return result
        for name, words in self._bpm_field_words().items():
            if name in result:
                result[name].update({key: words[key] for key in words.keys() & result[name].keys()})
        return result

    def _bpm_field_words(self):
        return {
            "bpm_approval_state": {
                "string": self.env._("Approval"),
                "selection": [
                    ("none", self.env._("No approval needed")),
                    ("required", self.env._("Approval needed")),
                    ("pending", self.env._("Waiting for approval")),
                    ("approved", self.env._("Approved")),
                    ("rejected", self.env._("Rejected")),
                ],
            },
            "bpm_approval_request_id": {"string": self.env._("Approval request")},
        }

    def _bpm_requires_control(self):
        """Tell whether some route is switched on or watching on this model; no query."""
        guard = self._bpm_guard()
        return bool(guard and guard.get("routes"))

    def _bpm_forget_state(self):
        """Drop computed approval values from the cache: they depend on requests."""
        names = [name for name in self._bpm_computed_names() if name in self._fields]
        self.invalidate_recordset(names, flush=False)

    def _bpm_computed_names(self):
        return ["bpm_approval_state", "bpm_approval_request_id"]

    def _bpm_shown_requests(self):
        """Return {id: the request that counts on the screen}: the latest one."""
        real = self.filtered("id")
        if not real or not self._bpm_requires_control() and not self._bpm_guard():
            return {}
        rows = (
            self.env["bpm.approval.request"]
            .sudo()
            .search_fetch(
                Domain("res_model", "=", self._name) & Domain("res_id", "in", real._origin.ids),
                ["res_id", "state"],
                order="id",
            )
        )
        return {row.res_id: row for row in rows}

    def _compute_bpm_approval_request(self):
        shown = self._bpm_shown_requests()
        for document in self:
            document.bpm_approval_request_id = shown.get(document._origin.id)

    def _compute_bpm_approval_state(self):
        shown, states = self._bpm_shown_requests(), {}
        for document in self:
            request = shown.get(document._origin.id)
            states[document] = SHOWN_AS.get(request.state if request else None, "none")
        undecided = self.filtered(lambda doc: states[doc] in ("none", "rejected") and doc._origin)
        guard = self._bpm_guard()
        if undecided and guard and guard.get("routes"):
            required = undecided._origin._bpm_clean()._bpm_awaiting(guard)
            for document in undecided:
                if document._origin.id not in required:
                    states[document] = "none"
                elif states[document] == "none":
                    states[document] = "required"
        # All of one state at once: for a list that is what takes the time.
        for state, documents in self.grouped(states.__getitem__).items():
            documents.bpm_approval_state = state

    def _bpm_awaiting(self, guard):
        """Return the set of ids that need an approval before their next gate.

        What lies past all gates, or was given up, is not measured: in a list most of them are.
        """
        coming = self.filtered_domain(self._bpm_open_domain())
        chosen, waiting = coming._bpm_choose_routes(guard), set()
        routes = {route["id"]: route for route in chosen.values()}
        for route_id, documents in self.browse(chosen).grouped(
            lambda doc: chosen[doc.id]["id"]
        ).items():  # fmt: skip
            route = routes[route_id]
            before = documents - documents._bpm_behind(route)
            waiting |= {doc.id for doc in before if not doc._bpm_own_authority(route)}
        return waiting

    def _search_bpm_approval_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = set(value)
        states = {"pending": "open", "approved": "approved", "rejected": "rejected"}
        requests = self.env["bpm.approval.request"].sudo()
        parts = []
        from_requests = [states[state] for state in wanted & states.keys()]
        if from_requests:
            query = requests._search(
                [("res_model", "=", self._name), ("state", "in", from_requests)]
            )
            parts.append(Domain("id", "in", query.subselect("res_id")))
        if wanted & {"none", "required", False}:
            parts.append(Domain("id", "in", self._bpm_search_undecided(wanted)))
        return Domain.OR(parts) if parts else Domain.FALSE

    def _bpm_search_undecided(self, wanted):
        """Ids of documents without a live request, that need one or do not (``wanted``)."""
        guard = self._bpm_guard()
        requests = self.env["bpm.approval.request"].sudo()
        live = requests._search(
            [("res_model", "=", self._name), ("state", "in", ("open", "approved", "rejected"))]
        )
        candidates = self.search(
            self._bpm_open_domain() & Domain("id", "not in", live.subselect("res_id"))
        )
        required = (
            candidates._bpm_clean()._bpm_awaiting(guard) if guard and guard.get("routes") else set()
        )
        found = set(required) if "required" in wanted else set()
        if wanted & {"none", False}:
            others = self.search(Domain("id", "not in", live.subselect("res_id")))
            found |= set(others.ids) - set(required)
        return list(found)

    def _bpm_open_domain(self):
        """Documents that may still come to a gate; narrows the search for “approval needed”."""
        return Domain.TRUE

    def _search_bpm_approval_request(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        requests = self.env["bpm.approval.request"].sudo()
        domain = Domain("res_model", "=", self._name)
        if operator == "any":
            domain &= Domain(value)
        elif False in value:
            with_request = requests._search(domain)
            return Domain("id", "not in", with_request.subselect("res_id"))
        else:
            domain &= Domain("id", "in", list(value))
        return Domain("id", "in", requests._search(domain).subselect("res_id"))
