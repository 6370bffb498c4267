"""The gate itself: may these documents pass, and the proof that they might."""

import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)


class Base(models.AbstractModel):
    _inherit = "base"

    # === WHICH ROUTE === #

    def _bpm_choose_routes(self, guard, state="active"):
        """Return {id: facts of the one route that applies} for those that have one.

        The first route in sequence whose company and condition fit, and only when at least one
        of its steps applies: below every limit nobody is asked. Call on _bpm_clean records.
        """
        chosen = {}
        remaining = self - self._bpm_left_out()
        for route in guard.get("routes", ()):
            if not remaining:
                break
            if route["state"] != state:
                continue
            fitting = remaining._bpm_of_company(route["company_id"])
            fitting = fitting.filtered_domain(route["domain"])
            for document in fitting:
                chosen[document.id] = route
            remaining -= fitting
        steps = self._bpm_applying_steps(chosen)
        return {document: route for document, route in chosen.items() if steps[document]}

    def _bpm_of_company(self, company_id):
        if not company_id or "company_id" not in self._fields:
            return self
        return self.filtered(lambda doc: doc.company_id.id == company_id)

    def _bpm_applying_steps(self, chosen):
        """Return {id: steps that apply} for {id: route}; one evaluation per step and batch."""
        result = {document: [] for document in chosen}
        by_route = {}
        for document, route in chosen.items():
            by_route.setdefault(route["id"], (route, []))[1].append(document)
        for route, ids in by_route.values():
            documents = self.browse(ids)
            for step in route["steps"]:
                for document in documents.filtered_domain(step["condition"]):
                    result[document.id].append(step)
        return result

    # === WHERE THEY STAND === #

    def _bpm_gate_state(self, guard):
        """Return {id: {gate field: value}}; to_domain routes compare by matching."""
        plain = [name for name in guard["gate_fields"] if name in self._fields]
        result = {}
        for document in self:
            values = {name: document[name] for name in plain}
            result[document.id] = {
                name: value.ids if isinstance(value, models.BaseModel) else value
                for name, value in values.items()
            }
        return result

    def _bpm_past_gates(self, guard):
        """Return the documents that lie behind a gate some active or watching route blocks."""
        past = self.browse()
        gates = self._bpm_gate_values()
        for route in guard.get("routes", ()):
            if route["gate"] == "transition":
                past |= self.filtered_domain(route["to_domain"])
            elif route["gate"] in gates:
                name, values = gates[route["gate"]]
                past |= self.filtered(lambda doc: doc[name] in values)
        return past

    def _bpm_behind(self, route):
        """Return those of self that lie behind this route's gate."""
        if route["gate"] == "transition":
            return self.filtered_domain(route["to_domain"])
        name, values = self._bpm_gate_values()[route["gate"]]
        return self.filtered(lambda doc: doc[name] in values)

    # === PASSING === #

    def _bpm_pass(self, change):
        """Let self pass, each with a journal entry that proves why, or refuse.

        The route is chosen on the content before and after the change: a document that leaves a
        route's condition in the very moment of passing does not escape it.
        """
        guard, live = change["guard"], change["live"]
        after = self._bpm_choose_routes(guard)
        required = {
            document.id: route
            for document in self
            if (route := after.get(document.id) or change["chosen"].get(document.id))
            and document in document._bpm_behind(route)
            and document in self._bpm_from(route, change, document)
        }
        missing = self.browse(d.id for d in self if d.id not in change["fingerprints"])
        change["fingerprints"].update(missing._bpm_default_fingerprints(change))
        entries, passed, refused = self._bpm_verdict(required, change)
        if refused:
            raise UserError(self._bpm_refusal_of(refused))
        if not any(route["state"] == "active" for route in guard["routes"]):
            entries = []
        entries += self._bpm_watched_entries(guard)
        self._bpm_journal(entries, live)
        if passed:
            # The request's row changes with the passing: taking a decision back at the same
            # moment collides with it.
            self.env["bpm.approval.request"].sudo().browse(passed)._mark_passed()

    def _bpm_verdict(self, required, change):
        """Return (journal entries, ids of requests used, refused) for self.

        ``required``: {id: route} of those that need an approval. ``refused``: list of
        (document, route, live request's facts, fingerprint).
        """
        entries, used, refused = [], [], []
        digests = self._bpm_proofs(change, change["fingerprints"])
        for document in self:
            route = required.get(document.id)
            row = change["live"].get(document.id) or {}
            fingerprint = change["fingerprints"][document.id]
            if row.get("state") == "approved" and row["digest"] == fingerprint[0]:
                used.append(row["id"])
                entries.append(document._bpm_entry("passed", fingerprint[0], request=row["id"]))
            elif route is None:
                entries.append(document._bpm_entry("no_route", digests[document.id]))
            elif document._bpm_own_authority(route):
                version = route["version_id"]
                entries.append(document._bpm_entry("own_authority", digests[document.id], version=version))
            else:
                refused.append((document, route, row, fingerprint))
        return entries, used, refused

    def _bpm_proofs(self, change, fingerprints):
        """Return {id: digest for an entry that needs no request}. ``fingerprints`` are such
        already, but for documents with a live request that is of no use to them."""
        others = self.browse(
            document.id
            for document in self
            if (row := change["live"].get(document.id) or {}).get("id")
            and (row["state"] != "approved" or row["digest"] != fingerprints[document.id][0])
        )
        digests = {document.id: fingerprints[document.id][0] for document in self}
        return {**digests, **(others._bpm_bare_digests() if others else {})}

    def _bpm_from(self, route, change, document):
        """A change-of-state route asks only when the document came from the given side."""
        if route["gate"] != "transition" or route["from_domain"].is_true():
            return document
        came_from = change.get("from", {}).get(route["id"])
        return document if came_from is None or document in came_from else document.browse()

    def _bpm_entry(self, event, digest, **data):
        return {
            "event": event,
            "res_model": self._name,
            "res_id": self.id,
            "data": {"digest": digest, **{key: value for key, value in data.items() if value}},
        }

    def _bpm_journal(self, entries, live):
        """Write journal entries; the heads were read with the lock."""
        if not entries:
            return
        heads = {
            (self._name, document): (row["head_number"], row["head_hash"])
            for document, row in live.items()
            if row.get("head_number")
        }
        fresh = live and all(not row.get("stale") for row in live.values())
        self.env["bpm.journal"]._append(entries, heads=heads if fresh else None)
        for row in live.values():
            row["stale"] = True

    def _bpm_watched_entries(self, guard):
        """Return entries that note whom watching routes would have asked."""
        chosen = self._bpm_choose_routes(guard, state="watching")
        steps = self._bpm_applying_steps(chosen)
        return [
            {
                "event": "watched",
                "res_model": self._name,
                "res_id": document,
                "data": {
                    "route": route["id"],
                    "version": route["version_id"],
                    "steps": [step["key"] for step in steps[document]],
                },
            }
            for document, route in chosen.items()
        ]

    def _bpm_rejudge(self, change):
        """After the gate a change is judged by the routes on the new content.

        Nothing needed: it is accepted and journaled with the new digest. Needed: refused.
        """
        guard, live = change["guard"], change["live"]
        if not any(route["state"] == "active" for route in guard["routes"]):
            return
        chosen = self._bpm_choose_routes(guard)
        fingerprints = self._bpm_default_fingerprints(change)
        digests = self._bpm_proofs(change, fingerprints)
        entries, outdated, refused = [], [], []
        for document in self:
            row = live.get(document.id) or {}
            digest = digests[document.id]
            if row.get("state") == "approved" and row["digest"] == fingerprints[document.id][0]:
                continue
            route = chosen.get(document.id)
            if route and document in document._bpm_behind(route) and not document._bpm_own_authority(route):
                refused.append((document, route, row, fingerprints[document.id]))
                continue
            entries.append(document._bpm_entry("changed_after", digest))
            if row.get("state") == "approved":
                outdated.append(row["id"])
        if refused:
            raise UserError(self._bpm_refusal_after(refused))
        self._bpm_journal(entries, live)
        self.env["bpm.approval.request"].sudo().browse(outdated)._close(
            "void", self.env._("It was changed later; nobody had to be asked."), "voided"
        )

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
        requests = self.env["bpm.approval.request"].sudo().search_fetch(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("state", "in", ("open", "approved")),
            ["res_id", "state", "digest", "version_id", "attachments"],
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
