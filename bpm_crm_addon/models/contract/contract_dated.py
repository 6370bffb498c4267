"""Which dates of contracts are still to come, or past and not settled: one statement per kind.

Each gives contract_id, line_id (0 for the contract itself), date and whom it concerns. Papers of
counterparties and deals: dossier_dated.py.
"""

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...engine.contract_notice import LEADS

RUNNING = SQL("c.active AND c.state IN ('active', 'suspended')")
UNDER_WAY = SQL("c.active AND c.state IN ('draft', 'approval', 'approved', 'signing')")
DATED = {
    "end": SQL(
        """SELECT c.id AS contract_id, 0 AS line_id, c.date_until AS date, c.user_id
             FROM bpm_contract c
            WHERE %s AND c.date_until IS NOT NULL
              AND (c.prolongation NOT IN ('auto', 'counter') OR c.notice_given IS NOT NULL
                   OR (c.prolongation = 'counter'
                       AND COALESCE(c.prolonged_times, 0) >= COALESCE(c.prolong_limit, 0)))""",
        RUNNING,
    ),
    "notice": SQL(
        """SELECT c.id AS contract_id, 0 AS line_id, c.notice_date AS date, c.user_id
             FROM bpm_contract c
            WHERE %s AND c.notice_date IS NOT NULL""",
        RUNNING,
    ),
    "obligation": SQL(
        """SELECT o.contract_id, o.id AS line_id, o.due AS date,
                  COALESCE(o.user_id, c.curator_id, c.user_id) AS user_id
             FROM bpm_contract_obligation o JOIN bpm_contract c ON c.id = o.contract_id
            WHERE %s AND o.due IS NOT NULL AND o.done IS NULL""",
        RUNNING,
    ),
    "instalment": SQL(
        """SELECT i.contract_id, i.id AS line_id, i.due AS date, c.user_id
             FROM bpm_contract_instalment i JOIN bpm_contract c ON c.id = i.contract_id
        LEFT JOIN account_move m ON m.id = i.move_id
            WHERE %s AND i.due IS NOT NULL AND i.paid_by_hand IS NOT TRUE
              AND COALESCE(m.payment_state, '') NOT IN ('paid', 'in_payment', 'reversed')""",
        RUNNING,
    ),
    "original": SQL(
        """SELECT c.id AS contract_id, 0 AS line_id, c.original_due AS date,
                  COALESCE(c.original_sent_by, c.user_id) AS user_id
             FROM bpm_contract c
            WHERE c.active AND c.state NOT IN ('draft', 'cancelled')
              AND c.original_due IS NOT NULL AND c.original_returned IS NULL"""
    ),
    "authority": SQL(
        """SELECT p.contract_id, p.id AS line_id, p.authority_until AS date, c.user_id
             FROM bpm_contract_party p JOIN bpm_contract c ON c.id = p.contract_id
            WHERE (%s OR %s) AND p.authority = 'attorney' AND p.authority_until IS NOT NULL
              AND (p.signed_at IS NULL OR c.state IN ('active', 'suspended'))""",
        UNDER_WAY,
        RUNNING,
    ),
    "paper": SQL(
        """SELECT c.id AS contract_id, p.id AS line_id, p.valid_until AS date,
                  COALESCE(p.user_id, c.user_id) AS user_id
             FROM bpm_dossier_paper p
             JOIN bpm_dossier d ON d.id = p.dossier_id AND d.res_model = 'bpm.contract'
             JOIN bpm_contract c ON c.id = d.res_id
            WHERE %s AND p.valid_until IS NOT NULL AND p.state <> 'waived'""",
        RUNNING,
    ),
}


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    @api.model
    def _dated(self):
        """{what: statement}; see above. Override it to add kinds, calling super first."""
        return DATED

    @api.model
    def _flush_dated(self):
        """Write what the statements read."""
        for name in (
            "bpm.contract", "bpm.contract.obligation", "bpm.contract.instalment",
            "bpm.contract.party", "account.move", "bpm.dossier", "bpm.dossier.paper",
        ):  # fmt: skip
            self.env[name].flush_model()

    @api.model
    def _due_by(self, day):
        """[(what, contract id, line id, date, user id)] of all dates of which somebody may have to
        be told by a day, and was not: where the reminder that fits that day is there, nothing is.
        """
        self._flush_dated()
        self.env["bpm.contract.notice"].flush_model()
        return [
            (what, *row)
            for what, query in self._dated().items()
            for row in self.env.execute_query(
                SQL(
                    """SELECT d.contract_id, d.line_id, d.date, d.user_id FROM (%s) AS d
                        WHERE d.date <= %s AND NOT EXISTS (
                              SELECT FROM bpm_contract_notice n
                               WHERE n.contract_id = d.contract_id AND n.what = %s
                                 AND n.line_id = d.line_id AND n.date = d.date AND n.lead = %s)
                        ORDER BY d.date, d.contract_id""",
                    query,
                    day + timedelta(days=max(LEADS[what])),
                    what,
                    fitting(what, day),
                )
            )
        ]


def fitting(what, day):
    """SQL for `lead_of` on a day, of row `d`."""
    cases = [
        SQL("WHEN d.date <= %s THEN %s", day + timedelta(days=lead), lead)
        for lead in sorted(LEADS[what])
    ]
    return SQL("CASE %s END", SQL(" ").join(cases))
