"""The lines of quotations as plain facts: saved ones in one statement, on a form by the ORM."""

from typing import NamedTuple

from odoo.tools import SQL

LINE = [
    "order_id", "product_id", "product_uom_id", "product_uom_qty", "price_unit", "discount",
    "is_downpayment", "is_expense", "combo_item_id", "display_type",
]  # fmt: skip


class PricedLine(NamedTuple):
    """One line with what decides its price list price; ids, or False."""

    id: object
    order_id: object
    product: int
    uom: int
    quantity: float
    price_unit: float
    discount: float
    pricelist: int
    company: int
    currency: int
    date: object
    made: object  # the day the quotation was made: confirming moves its date
    special: bool  # Odoo or another app may have priced it: worth a closer look


def priced_lines(orders):
    """Return [PricedLine] of all lines of ``orders`` but sections and notes, in their order."""
    if all(isinstance(order_id, int) for order_id in orders._ids):
        return _saved(orders)
    return [
        _on_a_form(order, line)
        for order in orders
        for line in order.order_line
        if not line.display_type
    ]


def _saved(orders):
    line_model = orders.env["sale.order.line"]
    line_model.flush_model(LINE)
    orders.flush_model(["pricelist_id", "company_id", "currency_id", "date_order"])
    orders.env["product.template"].flush_model(["type"])
    others = [
        SQL("l.%s IS NOT NULL", SQL.identifier(name)) if name == "event_id"
        else SQL("l.%s", SQL.identifier(name))
        for name in ("is_delivery", "event_id")
        if name in line_model._fields
    ]  # fmt: skip
    rows = orders.env.execute_query(SQL(
        """SELECT l.id, l.order_id, l.product_id, l.product_uom_id, l.product_uom_qty,
                  l.price_unit, coalesce(l.discount, 0), o.pricelist_id, o.company_id,
                  o.currency_id, o.date_order, o.create_date,
                  (l.is_downpayment OR l.is_expense OR l.combo_item_id IS NOT NULL
                   OR t.type = 'combo' %s
                   OR EXISTS (SELECT FROM %s v WHERE v.%s = l.id)) IS TRUE
             FROM sale_order_line l
             JOIN sale_order o ON o.id = l.order_id
        LEFT JOIN product_product p ON p.id = l.product_id
        LEFT JOIN product_template t ON t.id = p.product_tmpl_id
            WHERE l.order_id = ANY(%s) AND l.display_type IS NULL
         ORDER BY l.order_id, l.sequence, l.id""",
        SQL("").join(SQL("OR %s", other) for other in others),
        *_values_table(line_model),
        list(orders._ids),
    ))  # fmt: skip
    return [PricedLine._make(row) for row in rows]


def _values_table(line_model):
    """The table and column that tie attribute values without a variant to a line."""
    field = line_model._fields["product_no_variant_attribute_value_ids"]
    return SQL.identifier(field.relation), SQL.identifier(field.column1)


def _on_a_form(order, line):
    # While a form is open its lines may still point at the saved order.
    return PricedLine(
        line.id, order.id, line.product_id._origin.id, line.product_uom_id._origin.id,
        line.product_uom_qty, line.price_unit, line.discount, order.pricelist_id._origin.id,
        order.company_id._origin.id, order.currency_id._origin.id,
        order.date_order or order.env.cr.now(), order._origin.create_date or None, special=True,
    )  # fmt: skip
