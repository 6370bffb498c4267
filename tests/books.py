"""Books for a company without a chart of accounts: what invoices and payments need, no more."""

from copy import copy
from datetime import timedelta

from odoo.fields import Command


class Books:
    """Accounts and journals of the current company, and makers of posted entries."""

    def __init__(self, env):
        self.env = env
        self.receivable, self.income, self.bank = env["account.account"].create(
            [
                {"code": "BK1", "name": "Clients", "account_type": "asset_receivable"},
                {"code": "BK2", "name": "Sales", "account_type": "income"},
                {"code": "BK3", "name": "Bank", "account_type": "asset_cash"},
            ]
        )
        self.sales, self.other = env["account.journal"].create(
            [
                {"name": "Sales", "code": "BKS", "type": "sale"},
                {"name": "Other", "code": "BKO", "type": "general"},
            ]
        )

    def within(self, env):
        """The same books in another transaction."""
        same = copy(self)
        same.env = env
        for name in ("receivable", "income", "bank", "sales", "other"):
            setattr(same, name, getattr(self, name).with_env(env))
        return same

    def client(self, name, **values):
        """A firm whose debts stand on the books' account."""
        return self.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "property_account_receivable_id": self.receivable.id,
                **values,
            }
        )

    def invoice(self, partner, due, amount=100.0, **values):
        """A posted invoice over one Glass, of a month before it is due unless said otherwise."""
        day = values.pop("day", due - timedelta(days=30))
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "journal_id": self.sales.id,
                "invoice_date": day,
                "date": day,
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Glass",
                            "price_unit": amount,
                            "account_id": self.income.id,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        move.action_post()
        return move

    def due_lines(self, moves):
        return moves.line_ids.filtered(lambda line: line.account_id == self.receivable)

    def paid(self, partner, day, amount, lines=None):
        """Money that came from a client, matched with due lines when some are given; its line."""
        sides = ((self.bank, amount, 0.0), (self.receivable, 0.0, amount))
        entry = self.env["account.move"].create(
            {
                "journal_id": self.other.id,
                "date": day,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "partner_id": partner.id,
                            "debit": debit,
                            "credit": credit,
                        }
                    )
                    for account, debit, credit in sides
                ],
            }
        )
        entry.action_post()
        credit = self.due_lines(entry)
        if lines:
            (credit + lines).reconcile()
        return credit
