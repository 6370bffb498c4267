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
    cost = fields.Float(readonly=True, digits=(16, 2), help="In your company's currency.")
    repeats = fields.Integer("Doubles stopped", readonly=True)
    saved = fields.Float("Saved by no doubles", readonly=True, digits=(16, 2))

    @property
    def _table_query(self):
        """A double that was stopped would have cost what the first one did. What other companies
        paid is in the currency of the reader's, by the rate of today, as in the cockpit."""
        self.env["bpm.message"].flush_model()
        return SQL(
            """SELECT m.id, coalesce(m.handed_over_at, CASE WHEN m.cost > 0 THEN m.settled_at END,
                                     m.create_date)::date AS date, m.company_id,
                      m.department_id, m.campaign_id, m.purpose_id, m.channel, m.state,
                      (m.handed_over_at IS NOT NULL)::int AS handed_over,
                      coalesce(m.cost, 0) * r.rate AS cost, coalesce(m.repeats, 0) AS repeats,
                      coalesce(m.repeats, 0) * coalesce(m.cost, 0) * r.rate AS saved
                 FROM bpm_message m
                 JOIN (SELECT company_id, rate FROM %s) AS r ON r.company_id = m.company_id
                WHERE NOT coalesce(m.rehearsal, false)""",
            self.env["res.currency"]._get_simple_currency_table(self.env.companies),
        )
