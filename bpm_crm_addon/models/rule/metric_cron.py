"""Keeping the figures fresh: whoever changed is computed every few minutes, everybody each day.

With every day debts grow older and purchases leave the year, so all rows of yesterday are computed
again by the first run of the day. After installation the same run fills the table: nothing is
computed while installing.
"""

from odoo import api, fields, models
from odoo.tools import SQL

PORTION = 100_000  # firms in one transaction
FILLED = "bpm_crm_addon.metrics_filled"
RANKED = "bpm_crm_addon.metrics_ranked_on"
# Everybody with a history, as it was before there were notes.
EVERYBODY = """
INSERT INTO bpm_partner_metric_stale (partner_id)
SELECT l.partner_id FROM account_move_line l
  JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
 WHERE l.parent_state = 'posted' AND l.partner_id IS NOT NULL
 UNION
SELECT partner_id FROM sale_order WHERE state = 'sale'
"""


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    @api.model
    def _cron_refresh(self):
        """Compute whoever waits, in portions, then once a day everybody's place and
        the companies' own figures."""
        cron, parameters = self.env["ir.cron"], self.env["ir.config_parameter"].sudo()
        if not parameters.get_param(FILLED):
            self.env.cr.execute(EVERYBODY)
            parameters.set_param(FILLED, "1")
        while done := self._refresh_waiting(PORTION):
            if not cron._commit_progress(done, remaining=self._count_waiting()):
                return
        today = fields.Date.to_string(fields.Date.today())
        if parameters.get_param(RANKED) != today:
            self._rank()
            self.env["bpm.company.metric"]._refresh()
            parameters.set_param(RANKED, today)

    @api.model
    def _refresh_waiting(self, limit):
        """Compute a portion of those who wait; return how many there were."""
        firms = self._take_noted(limit) or self._of_yesterday(limit)
        if firms:
            self._refresh(firms)
        return len(firms)

    @api.model
    def _take_noted(self, limit):
        """Ids of those who were noted, with their firms; their notes are deleted."""
        rows = self.env.execute_query(
            SQL(
                """WITH taken AS (
                       DELETE FROM bpm_partner_metric_stale
                        WHERE id IN (SELECT id FROM bpm_partner_metric_stale ORDER BY id LIMIT %s)
                       RETURNING partner_id)
                   SELECT partner_id FROM taken
                    UNION
                   SELECT p.commercial_partner_id FROM taken JOIN res_partner p
                       ON p.id = taken.partner_id WHERE p.commercial_partner_id IS NOT NULL""",
                limit,
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _of_yesterday(self, limit):
        """Ids of firms whose figures are of another day."""
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT m.partner_id %s LIMIT %s", self._old_rows(), limit)
        )
        return [row[0] for row in rows]

    @api.model
    def _old_rows(self):
        """SQL: FROM … WHERE of rows computed on another day of their company."""
        return SQL(
            """FROM bpm_partner_metric m JOIN (VALUES %s) AS company (id, today)
                 ON company.id = m.company_id AND m.computed_on IS DISTINCT FROM company.today""",
            SQL(", ").join(
                SQL("(%s, %s::date)", company.id, today)
                for company, _zone, today in self._clocks(self._all_companies())
            ),
        )

    @api.model
    def _count_waiting(self):
        """How many notes and rows still wait, about."""
        [(count,)] = self.env.execute_query(
            SQL(
                """SELECT (SELECT count(*) FROM bpm_partner_metric_stale)
                        + (SELECT count(DISTINCT m.partner_id) %s)""",
                self._old_rows(),
            )
        )
        return count
