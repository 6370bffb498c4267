"""Messages and what they cost: by department, campaign, channel and month."""

from odoo import fields, models
from odoo.tools import SQL

from .contact_policy import CHANNELS
from .message import STATES


class BpmMessageReport(models.Model):
    _name = "bpm.message.report"
    _description = "Messages and their cost"
    _auto = False
    _rec_name = "date"
    _order = "date desc, id desc"

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("bpm.department", readonly=True)
    campaign_id = fields.Many2one("bpm.campaign", readonly=True)
    purpose_id = fields.Many2one("bpm.contact.purpose", readonly=True)
    channel = fields.Selection(CHANNELS, readonly=True)
    state = fields.Selection(STATES, "Status", readonly=True)
    handed_over = fields.Integer("Handed over", readonly=True)
    cost = fields.Float(readonly=True, digits=(16, 2))
    repeats = fields.Integer("Doubles stopped", readonly=True)
    saved = fields.Float("Saved by no doubles", readonly=True, digits=(16, 2))

    @property
    def _table_query(self):
        """A double that was stopped would have cost what the first one did."""
        self.env["bpm.message"].flush_model()
        return SQL(
            """SELECT id, coalesce(handed_over_at, CASE WHEN cost > 0 THEN settled_at END,
                                    create_date)::date AS date, company_id, department_id,
                      campaign_id, purpose_id, channel, state,
                      (handed_over_at IS NOT NULL)::int AS handed_over,
                      coalesce(cost, 0) AS cost, coalesce(repeats, 0) AS repeats,
                      coalesce(repeats, 0) * coalesce(cost, 0) AS saved
                 FROM bpm_message WHERE NOT coalesce(rehearsal, false)"""
        )
