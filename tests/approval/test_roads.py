"""Reliability case 6 and threat T4: no road leads to sent or confirmed without the approval of
exactly that content, and no context key opens one (facts F1, F2, F18).

Each road is tried on a quotation that needs an approval, with and without every context key that
ever switched such a thing off somewhere; then again without a route, to prove that it leads there.
"""

from contextlib import suppress

import psycopg2
from odoo import Command
from odoo.exceptions import UserError
from odoo.tools import mute_logger
from tests.common import ApprovalCase

KEYS = dict.fromkeys(
    "skip_validation_check skip_state_condition skip_check_state_condition install_mode import_file "
    "module no_guard no_check bypass force _force_unlink tracking_disable bpm_no_guard bpm_skip "
    "bpm_force bpm_uninstalling bpm_approved bpm_creating sale_write_from_compute send_email "
    "mail_notrack validate_analytic default_bpm_approval_state default_bpm_shown_outside".split(),
    True,
) | {"active_test": False, "default_website_id": 1, "default_bpm_editor": 1, "lang": "xx_XX", "uid": 1}

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
    order.write({"state": state, "order_line": [Command.update(order.order_line.id, {"discount": 21})]})


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
    case.action(order, state="object_write", update_path="state", value=state, selection_value=case.env[
        "ir.model.fields.selection"].search([("field_id.model", "=", "sale.order"),
        ("field_id.name", "=", "state"), ("value", "=", state)]).id)  # fmt: skip


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
        " company_id, date_order, warehouse_id, picking_policy)"
        .replace(", warehouse_id, picking_policy", "")
        + " SELECT 'SQL', %s, partner_id, partner_invoice_id, partner_shipping_id, company_id,"
        " date_order FROM sale_order WHERE id = %s",
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
    (order | case.quote(partner_id=order.partner_id.id)).action_confirm()
    order.partner_id.sale_order_ids.filtered(lambda one: one != order and not one.bpm_real_discount).state = "cancel"


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


class TestRoads(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.group_ids |= cls.env.ref("sales_team.group_sale_salesman_all_leads")

    def again(self, order, **values):
        """Create the same quotation anew, with the order's own user and context."""
        order.env["sale.order"].create({
            "partner_id": order.partner_id.id,
            "order_line": [Command.create({"product_id": self.product.id, "discount": 20})],
            **values,
        })

    def load(self, order, row):
        result = order.env["sale.order"].load(list(row), [[str(value) for value in row.values()]])
        if not result["ids"]:
            raise UserError(str(result["messages"]))

    def action(self, order, user=None, **values):
        action = self.env["ir.actions.server"].create({
            "name": "A road", "model_id": self.env["ir.model"]._get_id("sale.order"), **values,
        })
        action.with_user(user or order.env.user).sudo(user is None).with_context(
            active_model="sale.order", active_id=order.id, active_ids=order.ids
        ).run()

    def arrivals(self, function, gate, state, context):
        """Take one road; return how many quotations of the customer lie past the gate then.

        Everything the road did is rolled back, also when it got there.
        """
        past = ("sale",) if gate == "confirm" else ("sent", "sale")
        partner = self.customer.copy()
        order = self.quote(discount=20, partner_id=partner.id).with_context(**context)
        self.env.flush_all()
        arrived = 0
        savepoint = self.env.cr.savepoint()
        with suppress(UserError, psycopg2.errors.CheckViolation):
            function(self, order, state)
            self.env.flush_all()
            self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.env.cr.execute(
                "SELECT count(*) FROM sale_order WHERE partner_id = %s AND state IN %s",
                (partner.id, past),
            )
            arrived = self.env.cr.fetchone()[0]
        savepoint.close(rollback=True)
        if function is create_by_a_persons_default:
            self.env.registry.clear_cache()
        return arrived

    def take_all(self, table, gate, state):
        discount = {"domain": "[('bpm_real_discount', '>', 10)]"}
        route = self.route(discount, gate=gate)
        with mute_logger("odoo.sql_db", "odoo.models", "odoo.addons.base.models.ir_actions_server"):
            for name, function in table.items():
                for context in ({}, KEYS):
                    with self.subTest(road=name, to=state, keys=bool(context)):
                        self.assertEqual(self.arrivals(function, gate, state, context), 0)
            route.action_retire()
            for name, function in table.items():
                with self.subTest(road=name, to=state, route="none"):
                    self.assertGreater(self.arrivals(function, gate, state, {}), 0, "leads nowhere")

    def test_no_road_to_confirmed(self):
        """Gate confirm."""
        self.take_all(CONFIRMED, "confirm", "sale")

    def test_no_road_to_sent(self):
        """Gate send."""
        self.take_all(SENT, "send", "sent")

    def test_no_road_to_confirmed_past_sending(self):
        """Gate send includes confirming."""
        doors = (write, create, write_below_the_front_door, sql, button, the_portals_own_door)
        self.take_all({door.__name__: door for door in doors}, "send", "sale")
