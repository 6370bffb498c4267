"""The roads to a quotation being sent or confirmed: each a function (case, order, state to reach).

``case`` offers ``again``, ``load`` and ``action``, see test_roads.py.
"""

from odoo import Command

CONFIRMED = {}
SENT = {}


def road(table):
    """Add a function ``(case, order, state)`` to a table of roads."""

    def add(function):
        table[function.__name__] = function
        return function

    return add


def both(function):
    CONFIRMED[function.__name__] = SENT[function.__name__] = function
    return function


# === THE ORM'S FRONT DOOR === #


@both
def write(case, order, state):
    order.write({"state": state})


@both
def assign(case, order, state):
    order.state = state


@both
def update(case, order, state):
    order.update({"state": state})


@both
def save_from_the_screen(case, order, state):
    order.web_save({"state": state}, {"state": {}})


@both
def write_as_the_system(case, order, state):
    order.with_user(case.env.ref("base.user_root")).write({"state": state})


@both
def write_with_the_price(case, order, state):
    dearer = Command.update(order.order_line.id, {"discount": 21})
    order.write({"state": state, "order_line": [dearer]})


@both
def lower_the_price_come_in_and_raise_it_again(case, order, state):
    order.order_line.discount = 0
    order.write({"state": state})
    order.order_line.discount = 20


@both
def from_the_customer(case, order, state):
    order.partner_id.sudo().write({"sale_order_ids": [Command.update(order.id, {"state": state})]})


@both
def create(case, order, state):
    case.again(order, state=state)


@both
def create_by_default(case, order, state):
    case.again(order.with_context(default_state=state))


@both
def create_by_a_persons_default(case, order, state):
    order.env["ir.default"].set("sale.order", "state", state, user_id=True)
    case.again(order)


@both
def duplicate(case, order, state):
    order.copy({"state": state})


@both
def import_a_new_one(case, order, state):
    case.load(order, {"partner_id/.id": order.partner_id.id, "state": state,
                      "order_line/product_id/.id": case.product.id, "order_line/discount": 20,
                      "order_line/product_uom_qty": 1})  # fmt: skip


@both
def import_over_it(case, order, state):
    case.load(order, {".id": order.id, "state": state})


@both
def load_as_data(case, order, state):
    case.env["sale.order"]._load_records([{"xml_id": "base.roads", "values": {
        "partner_id": order.partner_id.id, "state": state,
        "order_line": [Command.create({"product_id": case.product.id, "discount": 20})],
    }}])  # fmt: skip


@both
def server_action_that_writes(case, order, state):
    field = case.env["ir.model.fields"]._get("sale.order", "state")
    choice = field.selection_ids.filtered(lambda one: one.value == state)
    values = {"update_path": "state", "value": state, "selection_value": choice.id}
    case.action(order, state="object_write", **values)


@both
def server_action_with_code(case, order, state):
    case.action(order, state="code", code=f"record.write({{'state': {state!r}}})")


@both
def scheduled_action(case, order, state):
    orders = f"model.browse({order.id})"
    values = {"state": "code", "code": f"{orders}.write({{'state': {state!r}}})"}
    case.action(order, user=case.env.ref("base.user_root"), **values)


# === BELOW IT === #


@both
def write_below_the_front_door(case, order, state):
    order.sudo()._write({"state": state})


@both
def write_a_field_alone(case, order, state):
    order._fields["state"].write(order.sudo(), state)


@both
def sql(case, order, state):
    case.env.cr.execute("UPDATE sale_order SET state = %s WHERE id = %s", (state, order.id))


@both
def sql_insert(case, order, state):
    case.env.flush_all()
    case.env.cr.execute(
        "INSERT INTO sale_order (name, state, partner_id, partner_invoice_id, partner_shipping_id,"
        " company_id, date_order) SELECT 'SQL', %s, partner_id, partner_invoice_id,"
        " partner_shipping_id, company_id, date_order FROM sale_order WHERE id = %s",
        (state, order.id),
    )


# === ODOO'S BUTTONS === #


@road(CONFIRMED)
def button(case, order, state):
    order.action_confirm()


@road(CONFIRMED)
def button_with_mail(case, order, state):
    order.with_context(send_email=True).action_confirm()


@road(CONFIRMED)
def button_on_a_list(case, order, state):
    free = case.quote(partner_id=order.partner_id.id)
    (order | free).action_confirm()
    free.state = "cancel"


@road(CONFIRMED)
def the_portals_own_door(case, order, state):
    order.with_user(case.env.ref("base.public_user")).sudo()._validate_order()


@road(SENT)
def mark_as_sent(case, order, state):
    order.action_quotation_sent()


@road(SENT)
def mark_as_sent_by_the_system(case, order, state):
    order.sudo().action_quotation_sent()


@road(SENT)
def write_to_the_customer(case, order, state):
    order.with_context(mark_so_as_sent=True).message_post(body="Here it is")
