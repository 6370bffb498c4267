"""Approval Times: every answer of a person, with how long it took; read only.

The hours here are hours by the clock, nights and weekends included: they can be summed and grouped
by the database. The director's page and Rule Advice count working hours.
"""

from odoo import fields, models
from odoo.tools import SQL

OUTCOMES = [
    ("pending", "Waiting"),
    ("approved", "Approved"),
    ("remarked", "Approved with remarks"),
    ("rejected", "Rejected"),
    ("returned", "Returned for changes"),
    ("expired", "Too late"),
]


class BpmApprovalReport(models.Model):
    _name = "bpm.approval.report"
    _description = "Approval times"
    _auto = False
    _order = "asked_at desc, id desc"
    _rec_name = "title"

    title = fields.Char("Document", readonly=True)
    request_id = fields.Many2one("bpm.approval.request", readonly=True)
    route_id = fields.Many2one("bpm.approval.route", "Approval route", readonly=True)
    step_name = fields.Char("Step", readonly=True)
    approver_id = fields.Many2one("res.users", readonly=True)
    on_behalf_of_id = fields.Many2one("res.users", "For", readonly=True)
    requester_id = fields.Many2one("res.users", "Requested by", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    asked_at = fields.Datetime("Asked on", readonly=True)
    decided_at = fields.Datetime("Answered on", readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    late = fields.Boolean(readonly=True, help="Answered after it was due, or overdue now.")
    late_count = fields.Integer("Late answers", readonly=True)
    hours = fields.Float(
        "Hours until answered",
        readonly=True,
        aggregator="avg",
        help="By the clock, nights and weekends included. What still waits has none.",
    )

    @property
    def _table_query(self):
        """One row per person asked; whoever decides later in the chain is not asked yet."""
        return SQL(
            """SELECT s.id, s.title, s.request_id, r.route_id, s.name AS step_name, s.approver_id,
                      s.on_behalf_of_id, s.requester_id, r.partner_id, s.company_id,
                      a.since AS asked_at, a.decided_at, s.state AS outcome,
                      coalesce(a.decided_at, now() AT TIME ZONE 'UTC') > a.due AS late,
                      (coalesce(a.decided_at, now() AT TIME ZONE 'UTC') > a.due)::integer
                          AS late_count,
                      extract(epoch FROM a.decided_at - a.since)::float / 3600 AS hours
                 FROM %s a JOIN bpm_approval_slot s ON s.id = a.id
                 JOIN bpm_approval_request r ON r.id = s.request_id
                WHERE a.since IS NOT NULL
                  AND s.state IN ('pending', 'approved', 'remarked', 'rejected', 'returned',
                                  'expired')""",
            self.env["bpm.approval.request"]._answers_sql(),
        )

    def action_open_request(self):
        """The approval this answer belongs to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.approval.request",
            "res_id": self.request_id.id,
            "views": [[False, "form"]],
        }
