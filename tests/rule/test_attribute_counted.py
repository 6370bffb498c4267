"""Figures a company defines itself, counted from documents (S3-07, S3-08, S3-11)."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user
from tests.partner.catalogue import CatalogueCase


class TestCountedAttribute(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward.group_ids += cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.contact = cls.env["res.partner"].create({"name": "Ann", "parent_id": cls.firm.id})
        cls.product = cls.env["product.product"].create({"name": "Desk", "list_price": 100})
        cls.today = fields.Datetime.now()

    def order(self, partner, price, days=0, state="sale", **values):
        line = {"product_id": self.product.id, "price_unit": price, "tax_ids": []}
        order = self.env["sale.order"].create(
            {"partner_id": partner.id, "order_line": [Command.create(line)], **values}
        )
        order.write({"state": state, "date_order": self.today - timedelta(days=days)})
        return order

    def counted(self, name, type_, way="count", path=False, **values):
        values = {
            "counted_from": "sale.order",
            "counted_domain": "[('state', '=', 'sale')]",
        } | values
        return self.add(name, type_, counted_way=way, counted_path=path, **values)

    def of(self, attribute, *partners):
        """What the scheduled action finds."""
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kw: 100):
            self.env["bpm.partner.attribute"]._cron_count()
        return [partner[attribute.field_name] for partner in partners]

    def test_how_many_orders_of_a_firm_and_its_contacts(self):
        """S3-07: a metric of one's own; quotations do not count, contacts count for the firm."""
        orders = self.counted("Orders", "integer")
        self.order(self.firm, 100)
        self.order(self.contact, 50)
        self.order(self.person, 10, state="draft")
        self.assertEqual(self.of(orders, self.firm, self.contact, self.person), [2, 0, 0])
        self.env["sale.order"].search([("partner_id", "=", self.firm.id)]).write(
            {"state": "cancel"}
        )
        self.assertEqual(self.of(orders, self.firm), [1])
        self.env["sale.order"].search([("partner_id", "=", self.contact.id)]).write(
            {"state": "cancel"}
        )
        self.assertEqual(self.of(orders, self.firm), [0], "nothing is left of what was")

    def test_sums_averages_and_the_largest_in_one_currency(self):
        rate = {"name": "2020-01-01", "rate": 2.0}
        foreign = self.env["res.currency"].create(
            {"name": "ZZT", "symbol": "z", "rate_ids": [Command.create(rate)]}
        )
        prices = self.env["product.pricelist"].create({"name": "Z", "currency_id": foreign.id})
        usual = prices.copy({"currency_id": self.env.company.currency_id.id})
        self.order(self.firm, 100, pricelist_id=usual.id)
        self.order(self.contact, 300, pricelist_id=prices.id)
        figures = [
            self.counted(name, "monetary", way, "amount_total")
            for name, way in (("All", "sum"), ("Usual", "average"), ("Best", "most"))
        ]
        self.of(figures[0])
        found = [self.firm[one.field_name] for one in figures]
        self.assertEqual(found, [250.0, 125.0, 150.0])
        self.assertEqual(self.firm[figures[0].field_name], 250.0)

    def test_a_day_and_the_days_looked_back(self):
        first = self.counted("First order", "date", "least", "date_order")
        lately = self.counted("Orders of the month", "integer", counted_days=30)
        self.order(self.firm, 1, days=400)
        self.order(self.firm, 1, days=3)
        days = self.of(first, self.firm)
        self.assertEqual(days, [(self.today - timedelta(days=400)).date()])
        self.assertEqual(self.firm[lately.field_name], 1)

    def test_only_the_orders_of_one_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        both = self.counted("Orders", "integer")
        own = self.counted("Orders here", "integer", counted_company_id=self.env.company.id)
        self.order(self.firm, 1)
        self.env["sale.order"].create(
            {"partner_id": self.firm.id, "company_id": other.id, "state": "sale"}
        )
        self.assertEqual(self.of(both, self.firm), [2])
        self.assertEqual(self.firm[own.field_name], 1)

    def test_lists_routes_and_segments_use_it_like_any_attribute(self):
        """S3-08: discounts and rules are built on such figures."""
        orders = self.counted("Orders", "integer")
        self.order(self.firm, 100)
        self.of(orders)
        regular = [(orders.field_name, ">=", 1), ("id", "in", self.partners.ids)]
        self.assertEqual(self.env["res.partner"].search(regular), self.firm)
        route = self.env["bpm.approval.route"].create(
            {
                "name": "Newcomers",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "domain": f"[('partner_id.{orders.field_name}', '=', 0)]",
                "step_ids": [Command.create({"name": "Look", "user_ids": self.steward.ids})],
            }
        )
        route.action_activate()
        quotes = [self.order(one, 5, state="draft") for one in (self.firm, self.person)]
        self.assertEqual([one.bpm_approval_preview()["needed"] for one in quotes], [False, True])

    def meeting(self, partner, days, **values):
        start = self.today - timedelta(days=days)
        self.env["res.users.settings"]._find_or_create_for_user(self.steward)
        return self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": start,
                "stop": start + timedelta(hours=1),
                "partner_ids": [Command.set(partner.ids)],
                "user_id": self.steward.id,
                **values,
            }
        )

    def test_meetings_serve_processes_reports_summaries_and_queries(self):
        """S0-14: "interactions usable in other processes, reports, summaries, queries"."""
        meeting = {"counted_from": "calendar.event", "counted_domain": "[]"}
        visits = self.counted("Visits", "integer", **meeting)
        last = self.counted("Last visit", "date", "most", "start", **meeting)
        for days in (40, 10, -5):
            self.meeting(self.contact, days)
        self.of(visits)
        self.assertEqual(
            (self.firm[visits.field_name], self.firm[last.field_name]),
            (2, (self.today - timedelta(days=10)).date()),
            "held ones only, of the firm's contacts",
        )
        query = [(visits.field_name, ">", 0), ("id", "in", self.partners.ids)]
        self.assertEqual(self.env["res.partner"].search(query), self.firm)
        [(_kind, report)] = self.env["res.partner"]._read_group(
            [("id", "in", self.partners.ids)], ["type"], [f"{visits.field_name}:sum"]
        )
        self.assertEqual(report, 2)
        summary = self.env["bpm.segment"].create(
            {"name": "Visited", "action": "call", "domain": repr(query)}
        )
        self.assertEqual((summary.count, summary.sample_ids), (1, self.firm))
        route = self.env["bpm.approval.route"].create(
            {
                "name": "Never met",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "domain": f"[('partner_id.{visits.field_name}', '=', 0)]",
                "step_ids": [Command.create({"name": "Look", "user_ids": self.steward.ids})],
            }
        )
        route.action_activate()
        quotes = [self.order(one, 5, state="draft") for one in (self.firm, self.person)]
        self.assertEqual([one.bpm_approval_preview()["needed"] for one in quotes], [False, True])

    def test_a_private_meeting_is_told_by_no_figure(self):
        visits = self.counted(
            "Visits", "integer", counted_from="calendar.event",
            counted_domain="[('name', 'ilike', 'visit')]",
        )  # fmt: skip
        self.meeting(self.firm, 3, privacy="private")
        keeper = new_test_user(self.env, "counted_keeper", "base.group_user")
        keeper.with_user(keeper).calendar_default_privacy = "private"
        self.meeting(self.firm, 4, user_id=keeper.id)
        self.assertEqual(self.of(visits, self.firm), [0])
        self.meeting(self.firm, 5, user_id=keeper.id, privacy="public")
        self.assertEqual(self.of(visits, self.firm), [1])

    def test_nobody_types_a_figure_in(self):
        orders = self.counted("Orders", "integer")
        self.order(self.firm, 100)
        self.of(orders)
        for act in (
            lambda: self.firm.write({orders.field_name: 7}),
            lambda: self.firm.sudo().write({orders.field_name: 7}),
            lambda: self.env["res.partner"].create({"name": "New", orders.field_name: 7}),
        ):
            with self.assertRaisesRegex(UserError, "Orders is counted from documents each night"):
                act()
        self.assertEqual(self.firm.copy()[orders.field_name], 0)
        self.assertTrue(
            self.env["res.partner"].fields_get([orders.field_name])[orders.field_name]["readonly"]
        )
        self.assertNotIn(f"field:{orders.field_name}", self.env["bpm.partner.import"]._targets())

    def test_what_people_filled_in_is_not_overwritten(self):
        visits = self.add("Visits", "integer")
        self.firm[visits.field_name] = 3
        with self.assertRaisesRegex(UserError, "filled in 1 times"):
            visits.counted_from = "sale.order"
        self.firm[visits.field_name] = False
        visits.counted_from = "sale.order"
        with self.assertRaisesRegex(UserError, "cannot be filled in"):
            self.firm[visits.field_name] = 3
        visits.counted_from = False
        self.firm[visits.field_name] = 4
        self.assertEqual(self.firm[visits.field_name], 4)

    def test_only_who_may_read_the_documents_defines_a_figure(self):
        orders = self.counted("Orders", "integer")
        plain = new_test_user(self.env, "counted_plain", "bpm_crm_addon.group_bpm_steward")
        mine = orders.with_user(plain)
        for act in (lambda: mine.write({"counted_days": 5}), mine.action_count_now, mine.copy):
            with self.assertRaisesRegex(AccessError, "documents you may not read"):
                act()
        self.assertTrue(mine.counted_is_closed)
        mine.name = "Orders of theirs"

    def test_what_cannot_be_counted_is_said(self):
        for wrong, said in (
            ({"type_": "char"}, "Choose as its type: Whole number, Number"),
            ({"type_": "integer", "way": "sum"}, "Choose the number, amount or date"),
            ({"type_": "integer", "way": "sum", "path": "name"}, "Choose the number"),
            ({"type_": "integer", "way": "most", "path": "date_order"}, "its type: Date"),
            ({"type_": "date", "way": "most", "path": "amount_total"}, "Whole number, Number"),
            ({"type_": "integer", "counted_domain": "[('gone', '=', 1)]"}, "cannot be read"),
            ({"type_": "integer", "counted_domain": "__import__('os')"}, "cannot be read"),
            ({"type_": "integer", "history": True}, "keep no history"),
            ({"type_": "integer", "applies_to": "lead"}, "belong to counterparties"),
        ):
            with self.subTest(said=said), self.assertRaisesRegex(ValidationError, said):
                self.counted("Wrong", **wrong)

    def test_one_that_fails_is_a_problem_and_stops_no_other(self):
        broken = self.counted("Broken", "integer")
        orders = self.counted("Orders", "integer")
        self.order(self.firm, 100)
        self.env.cr.execute(
            "UPDATE bpm_partner_attribute SET counted_domain = %s WHERE id = %s",
            ("[('gone', '=', 1)]", broken.id),
        )
        broken.invalidate_recordset()
        self.assertEqual(self.of(orders, self.firm), [1])
        problem = self.env["bpm.incident"].search([("key", "=", f"counted-{broken.id}")])
        self.assertIn("Broken", problem.name)
        self.assertIn("gone", problem.reason)

    def test_the_button_counts_at_once_and_says_so(self):
        orders = self.counted("Orders", "integer")
        self.order(self.firm, 100)
        told = orders.action_count_now()["params"]["message"]
        self.assertIn("Orders: a figure at", told)
        self.assertTrue(orders.counted_on)
        self.assertEqual(self.firm[orders.field_name], 1)
        with self.assertRaises(AccessError):
            orders.with_user(self.clerk).action_count_now()

    def test_defining_one_has_it_counted_soon(self):
        cron = self.env.ref("bpm_crm_addon.ir_cron_partner_attribute_count")
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", cron.id)])
        orders = self.counted("Orders", "integer")
        orders.counted_days = 30
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), before + 2)

    def test_kept_beside_like_any_other(self):
        self.set = self.env["bpm.partner.attribute.set"].create(
            {"name": "Beside", "is_beside": True}
        )
        orders = self.counted("Orders", "integer", set_id=self.set.id)
        self.assertTrue(orders.place)
        self.order(self.firm, 100)
        self.assertEqual(self.of(orders, self.firm, self.person), [1, 0])
        self.order(self.firm, 100)
        self.assertEqual(self.of(orders, self.firm), [2])
        self.assertEqual(self.env["res.partner"].search([(orders.field_name, "=", 2)]), self.firm)

    def test_the_definition_travels_with_its_set(self):
        orders = self.counted("Orders", "integer", counted_days=30)
        mine = self.counted("Mine", "integer", counted_domain=f"[('user_id', '=', {self.env.uid})]")
        text = self.set._to_text()
        (orders | mine).unlink()
        sets = self.env["bpm.partner.attribute.set"].with_user(self.steward)
        sets._take_over(sets._plan(sets._read_file(text)))
        made = {one.code: one for one in self.set.attribute_ids}
        self.assertEqual(
            (made["orders"].counted_from, made["orders"].counted_days), ("sale.order", 30)
        )
        self.assertEqual(made["orders"].counted_domain, "[('state', '=', 'sale')]")
        self.assertFalse(made["mine"].counted_domain, "numbers of rows stay out")
        self.order(self.firm, 100)
        self.assertEqual(self.of(made["orders"], self.firm), [1])
        again = sets._plan(sets._read_file(text))
        made["mine"].sudo()._count()
        made["mine"].unlink()
        self.assertEqual({one.state for one in again}, {"same"})

    def test_queries_do_not_grow_with_the_firms(self):
        orders = self.counted("Orders", "integer")
        self.order(self.firm, 1)
        orders.sudo()._count()
        start = self.env.cr.sql_log_count
        orders.sudo()._count()
        few = self.env.cr.sql_log_count - start
        for number in range(10):
            self.order(self.env["res.partner"].create({"name": f"Firm {number}"}), 1)
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        orders.sudo()._count()
        self.assertLessEqual(self.env.cr.sql_log_count - start, few)
