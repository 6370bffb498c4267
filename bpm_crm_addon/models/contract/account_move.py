"""Invoices under a contract, and what happens when they go above its amount."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount


class AboveContract(UserError):
    """An invoice would go above the amount of its contract."""


class AccountMove(models.Model):
    _inherit = "account.move"

    # No default and nothing computed: the column is there at once, however many entries there are.
    bpm_contract_id = fields.Many2one(
        "bpm.contract", "Contract", index="btree_not_null", copy=False, ondelete="set null",
        check_company=True,
    )  # fmt: skip

    def _post(self, soft=True):
        """Override of `account`: what goes above a contract's amount is refused, or noted."""
        posted = super()._post(soft)
        posted._bpm_keep_within()
        return posted

    def write(self, vals):
        """Override of `account`: a posted invoice may come under a contract later."""
        result = super().write(vals)
        if vals.get("bpm_contract_id"):
            self.filtered(lambda move: move.state == "posted")._bpm_keep_within()
        return result

    def _bpm_keep_within(self):
        contracts_sudo = self.sudo().bpm_contract_id
        strict = contracts_sudo.filtered(lambda one: one.type_id.limit_behaviour == "block")
        if strict:
            strict._bpm_touch()  # of two who post at once the second has to look again
        for contract in contracts_sudo.filtered("over_limit"):
            contract._answer_over_limit()


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _answer_over_limit(self):
        """By its kind: refuse the invoice, note it on the contract, or let it be."""
        how = self.type_id.limit_behaviour
        if how == "none":
            return
        sentence = self.env._(
            "Invoiced under %(contract)s: %(invoiced)s, agreed: %(agreed)s. Make an amendment that "
            "raises the amount, or take the invoice out of the contract.",
            contract=self.display_name,
            invoiced=format_amount(self.env, self.invoiced, self.currency_id),
            agreed=format_amount(self.env, self.current_amount, self.currency_id),
        )
        if how == "block":
            raise AboveContract(sentence)
        self._message_log(body=sentence, author_id=self.env.user.partner_id.id)
