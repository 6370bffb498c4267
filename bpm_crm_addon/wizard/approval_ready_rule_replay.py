"""The slider of a ready rule: what each threshold would have stopped in the last twelve months."""

from odoo import api, fields, models


class BpmApprovalReadyRule(models.TransientModel):
    _inherit = "bpm.approval.ready.rule"

    discount_replay = fields.Json(compute="_compute_replays", exportable=False)
    amount_replay = fields.Json(compute="_compute_replays", exportable=False)

    @api.depends("company_id")
    def _compute_replays(self):
        """Counted once per dialog; only for a company the person works in."""
        route = self.env["bpm.approval.route"]
        for wizard in self:
            company = wizard.company_id & self.env.user.company_ids
            wizard.discount_replay = company and route._replay("discount", company)
            wizard.amount_replay = company and route._replay("amount", company)
