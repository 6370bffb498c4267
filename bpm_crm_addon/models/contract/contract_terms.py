"""Terms that hold now: what was signed first, with every amendment in force on top of it.

An amendment says only what it changes; what it leaves empty stays as it was.
"""

from odoo import api, fields, models

from .contract import BOUND, RUNNING


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    current_amount = fields.Monetary(
        "Amount Now", compute="_compute_current_amount", store=True,
        help="With the amendments in force.",
    )  # fmt: skip
    current_payment_term_id = fields.Many2one(
        "account.payment.term", "Payment Terms Now", compute="_compute_current_payment_term"
    )
    amendment_count = fields.Integer(compute="_compute_amendment_count")

    def _in_force(self):
        """The amendments in force, in the order in which they took effect."""
        return self.amendment_ids.filtered(lambda one: one.state in BOUND).sorted(
            lambda one: (one.date_start or one.date or fields.Date.to_date("1900-01-01"), one.id)
        )

    def _amended(self, name):
        """What the last amendment in force that says something of a field says; else nothing."""
        said = self._in_force().filtered(name)
        return said[-1:][name] if said else False

    @api.depends(
        "amount", "amendment_ids.amount", "amendment_ids.state", "amendment_ids.date_start",
        "amendment_ids.date",
    )  # fmt: skip
    def _compute_current_amount(self):
        for contract in self:
            contract.current_amount = contract._amended("amount") or contract.amount

    @api.depends("payment_term_id", "amendment_ids.payment_term_id", "amendment_ids.state")
    def _compute_current_payment_term(self):
        for contract in self:
            said = contract._amended("payment_term_id")
            contract.current_payment_term_id = said or contract.payment_term_id

    @api.depends("amendment_ids")
    def _compute_amendment_count(self):
        groups = self._read_group(
            [("parent_id", "in", self._origin.ids), ("state", "!=", "cancelled")],
            ["parent_id"],
            ["__count"],
        )
        counts = {parent.id: count for parent, count in groups}
        for contract in self:
            contract.amendment_count = counts.get(contract._origin.id, 0)

    # === AMENDING === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override: only what is in force is amended, by whoever may change it."""
        contracts = super().create(vals_list)
        if amended := contracts.parent_id:
            amended.check_access("write")
            amended._must_be(RUNNING, self.env._("amended"))
        return contracts

    def action_amend(self):
        """Begin an amendment: a contract of its own below this one, empty but for the parties."""
        self.ensure_one()
        amendment = self.create(self._amendment_values())
        return amendment._form()

    def _amendment_values(self):
        return {
            "type_id": self.type_id.id,
            "parent_id": self.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "user_id": self.user_id.id,
            "curator_id": self.curator_id.id,
            "participant_ids": [fields.Command.set(self.participant_ids.ids)],
            "name": self.env._("Amendment to %s", self.number or self.name or ""),
            "number": self._amendment_number(),
            "prolongation": "none",
            "party_ids": [fields.Command.create(vals) for vals in self.party_ids.copy_data()],
        }

    def _amendment_number(self):
        """The number of the contract with a running one, those that came to nothing included."""
        if not self.number:
            return False
        count = self.with_context(active_test=False).search_count([("parent_id", "=", self.id)])
        return f"{self.number}/{count + 1}"

    def action_open_amendments(self):
        """The amendments of this contract."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Amendments"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("parent_id", "=", self.id)],
            "context": {"create": False},
        }
