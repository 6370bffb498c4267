"""Who may read the X-ray, and that it is only read.

Issue 3: "read-only"; ux.md 4.1: "nothing configured, nothing changed, nothing sent out".
"""

from inspect import isfunction
from unittest.mock import patch

import psycopg2

from odoo.addons.bpm_crm_addon.hooks import post_init_hook
from odoo.addons.bpm_crm_addon.models.desk.xray import CARDS
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger
from tests.common import BpmCase


class TestReading(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = new_test_user(
            cls.env, "xray_director", groups="base.group_user,bpm_crm_addon.group_bpm_director"
        )
        cls.admin = cls.env.ref("base.user_admin")
        cls.seller = new_test_user(
            cls.env, "xray_seller", groups="base.group_user,sales_team.group_sale_manager"
        )

    def seen_by(self, user):
        return self.env["bpm.xray"].with_user(user)

    def test_directors_and_administrators_read_all_cards_in_their_order(self):
        for user in (self.director, self.admin):
            cards = self.seen_by(user).xray_cards()
            self.assertEqual([card["name"] for card in cards], list(CARDS))
            self.assertTrue(all(card["title"] for card in cards))
            for name in CARDS:
                card = self.seen_by(user).xray_card(name)
                self.assertTrue(card["sentences"], name)

    def test_nobody_else_does(self):
        xray = self.seen_by(self.seller)
        for refused in (
            xray.xray_cards,
            lambda: xray.xray_card("leak"),
            lambda: xray.xray_open("leak", "exporters"),
        ):
            with self.assertRaisesRegex(AccessError, "Ask an administrator"):
                refused()

    def test_what_is_not_on_the_xray_is_refused_with_a_sentence(self):
        xray = self.seen_by(self.director)
        for call in (
            lambda: xray.xray_card("rows"),
            lambda: xray.xray_open("rows", "x"),
            *(lambda name=name: xray.xray_open(name, "nothing") for name in CARDS),
        ):
            with self.assertRaisesRegex(UserError, "Open the X-ray again"):
                call()

    def test_helpers_are_not_to_be_called_from_outside(self):
        """They ask for no right: whoever calls them has asked."""
        public = {
            name
            for model in type(self.env["bpm.xray"]).mro()
            if ".desk.xray" in model.__module__
            for name, value in vars(model).items()
            if not name.startswith("_") and isfunction(value)
        }
        self.assertEqual(public, {"xray_cards", "xray_card", "xray_open"})

    def test_nothing_is_written(self):
        """Everything is read and opened in a transaction that may only read."""
        self.env.flush_all()
        xray = self.seen_by(self.admin)
        with self.reading_only():
            for card in xray.xray_cards():
                found = xray.xray_card(card["name"])
                for sentence in found["sentences"]:
                    if sentence["open"]:
                        xray.xray_open(card["name"], sentence["open"])
                if found["button"]:
                    xray.xray_open(card["name"], found["button"]["key"])
            for helper in ("_sleeping", "_overdue", "_look_double", "_wrong_tax_numbers"):
                getattr(xray, helper)()

    def test_a_write_would_be_noticed(self):
        xray = self.seen_by(self.admin)
        model = type(self.env["bpm.xray"])

        def writes(records):
            records.env.user.sudo().signature = "x"
            records.env.flush_all()
            return {"sentences": []}

        with (
            patch.object(model, "_card_leak", writes),
            self.assertRaises(psycopg2.errors.ReadOnlySqlTransaction),
            mute_logger("odoo.sql_db"),
            self.reading_only(),
        ):
            xray.xray_card("leak")

    def test_the_browsers_calls_may_be_answered_by_a_copy_of_the_database(self):
        for name in ("xray_cards", "xray_card", "xray_open"):
            self.assertTrue(getattr(self.env["bpm.xray"], name)._readonly, name)

    def reading_only(self):
        """A part of the transaction in which PostgreSQL refuses every write."""

        class ReadingOnly:
            def __enter__(this):
                this.savepoint = self.env.cr.savepoint(flush=False)
                this.savepoint.__enter__()
                self.env.cr.execute("SET LOCAL transaction_read_only = on")

            def __exit__(this, *error):
                this.savepoint.rollback()
                this.savepoint.close(rollback=False)

        return ReadingOnly()

    def test_only_active_companies_are_read(self):
        """Who works for two companies sees those chosen at the top of the screen."""
        other = self.env["res.company"].create({"name": "Another"})
        self.director.company_ids |= other
        both = self.seen_by(self.director).with_context(
            allowed_company_ids=[self.director.company_id.id, other.id]
        )
        self.assertEqual(both._company_ids(), [self.director.company_id.id, other.id])
        one = both.with_context(allowed_company_ids=other.ids)
        self.assertEqual(one._company_ids(), other.ids)
        self.assertFalse(one.xray_card("discounts")["enough"])


class TestFirstLook(BpmCase):
    """Issue 3: "opens by itself after install in a database that has data of its own"."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.todo = cls.env.ref("bpm_crm_addon.todo_bpm_xray")
        cls.todo.state = "done"
        cls.env.cr.execute(
            """INSERT INTO ir_model_data (module, name, model, res_id, noupdate)
               SELECT 'base', 'xray_' || m.model || d.id, m.model, d.id, TRUE
                 FROM (SELECT 'sale.order' AS model, id FROM sale_order
                        UNION ALL SELECT 'account.move', id FROM account_move) d
                 JOIN ir_model m ON m.model = d.model
                WHERE NOT EXISTS (SELECT FROM ir_model_data x
                                   WHERE x.model = d.model AND x.res_id = d.id)"""
        )
        cls.partner = cls.env["res.partner"].create({"name": "Client"})

    def install(self):
        post_init_hook(self.env)
        return self.todo.state

    def test_demo_data_is_nothing_to_look_at(self):
        self.assertEqual(self.install(), "done")

    def test_a_quotation_of_ones_own_opens_the_xray_once(self):
        self.env["sale.order"].create({"partner_id": self.partner.id})
        self.assertEqual(self.install(), "open")
        action = self.env["ir.module.module"].next()
        self.assertEqual((action["type"], action["tag"]), ("ir.actions.client", "bpm_xray"))
        self.assertEqual(self.todo.state, "done")

    def test_a_posted_invoice_does_and_a_draft_does_not(self):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_line_ids": [(0, 0, {"name": "Glass", "price_unit": 10})],
            }
        )
        self.assertEqual(self.install(), "done")
        invoice.action_post()
        self.assertEqual(self.install(), "open")

    def test_documents_loaded_from_a_file_are_ones_own(self):
        """An import names what it loads, but no module stands behind that name."""
        order = self.env["sale.order"].create({"partner_id": self.partner.id})
        self.env["ir.model.data"].create(
            {"module": "__import__", "name": "o1", "model": "sale.order", "res_id": order.id}
        )
        self.assertEqual(self.install(), "open")

    def test_looking_is_fast_and_writes_no_document(self):
        """The look itself, the entry that opens the X-ray, two scheduled actions woken."""
        self.env["sale.order"].create({"partner_id": self.partner.id})
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.install()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 13)
