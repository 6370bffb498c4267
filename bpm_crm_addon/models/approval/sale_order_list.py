"""Approvals in lists of quotations: whom they wait for, since when, and many at once."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

OPEN_STATES = ("draft", "sent")
# What lists show only while a route is about quotations.
APPROVAL_NODES = frozenset({
    "bpm_approval_state", "bpm_waiting_for", "bpm_waiting", "bpm_waiting_long", "bpm_returned",
    "action_bpm_request_approval", "action_bpm_confirm_ready",
})  # fmt: skip


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_waiting_for_id = fields.Many2one(
        "res.users",
        "Waiting for (person)",
        compute="_compute_bpm_waiting_for_id",
        search="_search_bpm_waiting_for_id",
    )
    bpm_waiting_since = fields.Datetime(
        "Waiting since", compute="_compute_bpm_waiting_since", search="_search_bpm_waiting_since"
    )
    bpm_returned = fields.Boolean(
        "Returned for changes", compute="_compute_bpm_returned", search="_search_bpm_returned"
    )

    # === WHOM IT WAITS FOR === #

    def _field_to_sql(self, alias, fname, query=None):
        """Let lists be grouped by the person asked first, though nothing is stored on the order."""
        if fname != "bpm_waiting_for_id" or query is None:
            return super()._field_to_sql(alias, fname, query)
        asked = query.make_alias(alias, "bpm_asked")
        query.add_join(
            "LEFT JOIN",
            asked,
            self._bpm_asked_first(),
            SQL("%s = %s", SQL.identifier(asked, "res_id"), SQL.identifier(alias, "id")),
        )
        return SQL.identifier(asked, "approver_id")

    def _bpm_asked_first(self):
        return SQL(
            """(SELECT DISTINCT ON (res_id) res_id, approver_id FROM bpm_approval_slot
                 WHERE state = 'pending' AND res_model = %s ORDER BY res_id, sequence, id)""",
            self._name,
        )

    def _compute_bpm_waiting_for_id(self):
        places = self._bpm_places().search_fetch(
            self._bpm_pending() & Domain("res_id", "in", self._origin.ids),
            ["res_id", "approver_id"],
            order="sequence, id",
        )
        first = {place.res_id: place.approver_id for place in reversed(places)}
        for order in self:
            order.bpm_waiting_for_id = first.get(order._origin.id, False)

    @api.model
    def _search_bpm_waiting_for_id(self, operator, value):
        if operator not in ("in", "any", "any!"):
            return NotImplemented
        if operator == "in" and False in value:
            return [
                (
                    "id",
                    "not in",
                    self._bpm_places()._search(self._bpm_pending()).subselect("res_id"),
                )
            ]
        asked = Domain("approver_id", operator, value)
        return [
            (
                "id",
                "in",
                self._bpm_places()._search(self._bpm_pending() & asked).subselect("res_id"),
            )
        ]

    @api.model
    def _bpm_places(self):
        # Whoever may read a quotation may know whom it waits for.
        return self.env["bpm.approval.slot"].sudo()

    @api.model
    def _bpm_pending(self):
        return Domain("state", "=", "pending") & Domain("res_model", "=", self._name)

    # === SINCE WHEN, AND WHAT CAME BACK === #

    def _compute_bpm_waiting_since(self):
        for order in self:
            request = order.bpm_approval_request_id.sudo()
            order.bpm_waiting_since = request.state == "open" and request.submitted_at

    @api.model
    def _search_bpm_waiting_since(self, operator, value):
        asked = Domain("state", "=", "open") & Domain("submitted_at", operator, value)
        return [("bpm_approval_request_id", "any", asked)]

    def _compute_bpm_returned(self):
        for order in self:
            order.bpm_returned = order.bpm_approval_request_id.sudo().state == "returned"

    @api.model
    def _search_bpm_returned(self, operator, value):
        if operator != "in":
            return NotImplemented
        returned = self.env.execute_query(
            SQL(
                """
                SELECT res_id
                  FROM (SELECT DISTINCT ON (res_id) res_id, state FROM bpm_approval_request
                         WHERE res_model = %s ORDER BY res_id, id DESC) newest
                 WHERE state = 'returned'
                """,
                self._name,
            )
        )
        return [("id", "in" if True in value else "not in", [res_id for [res_id] in returned])]

    # === MANY AT ONCE === #

    def action_bpm_confirm_ready(self):
        """Confirm those that may be confirmed; one sentence names the rest and says why."""
        candidates = self.filtered(lambda order: order.state in OPEN_STATES)
        blocked = candidates._bpm_blocked("confirm")
        ready = candidates.filtered(lambda order: order.id not in blocked)
        if ready:
            ready.action_confirm()
        rest = self - ready
        message = self.env._("Confirmed: %s.", len(ready))
        if rest:
            message += " " + self.env._("Left as they are: %s.", ", ".join(rest.mapped("name")))
        if blocked:
            message += " " + next(iter(blocked.values()))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if rest else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # === VIEWS === #

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._bpm_requires_control())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Without a route on quotations their lists show nothing of approvals."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type in ("list", "kanban", "search") and not self._bpm_requires_control():
            for node in arch.xpath("//*[@name]"):
                if node.get("name") in APPROVAL_NODES:
                    node.getparent().remove(node)
        return arch, view
