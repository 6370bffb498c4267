"""How far a company has gone with outreach: rehearsing, live, or paused."""

from odoo import fields, models

REHEARSAL_DAYS = 7


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_outreach_mode = fields.Selection(
        [("rehearsal", "Rehearsal"), ("live", "Live"), ("paused", "Paused")],
        string="Outreach",
        required=True,
        default="rehearsal",
        help="Rehearsal: everything is prepared and judged by the contact rules, nothing is sent.",
    )
    bpm_outreach_since = fields.Datetime(string="Rehearsal since")
    bpm_outreach_live_since = fields.Datetime(string="Live since")
    bpm_outreach_ceiling = fields.Integer(
        string="At most per hour",
        default=600,
        help="No more messages than this leave the company within an hour. 0: no limit.",
    )

    def _bpm_is_rehearsing(self):
        """Whether what this company enqueues now is a rehearsal: nobody has gone live yet."""
        return not self.bpm_outreach_live_since
