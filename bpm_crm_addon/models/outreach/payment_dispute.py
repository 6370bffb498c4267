"""A dispute about an invoice or one of its instalments: nothing is said about it until settled."""

from odoo import api, fields, models

REASONS = [
    ("goods", "Goods or service"),
    ("price", "Price or quantity"),
    ("papers", "Papers are missing"),
    ("paid", "Says it is paid"),
    ("other", "Something else"),
]


class BpmPaymentDispute(models.Model):
    _name = "bpm.payment.dispute"
    _description = "Dispute about a payment"
    _inherit = ["mail.thread"]
    _order = "opened_on desc, id desc"
    _check_company_auto = True

    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        domain="[('move_type', 'in', ('out_invoice', 'out_receipt')), ('state', '=', 'posted')]",
    )
    line_id = fields.Many2one(
        "account.move.line",
        "Instalment",
        ondelete="set null",
        domain="[('move_id', '=', move_id), ('display_type', '=', 'payment_term')]",
        help="Empty: the whole invoice.",
    )
    company_id = fields.Many2one(related="move_id.company_id", store=True, precompute=True)
    partner_id = fields.Many2one(
        related="move_id.commercial_partner_id",
        string="Counterparty",
        store=True,
        precompute=True,
        index=True,
    )
    currency_id = fields.Many2one(related="move_id.currency_id")
    amount = fields.Monetary(
        "Disputed", compute="_compute_amount", store=True, readonly=False, precompute=True
    )
    reason = fields.Selection(REASONS, required=True, default="goods", tracking=True)
    note = fields.Text("What they say")
    by_call = fields.Boolean(
        "We called them",
        copy=False,
        help="Counts as a call about the debt, within the limits of the contact rules.",
    )
    user_id = fields.Many2one(
        "res.users", "Looked after by", default=lambda self: self.env.user, ondelete="restrict",
        tracking=True,
    )  # fmt: skip
    opened_on = fields.Date(default=fields.Date.context_today, required=True, readonly=True)
    settled_on = fields.Date(readonly=True, copy=False)
    outcome = fields.Char("How it was settled", tracking=True)
    state = fields.Selection(
        [("open", "Open"), ("settled", "Settled")],
        required=True,
        readonly=True,
        copy=False,
        default="open",
        index=True,
        tracking=True,
    )

    @api.depends("move_id", "line_id")
    def _compute_amount(self):
        """All that is open of it; the person may say less."""
        for dispute in self:
            instalment = dispute.line_id
            dispute.amount = instalment.amount_residual_currency or dispute.move_id.amount_residual

    @api.depends("move_id", "reason")
    def _compute_display_name(self):
        words = dict(self._fields["reason"]._description_selection(self.env))
        for dispute in self:
            dispute.display_name = self.env._(
                "%(invoice)s: %(reason)s",
                invoice=dispute.move_id.name or "",
                reason=words.get(dispute.reason, ""),
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what they told us when we called is a call about the debt."""
        disputes = super().create(vals_list)
        said = disputes.filtered("by_call")
        self.env["bpm.payment.call"]._note_call(
            [(dispute.partner_id, dispute.company_id) for dispute in said], "disputed"
        )
        return disputes

    # === BUTTONS === #

    def action_settle(self):
        """It is settled: reminders go on."""
        self.check_access("write")
        self.filtered(lambda dispute: dispute.state == "open").write(
            {"state": "settled", "settled_on": fields.Date.context_today(self)}
        )

    def action_reopen(self):
        self.check_access("write")
        self.write({"state": "open", "settled_on": False})
