"""The limit of a contract: what orders and invoices above its amount meet, by its kind."""

from odoo import models
from odoo.tools import format_amount

from ..audit.refusal import Refusal


class AboveContract(Refusal):
    """An order or an invoice would go above the amount of its contract."""


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _keep_within(self, what):
        """Judge the contracts after something came under them.

        `what`: the field whose sum has grown, "invoiced" or "ordered".
        """
        watched = self.filtered(lambda one: one.type_id.limit_behaviour != "none")
        strict = watched.filtered(lambda one: one.type_id.limit_behaviour == "block")
        if strict:
            strict._bpm_touch()  # of two who come at once the second has to look again
        watched.invalidate_recordset(["ordered", "invoiced", "remaining", "over_limit"])
        for contract in watched.filtered(lambda one: one._is_above(one[what])):
            contract._answer_above(what)

    def _is_above(self, amount):
        """Whether an amount is more than what was agreed; no amount agreed is no limit."""
        agreed = self.current_amount
        return bool(agreed) and self.currency_id.compare_amounts(amount, agreed) > 0

    def _answer_above(self, what):
        """By its kind: refuse, or note it on the contract."""
        sentence = self._above_in_words(what)
        if self.type_id.limit_behaviour == "block":
            raise AboveContract(sentence)
        self._message_log(body=sentence, author_id=self.env.user.partner_id.id)

    def _above_in_words(self, what):
        words = {
            "contract": self.display_name,
            "sum": format_amount(self.env, self[what], self.currency_id),
            "agreed": format_amount(self.env, self.current_amount, self.currency_id),
        }
        if what == "ordered":
            return self.env._(
                "Ordered under %(contract)s: %(sum)s, agreed: %(agreed)s. Make an amendment that "
                "raises the amount, or take the order out of the contract.",
                **words,
            )
        return self.env._(
            "Invoiced under %(contract)s: %(sum)s, agreed: %(agreed)s. Make an amendment that "
            "raises the amount, or take the invoice out of the contract.",
            **words,
        )
