"""What a company has open with a counterparty: how urgent the doubts about it are.

>>> Stake(quotes=2, amount=900.0).level, Stake(invoices=1).level, Stake().level
(2, 1, 0)
>>> (Stake(requests=1) + Stake(quotes=1, amount=50.0)).level
3
"""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Stake:
    """Numbers of documents, and their sum in one currency.

    `requests`: wait for an approval; `quotes`: offered and not yet agreed; `invoices`: unpaid.
    """

    requests: int = 0
    quotes: int = 0
    invoices: int = 0
    amount: float = 0.0

    def __add__(self, other):
        return Stake(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def level(self):
        """3 the company is about to commit itself, 2 it has offered, 1 it waits for money, 0."""
        return 3 if self.requests else 2 if self.quotes else 1 if self.invoices else 0
