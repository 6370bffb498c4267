"""What collections looks after today: reminders to review, a promise due, a dispute."""

from typing import NamedTuple

from odoo.fields import Command

from .moments import CHAIR, DESK
from .parties import party
from .world import Text

PROMISED_AGO = 4


class Bill(NamedTuple):
    """An invoice of one line that fell due `late` days ago; negative: it is still to come."""

    key: str
    party: str
    product: int
    quantity: int
    late: int


BILLS = (
    Bill("promised", "lumen", CHAIR, 6, 9),
    Bill("disputed", "sokil", DESK, 3, 16),
    Bill("soon", "tallinn", CHAIR, 5, -2),
    Bill("late", "hansa", DESK, 2, 8),
)
WHO = Text("Ms Larina, chief accountant", "Ларина, главный бухгалтер", "Ларіна, головний бухгалтер")
SAYS = Text(
    "Two of the three desks came with scratched tops.",
    "У двух из трёх столов поцарапаны столешницы.",
    "У двох із трьох столів подряпані стільниці.",
)


def make(world):
    """Invoices, the promise of a bookkeeper, a complaint, and the proposals of this morning."""
    bills = {bill.key: _invoice(world, bill) for bill in BILLS}
    world.name({f"demo_invoice_{key}": move for key, move in bills.items()})
    _promise(world, bills["promised"])
    _dispute(world, bills["disputed"])
    world.env["bpm.payment.reminder"]._prepare(world.company, world.today)


def _invoice(world, bill):
    term = world.terms[14]
    invoice = world.env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": party(world, bill.party).id,
            "invoice_date": world.day(bill.late + 14),
            "invoice_payment_term_id": term.id,
            "invoice_user_id": world.people["salesperson"].id,
            "invoice_line_ids": [
                Command.create(
                    {"product_id": world.products[bill.product].id, "quantity": bill.quantity}
                )
            ],
        }
    )
    invoice._post(soft=False)
    return invoice


def _promise(world, move):
    """Said on the phone four days ago: today."""
    promise = world.as_user(world.env["bpm.payment.promise"], "collections").create(
        {
            "partner_id": move.commercial_partner_id.id,
            "company_id": world.company.id,
            "move_ids": [Command.set(move.ids)],
            "date": world.today,
            "currency_id": move.currency_id.id,
            "amount": move.amount_residual,
            "said_by": world.say(WHO),
        }
    )
    world.date_back(promise, [world.moment(PROMISED_AGO)])


def _dispute(world, move):
    dispute = world.as_user(world.env["bpm.payment.dispute"], "collections").create(
        {"move_id": move.id, "reason": "goods", "note": world.say(SAYS)}
    )
    dispute.with_env(world.env).opened_on = world.day(2)
