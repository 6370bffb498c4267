"""What writing counterparties and leads has to know of the attributes, kept in memory."""

import ast
from typing import NamedTuple

from odoo import api, models, tools
from odoo.fields import Domain

from ...engine.attribute_check import Check
from .number_format import checker


class Watched(NamedTuple):
    """An attribute that asks for something when a value is written.

    `watches`: the fields whose change makes it be looked at again.
    """

    id: int
    field: str
    type: str
    history: bool
    sensitive: bool
    check: Check | None
    companion: str | None
    required: tuple | None
    kind: str
    roles: frozenset
    severity: str
    watches: frozenset


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    @api.model
    @tools.ormcache("holder", cache="stable")
    def _watched(self, holder):
        """Attributes of the model ``holder`` that keep history or are checked."""
        attributes_sudo = self.sudo().search([("applies_to", "=", self._applies_to(holder))])
        watched = (attribute._as_watched() for attribute in attributes_sudo)
        return tuple(one for one in watched if one.history or one.check or one.required is not None)

    @api.model
    @tools.ormcache("holder", cache="stable")
    def _watched_names(self, holder):
        return frozenset().union(*(one.watches for one in self._watched(holder)))

    @api.model
    def _concerned(self, holder, names):
        """The attributes that a write of the fields ``names`` concerns; mostly none."""
        if self._watched_names(holder).isdisjoint(names):
            return ()
        return tuple(one for one in self._watched(holder) if not one.watches.isdisjoint(names))

    def _as_watched(self):
        required = tuple(ast.literal_eval(self.required_domain)) if self.required_domain else None
        watches = {self.field_name}
        companion = self.companion_id.field_name if self.has_companion else None
        if companion:
            watches.add(companion)
        if required is not None:
            conditions = Domain(list(required)).iter_conditions()
            watches.update(condition.field_expr.split(".")[0] for condition in conditions)
        return Watched(
            id=self.id,
            field=self.field_name,
            type=self.type,
            history=self.history,
            sensitive=self.sensitive,
            check=self._as_check(),
            companion=companion,
            required=required,
            kind=self.kind,
            roles=frozenset(self.role_ids.ids),
            severity=self.severity,
            watches=frozenset(watches),
        )

    def _as_check(self):
        if self.validator == "number":
            return Check(is_right=checker(self.number_format))
        if self.validator == "pattern":
            return Check(pattern=self.pattern)
        if self.validator == "range":
            return Check(low=self.minimum, high=self.maximum)
        return None
