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
from tests.approval import roads
from tests.common import ApprovalCase

KEYS = {
    "skip_validation_check": True,
    "skip_state_condition": True,
    "skip_check_state_condition": True,
    "install_mode": True,
    "import_file": True,
    "module": "bpm_crm_addon",
    "no_guard": True,
    "no_check": True,
    "bypass": True,
    "force": True,
    "_force_unlink": True,
    "tracking_disable": True,
    "mail_notrack": True,
    "bpm_no_guard": True,
    "bpm_skip": True,
    "bpm_force": True,
    "bpm_guard": False,
    "bpm_uninstalling": True,
    "bpm_creating": True,
    "bpm_changing": True,
    "sale_write_from_compute": True,
    "send_email": True,
    "active_test": False,
    "uid": 1,
    "default_website_id": 1,
    "default_bpm_editor": 1,
    "default_bpm_approval_state": "approved",
    "default_bpm_shown_outside": True,
}


class TestRoads(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.group_ids |= cls.env.ref("sales_team.group_sale_salesman_all_leads")

    def again(self, order, **values):
        """Create the same quotation anew, with the order's own user and context."""
        order.env["sale.order"].create(
            {
                "partner_id": order.partner_id.id,
                "order_line": [Command.create({"product_id": self.product.id, "discount": 20})],
                **values,
            }
        )

    def load(self, order, row):
        result = order.env["sale.order"].load(list(row), [[str(value) for value in row.values()]])
        if not result["ids"]:
            raise UserError(str(result["messages"]))

    def action(self, order, user=None, **values):
        action = self.env["ir.actions.server"].create(
            {
                "name": "A road",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                **values,
            }
        )
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
        if function is roads.create_by_a_persons_default:
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
        self.take_all(roads.CONFIRMED, "confirm", "sale")

    def test_no_road_to_sent(self):
        """Gate send."""
        self.take_all(roads.SENT, "send", "sent")

    def test_no_road_to_confirmed_past_sending(self):
        """Gate send includes confirming."""
        doors = (
            roads.write,
            roads.create,
            roads.write_below_the_front_door,
            roads.sql,
            roads.button,
            roads.the_portals_own_door,
        )
        self.take_all({door.__name__: door for door in doors}, "send", "sale")
