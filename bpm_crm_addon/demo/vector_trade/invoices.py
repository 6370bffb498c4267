"""Invoices of all that was sold, bills beside orders, and a few credit notes."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from odoo.fields import Command

from .history import BILLS, DAYS
from .products import SERVICES

CREDITS = 20


class Bill(NamedTuple):
    """An invoice: the number of its party in the table, and how many days ago it was made."""

    move: object
    party: int
    ago: int


def make(world):
    """Post them, each on its day: `world.bills` oldest first, and `world.credits`."""
    plan = sorted([*_of_orders(world), *_beside_orders(world)], key=lambda fact: -fact[1])
    moves = _posted(world, [values for _party, _ago, values in plan])
    world.date_back(moves, [world.moment(ago, 11) for _party, ago, _values in plan])
    world.bills = [Bill(move, party, ago) for move, (party, ago, _v) in zip(moves, plan)]
    world.credits = _posted(world, _credits(world))


def _posted(world, vals_list):
    """Create and post, in the order of their days.

    Each comes with its number: Odoo finds the next one for every invoice anew, in a fifth of all
    the time this takes.
    """
    counters = Counter()
    for values in vals_list:
        prefix = "RINV" if values["move_type"] == "out_refund" else "INV"
        series = f"{prefix}/{values['invoice_date'].year}"
        counters[series] += 1
        values["name"] = f"{series}/{counters[series]:05}"
    moves = world.env["account.move"].create(vals_list)
    moves._post(soft=False)
    return moves


def _of_orders(world):
    """One invoice per order sold, some days after it: (party, days ago, values)."""
    sold = [
        (deal, max(deal.ago - world.rng.randint(1, 6), 0))
        for deal in world.deals
        if deal.state == "sale" and deal.ago > 1
    ]
    return [(deal.party, ago, _values_of(world, deal.order, ago)) for deal, ago in sold]


def _values_of(world, order, ago):
    """What Odoo's own Create Invoice takes from an order, with the day it was made: a day written
    later would have Odoo compute everything twice."""
    lines = [
        Command.create(line._prepare_invoice_line(sequence=number))
        for number, line in enumerate(order.order_line)
    ]
    return {
        **order._prepare_invoice(),
        "invoice_date": world.day(ago),
        "invoice_line_ids": lines,
    }


def _beside_orders(world):
    """Delivery, assembly and spare parts, billed without an order: (party, days ago, values)."""
    buyers = [
        number
        for number, party in enumerate(world.table)
        if party.rhythm and party.stops < DAYS - 1
    ]
    for _number in range(BILLS):
        party = world.rng.choice(buyers)
        ago = world.rng.randint(world.table[party].stops + 1, DAYS - 1)
        line = {
            "product_id": world.products[world.rng.choice(SERVICES)].id,
            "quantity": world.rng.randint(2, 12),
        }
        values = {
            "move_type": "out_invoice",
            "partner_id": world.parties[party].id,
            "invoice_date": world.day(ago),
            "invoice_user_id": world.people["finance"].id,
            "invoice_line_ids": [Command.create(line)],
        }
        yield party, ago, values


def _credits(world):
    """Something was damaged or came back: a part of an invoice is credited a week later."""
    old = [bill.move for bill in world.bills if bill.ago > 20]
    chosen = world.rng.sample(old, CREDITS)
    return [
        {
            "move_type": "out_refund",
            "partner_id": move.partner_id.id,
            "invoice_date": move.invoice_date + timedelta(days=7),
            "reversed_entry_id": move.id,
            "ref": move.name,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": move.invoice_line_ids[0].product_id.id,
                        "quantity": 1,
                        "price_unit": move.invoice_line_ids[0].price_unit * 0.5,
                    }
                )
            ],
        }
        for move in sorted(chosen, key=lambda move: move.invoice_date)
    ]
