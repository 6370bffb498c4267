"""Papers of counterparties and deals that expire: told like those of contracts, by the same rows.

One paper may serve several dossiers: that of its firm, of its deals and contracts. Each person is
told of it once, whichever dossier comes first.
"""

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...engine.contract_notice import LEADS
from .contract_dated import fitting

PASSED = 30  # days: of a paper that ended before, nobody is told for the first time
# A deal is settled when it is cancelled, or sold and invoiced in full. Whoever was responsible and
# has left is followed by whoever is responsible for the counterparty or the deal now.
EXPIRING = SQL(
    """SELECT NULL::int AS contract_id, p.id AS line_id, p.valid_until AS date,
              COALESCE(chosen.id, usual.id) AS user_id, p.document_id, p.dossier_id
         FROM bpm_dossier_paper p
         JOIN bpm_dossier d ON d.id = p.dossier_id
    LEFT JOIN res_partner r ON d.res_model = 'res.partner' AND r.id = d.res_id AND r.active
    LEFT JOIN sale_order o ON d.res_model = 'sale.order' AND o.id = d.res_id
              AND (o.state IN ('draft', 'sent')
                   OR (o.state = 'sale' AND COALESCE(o.invoice_status, '') <> 'invoiced'))
    LEFT JOIN res_users chosen ON chosen.id = p.user_id AND chosen.active
    LEFT JOIN res_users usual ON usual.id = COALESCE(r.user_id, o.user_id) AND usual.active
        WHERE p.valid_until IS NOT NULL AND p.state <> 'waived'
          AND COALESCE(r.id, o.id) IS NOT NULL AND COALESCE(chosen.id, usual.id) IS NOT NULL"""
)


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    @api.model
    def _flush_dated(self):
        super()._flush_dated()
        self.env["sale.order"].flush_model(["state", "invoice_status", "user_id"])
        self.env["res.partner"].flush_model(["active", "user_id"])

    @api.model
    def _due_by(self, day):
        """Override to add the papers; a paper that somebody was told of in another dossier is
        known to them."""
        told = SQL("n.what = 'paper' AND n.date = d.date AND n.lead = %s", fitting("paper", day))
        query = SQL(
            """SELECT d.contract_id, d.line_id, d.date, d.user_id FROM (%s) AS d
                WHERE d.date BETWEEN %s AND %s
                  AND NOT EXISTS (SELECT FROM bpm_contract_notice n
                                   WHERE n.line_id = d.line_id AND %s)
                  AND NOT EXISTS (SELECT FROM bpm_contract_notice n
                                   WHERE n.document_id = d.document_id
                                     AND n.user_id = d.user_id AND %s)
                ORDER BY d.date, d.line_id""",
            EXPIRING,
            day - timedelta(days=PASSED),
            day + timedelta(days=max(LEADS["paper"])),
            told,
            told,
        )
        return super()._due_by(day) + [("paper", *row) for row in self.env.execute_query(query)]


class BpmContractNotice(models.Model):
    _inherit = "bpm.contract.notice"

    @api.model
    def _settle(self, notices=None):
        """Override to close those of papers that were renewed, waived or are of no use any more."""
        super()._settle(notices)
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_contract_notice n SET state = 'settled'
                    WHERE n.state <> 'settled' AND n.contract_id IS NULL AND %s
                      AND NOT EXISTS (SELECT FROM (%s) AS d
                                       WHERE d.line_id = n.line_id AND d.date = n.date)""",
                SQL("TRUE") if notices is None else SQL("n.id = ANY(%s)", notices.ids),
                EXPIRING,
            )
        )
        self.invalidate_model(["state"])


class BpmDossierPaper(models.Model):
    _inherit = "bpm.dossier.paper"

    def write(self, vals):
        """Override: what was renewed or waived leaves the desk at once."""
        result = super().write(vals)
        if {"valid_until", "state"} & vals.keys():
            notices = self.env["bpm.contract.notice"].sudo()
            told = notices.search(
                [("what", "=", "paper"), ("line_id", "in", self.ids), ("state", "!=", "settled")]
            )
            if told:
                notices._settle(told)
        return result
