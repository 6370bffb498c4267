"""What the quotation's form and lists show of its approval, and the buttons of its header.

Nothing here is stored: it is read from requests, for a whole list at once.
"""

from odoo import api, fields, models
from odoo.tools import SQL

OPEN_STATES = ("draft", "sent")
BLOCKED_STATES = ("required", "pending", "rejected")
GATES = ("send", "confirm")

TURNS = """
WITH newest AS (
    SELECT DISTINCT ON (res_id) id, res_id, requester_id, responsible_id, state
      FROM bpm_approval_request
     WHERE res_model = 'sale.order' AND res_id IN %(ids)s
  ORDER BY res_id, id DESC
), step AS (
    SELECT newest.*, place.step_key, MIN(place.sequence) AS sequence,
           BOOL_OR(place.state IN ('approved', 'remarked')) AS agreed,
           BOOL_OR(place.state IN ('waiting', 'pending')) AS open,
           BOOL_OR(place.state = 'pending' AND place.approver_id = %(uid)s) AS mine,
           STRING_AGG(person.name, ', ') FILTER (WHERE place.state = 'pending') AS people
      FROM newest
      JOIN bpm_approval_slot place ON place.request_id = newest.id
      JOIN res_users login ON login.id = place.approver_id
      JOIN res_partner person ON person.id = login.partner_id
     WHERE newest.state IN ('open', 'approved', 'returned', 'rejected')
  GROUP BY newest.id, newest.res_id, newest.requester_id, newest.responsible_id, newest.state,
           place.step_key
)
  SELECT res_id, COUNT(*), COUNT(*) FILTER (WHERE agreed AND NOT open),
         STRING_AGG(people, ', ' ORDER BY sequence), BOOL_OR(mine),
         %(uid)s IN (requester_id, responsible_id)
    FROM step
GROUP BY res_id, requester_id, responsible_id
"""


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "bpm.approval.buttons"]

    bpm_approval_gate = fields.Selection(
        [("send", "Sending"), ("confirm", "Confirming")],
        "Blocked until approved",
        compute="_compute_bpm_approval_gate",
    )
    bpm_approval_badge = fields.Selection(
        [("approved", "Approved"), ("watching", "Watching")],
        "Approval badge",
        compute="_compute_bpm_approval_gate",
    )
    bpm_approval_shown = fields.Boolean(
        "Approval concerns it", compute="_compute_bpm_approval_gate"
    )
    bpm_can_request = fields.Boolean(
        "Approval can be requested", compute="_compute_bpm_approval_gate"
    )
    bpm_my_turn = fields.Boolean(
        "Waits for me", compute="_compute_bpm_turn", search="_search_bpm_my_turn"
    )
    bpm_can_withdraw = fields.Boolean("I can withdraw the request", compute="_compute_bpm_turn")
    bpm_approval_count_text = fields.Char("Approvals", compute="_compute_bpm_turn")
    bpm_waiting_for = fields.Char("Waiting for", compute="_compute_bpm_turn")

    def _bpm_computed_names(self):
        return [
            *super()._bpm_computed_names(),
            "bpm_approval_gate", "bpm_approval_badge", "bpm_approval_shown", "bpm_can_request",
            "bpm_my_turn", "bpm_can_withdraw", "bpm_approval_count_text", "bpm_waiting_for",
        ]  # fmt: skip

    # === COMPUTE METHODS === #

    @api.depends("bpm_approval_state", "state")
    def _compute_bpm_approval_gate(self):
        """What the form hides and offers; the guard itself is elsewhere and refuses anyway."""
        self.bpm_approval_gate = self.bpm_approval_badge = False
        self.bpm_approval_shown = self.bpm_can_request = False
        open_orders = self.filtered(lambda order: order._origin and order.state in OPEN_STATES)
        if not open_orders or not self._bpm_requires_control():
            return
        guard = self._bpm_guard()
        chosen = open_orders._origin._bpm_clean()._bpm_choose_routes(guard)
        watched = open_orders._bpm_watched_only(guard)
        for order in open_orders:
            key, state = order._origin.id, order.bpm_approval_state
            if key in chosen and state in BLOCKED_STATES:
                gate = chosen[key]["gate"]
                order.bpm_approval_gate = gate if gate in GATES else False
                order.bpm_can_request = state != "pending"
            elif state == "approved":
                order.bpm_approval_badge = "approved"
            elif state == "none" and key in watched:
                order.bpm_approval_badge = "watching"
            order.bpm_approval_shown = state != "none" or key in watched

    def _bpm_watched_only(self, guard):
        """Ids of the orders that a route on trial would stop."""
        if not any(route["state"] == "watching" for route in guard["routes"]):
            return set()
        return set(self._origin._bpm_clean()._bpm_choose_routes(guard, state="watching"))

    @api.depends("bpm_approval_request_id", "bpm_approval_state")
    @api.depends_context("uid")
    def _compute_bpm_turn(self):
        facts = self._bpm_turns()
        self.bpm_approval_count_text = self.bpm_waiting_for = False
        self.bpm_my_turn = self.bpm_can_withdraw = False
        for order in self.filtered(lambda order: order._origin.id in facts):
            steps, done, people, mine, owner = facts[order._origin.id]
            order.bpm_approval_count_text = f"{done}/{steps}"
            order.bpm_waiting_for = people or False
            order.bpm_my_turn = mine
            order.bpm_can_withdraw = bool(people) and owner

    def _bpm_turns(self):
        """Return ``{order id: (steps, agreed steps, people asked now, is it my turn, is it mine)}``
        of each order's newest request, in one statement."""
        if not self._origin:
            return {}
        self.env["bpm.approval.request"].flush_model()
        self.env["bpm.approval.slot"].flush_model()
        rows = self.env.execute_query(SQL(TURNS, uid=self.env.uid, ids=tuple(self._origin.ids)))
        return {row[0]: row[1:] for row in rows}

    def _search_bpm_my_turn(self, operator, value):
        if operator != "in":
            return NotImplemented
        places = (
            self.env["bpm.approval.slot"]
            .sudo()
            ._search(
                [
                    ("res_model", "=", self._name),
                    ("approver_id", "=", self.env.uid),
                    ("state", "=", "pending"),
                ]
            )
        )
        return [("id", "in" if True in value else "not in", places.subselect("res_id"))]

    def _bpm_is_still_as_approved(self):
        """Override: until it is confirmed. A change after sending takes the approval away."""
        return self.state in OPEN_STATES
