"""Promotions: what the company offers from one day to another, and campaigns wait for."""

from odoo import api, fields, models


class BpmPromotion(models.Model):
    _name = "bpm.promotion"
    _description = "Promotion"
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="Begins on", help="Campaigns that wait for it go out on this day. Empty: not yet."
    )
    date_to = fields.Date(string="Last day")
    note = fields.Text(string="What is offered", translate=True)
    active = fields.Boolean(default=True)
    campaign_ids = fields.One2many("bpm.campaign", "promotion_id", string="Campaigns")
    phase = fields.Selection(
        [("planned", "Planned"), ("on", "Under way"), ("over", "Over")],
        compute="_compute_phase",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_from <= date_to)",
        "The promotion would end before it begins. Correct its dates.",
    )

    @api.depends("date_from", "date_to", "company_id")
    def _compute_phase(self):
        for promotion in self:
            today = (promotion.company_id or self.env.company)._bpm_today()
            if not promotion.date_from or promotion.date_from > today:
                promotion.phase = "planned"
            else:
                is_over = promotion.date_to and promotion.date_to < today
                promotion.phase = "over" if is_over else "on"

    def write(self, vals):
        """Override to let campaigns go that waited for it."""
        result = super().write(vals)
        if "date_from" in vals:
            self.env["bpm.campaign"]._wake()
        return result

    def action_begin(self):
        """It begins today."""
        for promotion in self:
            promotion.date_from = promotion.company_id._bpm_today()
