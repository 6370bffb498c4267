"""Whom everything is waiting for, as a board: a decision is handed over by moving its card."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmApprovalWaiting(models.Model):
    _name = "bpm.approval.waiting"
    _description = "Decision that is waited for"
    _auto = False
    _order = "due, id"
    _depends = {
        "bpm.approval.slot": [
            "request_id", "approver_id", "state", "title", "amount", "currency_id",
            "requester_id", "due", "since", "urgent", "company_id", "name",
        ],
        "bpm.approval.request": ["partner_id"],
    }  # fmt: skip
    _table_query = """
        SELECT s.id, s.request_id, s.approver_id, s.name, s.title, r.partner_id, s.amount,
               s.currency_id, s.requester_id, s.due, s.since, s.urgent, s.company_id
          FROM bpm_approval_slot s JOIN bpm_approval_request r ON r.id = s.request_id
         WHERE s.state = 'pending'"""

    request_id = fields.Many2one("bpm.approval.request", readonly=True)
    approver_id = fields.Many2one(
        "res.users", "Waiting for", required=True, group_expand="_group_expand_people",
        domain="[('share', '=', False)]",
    )  # fmt: skip
    name = fields.Char("Step", readonly=True)
    title = fields.Char("Document", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    requester_id = fields.Many2one("res.users", "Requested by", readonly=True)
    due = fields.Datetime(readonly=True)
    since = fields.Datetime(readonly=True)
    urgent = fields.Boolean(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    late = fields.Boolean(compute="_compute_late")

    @api.depends("due")
    def _compute_late(self):
        now = fields.Datetime.now()
        for one in self:
            one.late = bool(one.due and one.due < now)

    @api.model
    def _group_expand_people(self, people, domain):
        """A column for everybody whom a route asks: somebody without work can take it."""
        steps = self.env["bpm.approval.step"].sudo().search(
            [
                ("route_id.state", "=", "active"),
                ("route_id.company_id", "in", (False, *self.env.companies.ids)),
                ("resolver", "=", "users"),
            ]
        )  # fmt: skip
        return (people | steps.user_ids.filtered("active")).sorted("name")

    def write(self, vals):  # pylint: disable=method-required-super
        """Nothing is written here; see `bpm_hand_over`."""
        raise UserError(
            self.env._(
                "A decision is moved to another person on the board, with a word why. Open it for "
                "the rest."
            )
        )

    def bpm_hand_over(self, user_id, comment):
        """Hand the decision over, as the button on the request does, with the reason."""
        self.ensure_one()
        self.check_access("write")
        person = self.env["res.users"].browse(user_id)
        self.request_id.action_reassign(self.id, person, comment)
        self.invalidate_model()

    def action_open_request(self):
        """Open the approval itself."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_approval_request_page"
        )
        return {**action, "res_id": self.request_id.id}
