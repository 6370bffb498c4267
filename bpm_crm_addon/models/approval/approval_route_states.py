"""The life of a route: draft, watching, switched on, retired; and its versions."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .deferred import judge_now
from .res_users_limits import ADMIN


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    def action_watch(self):
        """Note from now on who would have been asked; block nothing."""
        return self._move(("draft", "active", "retired"), "watching")

    def action_activate(self):
        """Block from now on. The first route on a gate takes in what passed it before."""
        before = self._closed_gates()
        self._judge_what_passed()
        self._move(("draft", "watching", "retired"), "active")
        self._take_in(before)
        return True

    def _judge_what_passed(self):
        """Have the database look now at what passed earlier in this transaction: a route that comes
        later asks nothing of it."""
        self.env.flush_all()
        judge_now(self.env.cr)

    def _closed_gates(self):
        """The (model name, gate) that routes block now; who blocks sending blocks confirming."""
        routes = self.env["bpm.approval.route"].sudo().search([("state", "=", "active")])
        closed = {(route.model_name, route.gate) for route in routes}
        return closed | {(model_name, "confirm") for model_name, gate in closed if gate == "send"}

    def _take_in(self, before):
        """Note what passed through gates that were open ``before``: nobody had to prove it."""
        for model_name in sorted(
            {model_name for model_name, _gate in self._closed_gates() - before}
        ):
            self.env["bpm.journal"]._passed_before_control(model_name)

    def action_retire(self):
        """Stop asking. Requests that are open are still decided, but block nothing."""
        return self._move(("draft", "watching", "active"), "retired")

    def _go_to(self, state):
        """Take the door that leads to ``state``: a written state is a button pressed."""
        doors = {
            "watching": self.action_watch,
            "active": self.action_activate,
            "retired": self.action_retire,
        }
        moving = self.filtered(lambda route: route.state != state)
        if moving and state not in doors:
            raise UserError(
                self.env._("A route that was in use does not become a draft again. Duplicate it.")
            )
        return not moving or doors[state].__func__(moving)

    def _move(self, allowed, target):
        """The one door to a route's state: move those in an ``allowed`` state to ``target``."""
        self._check_may_switch()
        self.check_access("write")
        moving = self.filtered(lambda route: route.state in allowed)
        if target != "retired":
            moving._check_can_ask()
        moving._set({"state": target})
        if target != "retired":
            moving._check_gate()
            moving._make_version()
        self.env["bpm.journal"]._append(
            [
                {
                    "event": f"route_{target}",
                    "res_model": self._name,
                    "res_id": route.id,
                    "data": {"version": route.version_number},
                }
                for route in moving
            ]
        )
        self._forget_routes(models_changed=True)
        return True

    def _check_may_switch(self):
        """Rule authors write drafts; a route in use is the approval administrators'."""
        if not (self.env.su or self.env.user.has_group(ADMIN)):
            raise AccessError(
                self.env._(
                    "Approval routes are switched on and off by approval administrators. Ask one "
                    "of them to look at your draft."
                )
            )

    def _check_can_ask(self):
        for route in self:
            if not route.active:
                raise UserError(
                    self.env._(
                        "“%s” is archived. Unarchive it first, then switch it on.", route.name
                    )
                )
            if not route.step_ids:
                raise UserError(
                    self.env._(
                        "“%s” asks nobody yet. Add a step first, then switch it on.", route.name
                    )
                )

    def _make_version(self):
        """Freeze what the routes say now; requests started from here on refer to it.

        A route that says what its last version says (a translation was added) keeps that one.
        """
        self.step_ids._check_amounts()
        latest = self._latest_data()
        changed = self.filtered(lambda route: latest.get(route.id) != route._as_data())
        for route in changed:
            route._set({"version_number": route.version_number + 1})
        self.env["bpm.approval.version"].sudo().create(
            [
                {"route_id": route.id, "number": route.version_number, "data": route._as_data()}
                for route in changed
            ]
        )

    @api.model
    def _renew_versions(self):
        """After an update: what is content since, is so for requests made from now on."""
        routes = self.sudo().search([("state", "in", ("watching", "active"))])
        routes._make_version()
        routes._forget_routes()

    def _latest_data(self):
        """Return {route id: data of its latest version}."""
        versions = (
            self.env["bpm.approval.version"]
            .sudo()
            .search_fetch(
                [("route_id", "in", self.ids)], ["route_id", "number", "data"], order="number"
            )
        )
        return {version.route_id.id: version.data for version in versions}
