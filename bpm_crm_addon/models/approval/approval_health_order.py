"""Routes that shut each other out: for each document one route asks, the first that does."""

from math import inf

from odoo import models

from .approval_route import parse_domain
from .approval_step_health import danger


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    def _health_of_order(self):
        """Findings about a route that never asks, because one before it asks for everything."""
        others = self.search(
            [
                ("model_id", "=", self.model_id.id),
                ("state", "=", "active"),
                ("id", "not in", self.ids),
            ]
        )
        found = []
        if first := others.filtered(lambda other: other._shuts_out(self))[:1]:
            found += danger(
                self.env._(
                    "“%(first)s” comes first and asks for every document, so this approval route "
                    "never asks anybody. Add its steps there, or move it before that one.",
                    first=first.name,
                )
            )
        if shut_out := others.filtered(lambda other: self._shuts_out(other)):
            found += danger(
                self.env._(
                    "This approval route comes first and asks for every document, so these never "
                    "ask anybody: %(routes)s. Add their steps here, or move it after them.",
                    routes=", ".join(shut_out.mapped("name")),
                )
            )
        return found

    def _shuts_out(self, other):
        """Whether this route comes before ``other`` and asks for every document of it."""
        if not self._comes_before(other) or self.company_id not in (
            self.company_id.browse(),
            other.company_id,
        ):
            return False
        domain = parse_domain(self.domain)
        return (domain.is_true() or domain == parse_domain(other.domain)) and any(
            parse_domain(step.domain).is_true() for step in self.step_ids
        )

    def _comes_before(self, other):
        """One that is not saved yet comes last of its sequence."""
        mine, its = ((one.sequence, one._origin.id or inf) for one in (self, other))
        return mine < its
