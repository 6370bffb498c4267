"""What a contract lists: instalments, obligations, points of disagreement."""

from odoo import api, fields, models


class BpmContractInstalment(models.Model):
    _name = "bpm.contract.instalment"
    _description = "Instalment of a contract"
    _order = "contract_id, due, id"

    contract_id = fields.Many2one("bpm.contract", required=True, index=True, ondelete="cascade")
    name = fields.Char("For", help="For example “Advance”.")
    due = fields.Date(index=True)
    amount = fields.Monetary()
    currency_id = fields.Many2one(related="contract_id.currency_id")
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    move_id = fields.Many2one(
        "account.move", "Invoice", index="btree_not_null", copy=False, ondelete="set null",
        domain="[('move_type', 'in', ('out_invoice', 'in_invoice')), ('bpm_contract_id', 'in',"
        " (contract_id, False))]",
    )  # fmt: skip
    paid_by_hand = fields.Boolean("Paid without Invoice", copy=False)
    state = fields.Selection(
        [("open", "Open"), ("late", "Late"), ("part", "Partly paid"), ("paid", "Paid")],
        compute="_compute_state",
        search="_search_state",
    )

    @api.depends("due", "paid_by_hand", "move_id.payment_state", "move_id.state")
    def _compute_state(self):
        """By the invoice when there is one; else by the date."""
        today = fields.Date.context_today(self)
        for line in self:
            payment = line.sudo().move_id.payment_state
            if line.paid_by_hand or payment in ("paid", "in_payment"):
                line.state = "paid"
            elif payment == "partial":
                line.state = "part"
            else:
                line.state = "late" if line.due and line.due < today else "open"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        paid = ["|", ("paid_by_hand", "=", True), ("id", "in", self._settled_by_invoice())]
        part = [("id", "in", self._settled_by_invoice(("partial",)))]
        waiting = [
            ("paid_by_hand", "=", False),
            ("id", "not in", self._settled_by_invoice(("paid", "in_payment", "partial"))),
        ]
        parts = {
            "paid": paid,
            "part": part,
            "late": [*waiting, ("due", "<", today)],
            "open": [*waiting, "|", ("due", "=", False), ("due", ">=", today)],
        }
        domains = [fields.Domain(parts[state]) for state in value if state in parts]
        return fields.Domain.OR(domains) if domains else fields.Domain.FALSE

    @api.model
    def _settled_by_invoice(self, states=("paid", "in_payment")):
        """A sub-query: the instalments whose invoice is in one of these states of payment."""
        moves = self.env["account.move"].sudo()._search([("payment_state", "in", states)])
        lines = self.sudo()._search([("move_id", "in", moves)])
        return lines.subselect("id")


class BpmContractObligation(models.Model):
    _name = "bpm.contract.obligation"
    _description = "Obligation from a contract"
    _order = "done, due, id"

    contract_id = fields.Many2one("bpm.contract", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    name = fields.Char("What", required=True)
    who = fields.Selection([("ours", "We"), ("theirs", "They")], required=True, default="ours")
    user_id = fields.Many2one(
        "res.users", "Looks after It", index="btree_not_null", domain="[('share', '=', False)]"
    )
    due = fields.Date(index=True)
    done = fields.Date("Done on", copy=False)
    proof_id = fields.Many2one(
        "ir.attachment", copy=False, ondelete="set null",
        domain="[('res_model', '=', 'bpm.contract'), ('res_id', '=', contract_id)]",
    )  # fmt: skip
    note = fields.Char("Remark", copy=False)

    def action_done(self):
        """It was done, today."""
        self.filtered(lambda one: not one.done).write({"done": fields.Date.context_today(self)})


class BpmContractDisagreement(models.Model):
    _name = "bpm.contract.disagreement"
    _description = "Point of a contract on which the parties disagree"
    _order = "contract_id, sequence, id"

    contract_id = fields.Many2one("bpm.contract", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    clause = fields.Char(required=True)
    ours = fields.Text("Our Wording")
    theirs = fields.Text("Their Wording")
    agreed = fields.Text("Agreed Wording")
    settled = fields.Boolean(compute="_compute_settled", store=True)

    @api.depends("agreed")
    def _compute_settled(self):
        for point in self:
            point.settled = bool(point.agreed)
