"""What the strictness of the company would have cost: shown beside the setting."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..partner.finding import VALUE_KINDS

DAYS = 90


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_strictness = fields.Selection(related="company_id.bpm_strictness", readonly=False)
    bpm_verified_months = fields.Integer(related="company_id.bpm_verified_months", readonly=False)
    bpm_strictness_cost = fields.Char(compute="_compute_bpm_strictness_cost")

    @api.depends("company_id", "bpm_strictness")
    def _compute_bpm_strictness_cost(self):
        for settings in self:
            parties, quotes = settings._bpm_held_lately()
            facts = {"parties": parties, "quotes": quotes, "days": DAYS}
            told = {
                "soft": self.env._("Nobody is told anything. A data steward works the queue."),
                "warn": self.env._(
                    "In the last %(days)s days a note would have stood on %(quotes)s quotations "
                    "with %(parties)s counterparties; none would have been stopped.",
                    **facts,
                ),
                "block": self.env._(
                    "In the last %(days)s days %(quotes)s quotations with %(parties)s "
                    "counterparties would have been stopped at confirming.",
                    **facts,
                ),
            }
            settings.bpm_strictness_cost = told.get(settings.bpm_strictness, "")

    def _bpm_held_lately(self):
        """(counterparties, quotations) of these days whose open doubts would have held them."""
        self.env["bpm.partner.finding"].flush_model()
        self.env["sale.order"].flush_model()
        severities = ("block",) if self.bpm_strictness == "block" else ("warn", "block")
        [counts] = self.env.execute_query(
            SQL(
                """SELECT count(DISTINCT p.commercial_partner_id), count(DISTINCT o.id)
                     FROM sale_order o
                     JOIN res_partner p ON p.id IN (o.partner_id, o.partner_invoice_id)
                     JOIN bpm_partner_finding f ON f.partner_id = p.commercial_partner_id
                LEFT JOIN bpm_partner_attribute a ON a.id = f.attribute_id
                    WHERE f.state = 'open' AND o.state IN ('draft', 'sent', 'sale')
                      AND (f.field_name = 'vat' OR a.severity IN %s)
                      AND f.kind IN %s
                      AND o.company_id = %s AND o.date_order > %s""",
                severities,
                tuple(dict(VALUE_KINDS)),
                self.company_id.id or self.env.company.id,
                fields.Datetime.subtract(fields.Datetime.now(), days=DAYS),
            )
        )
        return counts
