"""Routes on trial: they block nothing and note, at their gate, who would have been asked."""

from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_watched_entries(self, change):
        """Return entries that note whom watching routes would have asked: for documents that pass
        the route's own gate now, once for the same content."""
        chosen = {
            document: route
            for document, route in self._bpm_choose_routes(change["guard"], "watching").items()
            if (passing := self.browse(document)._bpm_behind(route))
            and passing in self._bpm_from(route, change, passing)
        }
        if not chosen:
            return []
        documents = self.browse(chosen)
        digests, noted = documents._bpm_bare_digests(), documents._bpm_watched_before()
        steps = documents._bpm_applying_steps(chosen)
        people = documents._bpm_candidates({"chosen": chosen, "steps": steps})
        entries = []
        for document in documents:
            route, asking = chosen[document.id], steps[document.id]
            if (document.id, route["id"], digests[document.id]) in noted:
                continue
            asked = [uid for step in asking for uid in people[document.id, step["key"]]]
            data = {
                "route": route["id"],
                "version": route["version_id"],
                "steps": [step["key"] for step in asking],
                "asked": list(dict.fromkeys(asked)),
            }
            entries.append(document._bpm_entry("watched", digests[document.id], **data))
        return entries

    def _bpm_watched_before(self):
        """Return {(document id, route id, digest)} of what watching has noted already."""
        entries = self.env["bpm.journal"].search_fetch(
            [
                ("event", "=", "watched"),
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
            ],
            ["res_id", "data"],
        )
        return {(one.res_id, one.data.get("route"), one.data.get("digest")) for one in entries}
