"""What a receiver gets: the clients with what is open and owed, and what comes next."""

from odoo import api, fields, models


class BpmPartnerHandoverLine(models.Model):
    _name = "bpm.partner.handover.line"
    _description = "Client handed over"
    _order = "to_id, id"
    _rec_name = "partner_id"

    handover_id = fields.Many2one(
        "bpm.partner.handover", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Client", required=True, index=True, ondelete="cascade"
    )
    to_id = fields.Many2one("res.users", string="Receiver", required=True, index=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_figures")
    open_amount = fields.Monetary(string="Open quotations", compute="_compute_figures")
    overdue_amount = fields.Monetary(string="Overdue", compute="_compute_figures")
    next_activity = fields.Char(compute="_compute_figures")

    @api.depends("partner_id")
    @api.depends_context("company")
    def _compute_figures(self):
        """As of now; in the currency of the company, the rates being those of today."""
        company, today = self.env.company, fields.Date.context_today(self)
        partners = self.partner_id
        offers, debts = self._open_amounts(partners, company, today), self._debts(partners, today)
        soon = self._next_activities(partners)
        for line in self:
            firm = line.partner_id
            line.currency_id = company.currency_id
            line.open_amount = offers.get(firm.id, 0.0)
            line.overdue_amount = debts.get(firm.id, 0.0)
            line.next_activity = soon.get(firm.id, False)

    def _open_amounts(self, partners, company, today):
        groups = self.env["sale.order"].sudo()._read_group(
            [
                ("partner_id", "in", partners.ids),
                ("state", "in", ("draft", "sent")),
                ("company_id", "in", self.env.companies.ids),
            ],
            ["partner_id", "currency_id"],
            ["amount_total:sum"],
        )  # fmt: skip
        found = {}
        for partner, currency, amount in groups:
            amount = currency._convert(amount, company.currency_id, company, today)
            found[partner.id] = found.get(partner.id, 0.0) + amount
        return found

    def _debts(self, partners, today):
        groups = self.env["account.move"].sudo()._read_group(
            [
                ("commercial_partner_id", "in", partners.ids),
                ("move_type", "in", ("out_invoice", "out_refund")),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("invoice_date_due", "<", today),
                ("company_id", "=", self.env.company.id),
            ],
            ["commercial_partner_id"],
            ["amount_residual_signed:sum"],
        )  # fmt: skip
        return {partner.id: amount for partner, amount in groups}

    def _next_activities(self, partners):
        activities = self.env["mail.activity"].sudo().search(
            [("res_model", "=", "res.partner"), ("res_id", "in", partners.ids)],
            order="date_deadline desc, id desc",
        )  # fmt: skip
        return {
            one.res_id: f"{one.date_deadline} {one.summary or one.activity_type_id.name or ''}"
            for one in activities
        }
