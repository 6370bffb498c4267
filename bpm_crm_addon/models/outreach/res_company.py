"""How far a company has gone with outreach: rehearsing, live, or paused."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

CAPABILITY = "bpm_crm_addon.group_bpm_capability_outreach"
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

    @api.model_create_multi
    def create(self, vals_list):
        """Override: where outreach is on already, a new company begins its rehearsal."""
        companies = super().create(vals_list)
        if self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            companies.sudo()._bpm_outreach_begin()
        return companies

    def _bpm_outreach_begin(self):
        """The rehearsal of every company that has not begun yet begins now."""
        waiting = self.search([("bpm_outreach_since", "=", False)])
        waiting.write({"bpm_outreach_since": fields.Datetime.now()})

    def _bpm_is_rehearsing(self):
        """Whether what this company enqueues now is a rehearsal: nobody has gone live yet."""
        return not self.bpm_outreach_live_since

    def _bpm_is_paused(self):
        return self.bpm_outreach_mode == "paused"

    def _bpm_lang(self, theirs):
        """The language in which this company writes to somebody: theirs where it is installed,
        else its own."""
        installed = self.env["res.lang"]._get_code  # remembered: asked for thousands in a row
        if theirs and installed(theirs):
            return theirs
        own = self.sudo().partner_id.lang
        return own if own and installed(own) else "en_US"

    def _bpm_outreach_left(self, now):
        """How many messages may still leave within the hour: {company id: number, None: any}.

        Those being handed over count as handed over.
        """
        limited = self.filtered(lambda company: company.bpm_outreach_ceiling > 0)
        left = dict.fromkeys(self.ids)
        if limited:
            self.env["bpm.message"].flush_model()
            rows = self.env.execute_query(
                SQL(
                    """SELECT company_id, count(*) FROM (
                         SELECT company_id FROM bpm_message
                          WHERE handed_over_at > %(since)s AND company_id = ANY(%(ids)s)
                         UNION ALL
                         SELECT company_id FROM bpm_message
                          WHERE state = 'sending' AND company_id = ANY(%(ids)s)) AS gone
                       GROUP BY company_id""",
                    since=now - timedelta(hours=1),
                    ids=limited.ids,
                )
            )
            gone = dict(rows)
            for company in limited:
                left[company.id] = max(0, company.bpm_outreach_ceiling - gone.get(company.id, 0))
        return left
