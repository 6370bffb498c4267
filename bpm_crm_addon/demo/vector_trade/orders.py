"""Quotations of the past: made by their sellers, won, lost or still open."""

from odoo.fields import Command

from . import notes


def make(world, deals):
    """Make quotations of these deals and bring each where it ended."""
    create(world, deals)
    finish(world, deals)


def create(world, deals):
    """Drafts, each made by its seller; `deal.order` is the ``sale.order``."""
    for seller, theirs in _by_seller(deals).items():
        orders = world.as_user(world.env["sale.order"], seller).create(
            [_values(world, deal) for deal in theirs]
        )
        for deal, order in zip(theirs, orders):
            deal.order = order.with_env(world.env)


def finish(world, deals):
    """Confirm, cancel or send; and give back the dates that Odoo has set to now."""
    for state, act in (("sale", _confirm), ("cancel", _cancel), ("sent", _send)):
        for seller, theirs in _by_seller(deals).items():
            orders = world.env["sale.order"].union(
                *(deal.order for deal in theirs if deal.state == state)
            )
            if orders:
                act(world.as_user(orders, seller))
    for deal in deals:
        deal.order.date_order = made_at(world, deal)
    notes.confirmation(world, [deal for deal in deals if deal.state == "sale"])
    _change([deal for deal in deals if deal.changed], world)
    orders = world.env["sale.order"].union(*(deal.order for deal in deals))
    moments = [made_at(world, deal) for deal in deals]
    world.date_back(orders, moments)
    made = {deal.order.id: moment for deal, moment in zip(deals, moments)}
    lines = orders.order_line
    world.date_back(lines, [made[line.order_id.id] for line in lines])


def _change(deals, world):
    """One more piece after the confirmation; Odoo notes the new total."""
    before = {deal.order: deal.order.amount_total for deal in deals}
    for deal in deals:
        line = world.as_user(deal.order, deal.seller).order_line[0]
        line.product_uom_qty += 1
    notes.changed_total(world, deals, before)


def made_at(world, deal):
    """When the quotation was made: some minute of a working day."""
    return world.moment(deal.ago, 7 + deal.party % 8, deal.ago * 7 % 60)


def _by_seller(deals):
    found = {}
    for deal in deals:
        found.setdefault(deal.seller, []).append(deal)
    return found


def _values(world, deal):
    values = {
        "partner_id": world.parties[deal.party].id,
        "company_id": world.company.id,
        "user_id": world.people[deal.seller].id,
        "team_id": world.team_of[deal.seller].id,
        "date_order": made_at(world, deal),
        "order_line": [
            Command.create(
                {
                    "product_id": world.products[product].id,
                    "product_uom_qty": quantity,
                    "discount": discount,
                }
            )
            for product, quantity, discount in deal.lines
        ],
    }
    if deal.term is not None:
        values["payment_term_id"] = world.terms[deal.term].id
    return values


def _confirm(orders):
    orders.action_confirm()


def _cancel(orders):
    orders._action_cancel()


def _send(orders):
    orders.write({"state": "sent"})
