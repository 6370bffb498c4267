"""What was agreed, invoiced and paid under a contract: from its orders and invoices."""

from odoo import api, fields, models

from .order_limit import CONFIRMED

PURCHASES = "purchase.order"
SIGNS = {
    "out_invoice": 1,
    "out_refund": -1,
    "out_receipt": 1,
    "in_invoice": 1,
    "in_refund": -1,
    "in_receipt": 1,
}


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    order_ids = fields.One2many("sale.order", "bpm_contract_id", "Orders")
    move_ids = fields.One2many("account.move", "bpm_contract_id", "Invoices")
    order_count = fields.Integer(compute="_compute_counts", compute_sudo=True)
    purchase_count = fields.Integer(compute="_compute_counts", compute_sudo=True)
    move_count = fields.Integer("Invoices (number)", compute="_compute_counts", compute_sudo=True)
    invoiced = fields.Monetary(compute="_compute_money", compute_sudo=True)
    paid = fields.Monetary(compute="_compute_money", compute_sudo=True)
    ordered = fields.Monetary(
        compute="_compute_money", compute_sudo=True,
        help="Confirmed orders, and invoices that come from none.",
    )  # fmt: skip
    remaining = fields.Monetary(
        "Left", compute="_compute_money", compute_sudo=True,
        help="What may still be invoiced under this contract.",
    )  # fmt: skip
    over_limit = fields.Boolean(compute="_compute_money", compute_sudo=True)

    @api.depends("move_ids", "order_ids")
    def _compute_counts(self):
        """A query for each kind of document, for a whole list."""
        moves = self._counted("account.move")
        orders = self._counted("sale.order")
        purchases = self._counted(PURCHASES) if PURCHASES in self.env else {}
        for contract in self:
            contract.move_count = moves.get(contract._origin.id, 0)
            contract.order_count = orders.get(contract._origin.id, 0)
            contract.purchase_count = purchases.get(contract._origin.id, 0)

    def _counted(self, model_name):
        groups = self.env[model_name]._read_group(
            [("bpm_contract_id", "in", self._origin.ids), ("state", "!=", "cancel")],
            ["bpm_contract_id"],
            ["__count"],
        )
        return {contract.id: count for contract, count in groups}

    @api.depends(
        "move_ids.state", "move_ids.amount_total", "move_ids.amount_residual",
        "order_ids.state", "order_ids.amount_total", "current_amount", "currency_id",
    )  # fmt: skip
    def _compute_money(self):
        """Posted invoices less credit notes, and confirmed orders, in the contract's currency."""
        sums = self._invoice_sums()
        beside = self._invoice_sums(
            [
                ("invoice_line_ids", "not any", [(name, "!=", False)])
                for name in ("sale_line_ids", "purchase_line_id")
                if name in self.env["account.move.line"]._fields
            ]
        )
        orders = self._order_sums()
        for contract in self:
            invoiced, left = sums.get(contract._origin.id, (0.0, 0.0))
            direct, _left = beside.get(contract._origin.id, (0.0, 0.0))
            contract.ordered = orders.get(contract._origin.id, 0.0) + direct
            agreed = contract.current_amount
            contract.invoiced = invoiced
            contract.paid = invoiced - left
            contract.remaining = agreed - invoiced if agreed else 0.0
            contract.over_limit = contract._is_above(max(invoiced, contract.ordered))

    def _order_sums(self):
        """{contract id: confirmed} in each contract's currency; a query for each kind of order."""
        groups = [
            group
            for model, state in CONFIRMED.items()
            if model in self.env
            for group in self.env[model]._read_group(
                [("bpm_contract_id", "in", self._origin.ids), ("state", "=", state)],
                ["bpm_contract_id", "currency_id"],
                ["amount_total:sum"],
            )
        ]
        result, today = {}, fields.Date.context_today(self)
        for contract, currency, total in groups:
            own = contract.currency_id
            amount = currency._convert(total, own, contract.company_id, today)
            result[contract.id] = result.get(contract.id, 0.0) + amount
        return result

    def _invoice_sums(self, condition=()):
        """{contract id: (invoiced, not yet paid)} in each contract's currency; one query.

        `condition`: a domain of the invoices to count; all of them when it is empty.
        """
        groups = self.env["account.move"]._read_group(
            [
                ("bpm_contract_id", "in", self._origin.ids),
                ("state", "=", "posted"),
                ("move_type", "in", list(SIGNS)),
                *condition,
            ],
            ["bpm_contract_id", "move_type", "currency_id"],
            ["amount_total:sum", "amount_residual:sum"],
        )
        result, today = {}, fields.Date.context_today(self)
        for contract, move_type, currency, total, residual in groups:
            own, company = contract.currency_id, contract.company_id
            amounts = [
                currency._convert(amount, own, company, today) if currency != own else amount
                for amount in (SIGNS[move_type] * total, SIGNS[move_type] * residual)
            ]
            before = result.get(contract.id, (0.0, 0.0))
            result[contract.id] = (before[0] + amounts[0], before[1] + amounts[1])
        return result

    # === BUTTONS === #

    def action_open_invoices(self):
        """The invoices under this contract."""
        self.ensure_one()
        return self._list_of(
            self.env._("Invoices"), "account.move", ("default_move_type", self._move_type())
        )

    def action_open_orders(self):
        """The quotations and orders under this contract."""
        self.ensure_one()
        return self._list_of(self.env._("Orders"), "sale.order", ("search_default_all", 0))

    def action_open_purchases(self):
        """The purchase orders under this contract."""
        self.ensure_one()
        return self._list_of(self.env._("Purchase Orders"), PURCHASES, ("search_default_all", 0))

    def _move_type(self):
        return "in_invoice" if self.type_id.direction == "purchase" else "out_invoice"

    def _list_of(self, title, model_name, default):
        name, value = default
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model_name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("bpm_contract_id", "=", self.id)],
            "context": {
                "default_bpm_contract_id": self.id,
                "default_partner_id": self.partner_id.id,
                name: value,
            },
        }
