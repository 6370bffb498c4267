"""Two goals of approvals: how many quotations need nobody, and how soon people answer."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.rule_advice import share_of


class BpmApprovalStatistics(models.AbstractModel):
    _inherit = "bpm.approval.statistics"

    @api.model
    def _answer_times(self, since):
        """{"count", "median", "p90"}: working hours people took to answer since then."""
        self._flush()
        rows = self.env.execute_query(SQL(
            """SELECT company_id, since, decided_at FROM %s answer
                WHERE decided_at >= %s AND since IS NOT NULL
                  AND (company_id IS NULL OR company_id = ANY(%s))""",
            self.env["bpm.approval.request"]._answers_sql(), since, self.env.companies.ids,
        ))  # fmt: skip
        start = min((asked for _company, asked, _decided in rows), default=since)
        clock = self._clock(start, fields.Datetime.now())
        hours = sorted(clock(company).hours(asked, decided) for company, asked, decided in rows)
        return {"count": len(hours), "median": share_of(hours, 0.5), "p90": share_of(hours, 0.9)}

    @api.model
    def _straight_through(self, since):
        """(how many quotations went out or were decided on since then, for how many of them
        somebody was asked); those within somebody's own authority needed nobody."""
        self._flush()
        self.env["sale.order"].flush_model(["state", "date_order", "company_id"])
        return self.env.execute_query(SQL(
            """WITH asked AS MATERIALIZED (
                   SELECT DISTINCT r.res_id
                     FROM bpm_approval_request r JOIN bpm_approval_slot s ON s.request_id = r.id
                    WHERE r.res_model = 'sale.order' AND s.since IS NOT NULL
               )
               SELECT count(*) FILTER (WHERE asked.res_id IS NOT NULL
                                          OR o.state IN ('sent', 'sale')),
                      count(asked.res_id)
                 FROM sale_order o LEFT JOIN asked ON asked.res_id = o.id
                WHERE o.date_order >= %s AND o.company_id = ANY(%s)""",
            since, self.env.companies.ids,
        ))[0]  # fmt: skip
