"""Which route applies to a document, and where the document stands."""

from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    # === WHICH ROUTE === #

    def _bpm_choose_routes(self, guard, state="active"):
        """Return {id: facts of the one route that applies} for those that have one.

        The first route in sequence whose company and condition fit and of which a step applies: one
        that asks nobody leaves the document to those after it. Call on _bpm_clean records.
        """
        routes = [route for route in guard.get("routes", ()) if route["state"] == state]
        if not routes:
            return {}
        chosen = {}
        remaining = self - self._bpm_left_out()
        for route in routes:
            if not remaining:
                break
            if fitting := remaining._bpm_fitting(route):
                steps = fitting._bpm_applying_steps(dict.fromkeys(fitting._ids, route))
                asked = self.browse(document for document in fitting._ids if steps[document])
                chosen |= dict.fromkeys(asked._ids, route)
                remaining -= asked
        return chosen

    def _bpm_fitting(self, route):
        """Return those of self that are of the route's company and meet its condition."""
        return self._bpm_of_company(route["company_id"]).filtered_domain(route["domain"])

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

    def _bpm_steps_from(self, route):
        """Return the steps that ask for this document: the route's, and those of the routes after
        it, which would ask if it did not."""
        guard = self._bpm_guard()
        routes = [other for other in guard["routes"] if other["state"] == route["state"]]
        places = [other["id"] for other in routes]
        steps = []
        for other in routes[places.index(route["id"]) :]:
            if fitting := self._bpm_fitting(other):
                steps += fitting._bpm_applying_steps({self.id: other})[self.id]
        return steps

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
        blocked = {route["gate"]: route for route in guard.get("routes", ())}
        for route in guard.get("routes", ()):
            if route["gate"] == "transition":
                past |= self.filtered_domain(route["to_domain"])
        for gate in blocked.keys() & gates.keys():
            past |= self._bpm_behind(blocked[gate])
        return past

    def _bpm_behind(self, route):
        """Return those of self that lie behind this route's gate."""
        if route["gate"] == "transition":
            return self.filtered_domain(route["to_domain"])
        name, values = self._bpm_gate_values()[route["gate"]]
        return self.filtered(lambda doc: doc[name] in values)
