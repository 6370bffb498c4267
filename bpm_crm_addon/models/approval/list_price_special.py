"""Lines whose price does not come from their own product's price list rule."""


def combo_item_price(line, combo, combo_price):
    """Return what the price list asks for one item of a combo.

    ``combo``: the combo's own line, ``combo_price``: the price list's price of the whole. Odoo
    shares the combo's displayed price out among its items, adds their extra prices, and gives them
    the combo's own discount.
    """
    displayed = combo._get_display_price_ignore_combo()
    share = combo_price / displayed if displayed > combo_price > 0 else 1.0
    return line._get_combo_item_display_price() * share


def is_added_by_odoo(line):
    """Tell whether Odoo itself priced this line: a down payment, a re-invoiced cost, a delivery.

    The flags alone are not believed, since anyone may write them: a down payment has no quantity,
    only certain products are re-invoiced, only carriers' products are deliveries. Down payments and
    costs come to confirmed orders only.
    """
    if line.price_unit < 0:
        return False
    if (line.is_downpayment or line.is_expense) and line.order_id.state != "sale":
        return False
    if line.is_downpayment:
        return not line.product_uom_qty
    if line.is_expense:
        return line.product_id.expense_policy in ("cost", "sales_price")
    if "is_delivery" in line._fields and line.is_delivery:
        return line.product_id == line.order_id.carrier_id.product_id
    return False
