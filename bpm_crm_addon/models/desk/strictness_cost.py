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
            parties, leads, quotes = settings._bpm_held_lately()
            facts = {"parties": parties, "leads": leads, "quotes": quotes, "days": DAYS}
            told = {
                "soft": self.env._("Nobody is told anything. A data steward works the queue."),
                "warn": self.env._(
                    "In the last %(days)s days a note would have stood on %(quotes)s quotations, "
                    "for %(parties)s counterparties and %(leads)s leads; none would have been "
                    "stopped.",
                    **facts,
                ),
                "block": self.env._(
                    "In the last %(days)s days %(quotes)s quotations would have been stopped at "
                    "confirming, for %(parties)s counterparties and %(leads)s leads.",
                    **facts,
                ),
            }
            settings.bpm_strictness_cost = told.get(settings.bpm_strictness, "")

    def _bpm_held_lately(self):
        """(counterparties, leads, quotations) of these days whose open doubts would have held
        them."""
        self.env["bpm.partner.finding"].flush_model()
        self.env["sale.order"].flush_model()
        severities = ("block",) if self.bpm_strictness == "block" else ("warn", "block")
        held = SQL(
            """f.state = 'open' AND (f.field_name = 'vat' OR a.severity IN %s) AND f.kind IN %s
               AND o.state IN ('draft', 'sent', 'sale') AND o.company_id = %s
               AND o.date_order > %s""",
            severities,
            tuple(dict(VALUE_KINDS)),
            self.company_id.id or self.env.company.id,
            fields.Datetime.subtract(fields.Datetime.now(), days=DAYS),
        )
        [counts] = self.env.execute_query(
            SQL(
                """SELECT count(DISTINCT partner_id), count(DISTINCT lead_id), count(DISTINCT id)
                     FROM (SELECT o.id, f.partner_id, f.lead_id FROM sale_order o
                             JOIN res_partner p ON p.id IN (o.partner_id, o.partner_invoice_id)
                             JOIN bpm_partner_finding f ON f.partner_id = p.commercial_partner_id
                        LEFT JOIN bpm_partner_attribute a ON a.id = f.attribute_id
                            WHERE %(held)s %(of_leads)s) doubts""",
                held=held,
                of_leads=self._bpm_held_by_leads(held),
            )
        )
        return counts

    def _bpm_held_by_leads(self, held):
        """The same of the leads that quotations came of, where Odoo notes them (`sale_crm`)."""
        if "opportunity_id" not in self.env["sale.order"]._fields:
            return SQL()
        return SQL(
            """UNION ALL
               SELECT o.id, f.partner_id, f.lead_id FROM sale_order o
                 JOIN bpm_partner_finding f ON f.lead_id = o.opportunity_id
            LEFT JOIN bpm_partner_attribute a ON a.id = f.attribute_id
                WHERE %s""",
            held,
        )
