"""What Odoo would have noted under an order: its confirmation, and a total that changed later.

Odoo's own notes go out to whoever follows the order. Nobody is to be mailed by the demo company,
so the same notes are written without telling anybody.
"""

from odoo.fields import Command


def confirmation(world, deals):
    """The note of the confirmation, by the one who made it, under each order of `deals`."""
    states = dict(world.env["sale.order"]._fields["state"]._description_selection(world.env))
    values = {"old_value_char": states["draft"], "new_value_char": states["sale"]}
    _write(world, [(deal, "state", values) for deal in deals])


def changed_total(world, deals, before):
    """The note of a total that is no longer as `before` ({deal's order: total}) says."""
    _write(
        world,
        [
            (
                deal,
                "amount_total",
                {
                    "old_value_float": before[deal.order],
                    "new_value_float": deal.order.amount_total,
                    "currency_id": deal.order.currency_id.id,
                },
            )
            for deal in deals
        ],
    )


def _write(world, notes):
    """Write (deal, field, values of the change) as notes of the deals' sellers."""
    fields = world.env["ir.model.fields"]
    for seller in sorted({deal.seller for deal, _field, _values in notes}):
        messages = world.as_user(world.env["mail.message"], seller).sudo()
        messages.create(
            [
                {
                    "model": "sale.order",
                    "res_id": deal.order.id,
                    "author_id": world.people[seller].partner_id.id,
                    "message_type": "notification",
                    "subtype_id": world.env.ref("mail.mt_note").id,
                    "date": world.moment(deal.ago, 16),
                    "tracking_value_ids": [
                        Command.create({"field_id": fields._get("sale.order", field).id, **values})
                    ],
                }
                for deal, field, values in notes
                if deal.seller == seller
            ]
        )
