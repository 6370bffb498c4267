"""The gate itself: documents pass, each with a journal entry that proves why, or are refused."""

from odoo import models
from odoo.exceptions import UserError


class Base(models.AbstractModel):
    _inherit = "base"

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
        entries += self._bpm_watched_entries(change)
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
                entries.append(
                    document._bpm_entry("own_authority", digests[document.id], version=version)
                )
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
            if (
                route
                and document in document._bpm_behind(route)
                and not document._bpm_own_authority(route)
            ):
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
