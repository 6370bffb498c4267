"""Questions without consequences: may these documents pass? And the net that asks them for roads
below write()."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_net(self, guard, vals_list):
        """Refuse a passing that did not come through write(): ``_write``, a computed state."""
        documents = self._bpm_clean()
        changing = self._bpm_scope()["changing"]
        gates = self._bpm_gate_values()
        for route in guard["routes"]:
            if route["state"] != "active":
                continue
            suspects = documents.filtered(lambda doc: (self._name, doc.id) not in changing)
            if route["gate"] == "transition":
                behind = suspects.filtered_domain(route["to_domain"])
            else:
                name, values = gates[route["gate"]]
                behind = suspects.filtered(lambda doc: vals_list[doc.id].get(name) in values)
            blocked = behind._bpm_blocked_by(guard) if behind else {}
            if blocked:
                raise UserError(next(iter(blocked.values())))

    def _bpm_blocked(self, gate):
        """Return {id: sentence} for documents that may not pass ``gate`` right now.

        Nothing is written. ``gate``: "send", "confirm", "sign", or "transition".
        """
        guard = self._bpm_guard()
        if not guard or not guard.get("routes"):
            return {}
        covered = {"confirm": {"confirm", "send"}}.get(gate, {gate})
        return self._bpm_clean()._bpm_blocked_by(guard, covered)

    def _bpm_blocked_by(self, guard, gates=None):
        chosen = {
            document: route
            for document, route in self._bpm_choose_routes(guard).items()
            if gates is None or route["gate"] in gates
        }
        if not chosen:
            return {}
        documents = self.browse(chosen)
        live = documents._bpm_live_requests()
        fingerprints = documents._bpm_default_fingerprints({"live": live})
        result = {}
        for document in documents:
            row, fingerprint = live[document.id], fingerprints[document.id]
            if row.get("state") == "approved" and row["digest"] == fingerprint[0]:
                continue
            route = chosen[document.id]
            if not document._bpm_own_authority(route):
                result[document.id] = document._bpm_refusal(route, row, fingerprint)
        return result

    def _bpm_live_requests(self):
        """Return {id: facts of the live request or {}}, without a lock."""
        requests = (
            self.env["bpm.approval.request"]
            .sudo()
            .search_fetch(
                Domain("res_model", "=", self._name)
                & Domain("res_id", "in", self.ids)
                & Domain("state", "in", ("open", "approved")),
                ["res_id", "state", "digest", "version_id", "attachments"],
            )
        )
        found = {
            request.res_id: {
                "id": request.id,
                "state": request.state,
                "digest": request.digest,
                "version_id": request.version_id.id,
                "attachments": request.attachments,
            }
            for request in requests
        }
        return {document: found.get(document, {}) for document in self.ids}
