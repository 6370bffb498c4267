"""Roles: S0-13 "one party, several roles at once", S2-06 "common register of persons and firms"."""

from datetime import timedelta

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import mute_logger
from tests.common import ApprovalCase


class TestRole(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer, cls.vendor, cls.contractor = (
            cls.env.ref(f"bpm_crm_addon.role_{code}")
            for code in ("customer", "supplier", "contractor")
        )
        cls.today = cls.env.company._bpm_today()

    def assignments(self, partner):
        self.env.flush_all()
        given = self.env["bpm.partner.role.assignment"].search(
            [("partner_id", "=", partner.id)], order="id"
        )
        return [(one.role_id, one.source, bool(one.date_to)) for one in given]

    def roles(self, partner):
        """Roles as the next request finds them: facts give them when the row is written."""
        self.env.flush_all()
        partner.invalidate_recordset(["bpm_role_ids"])
        return partner.bpm_role_ids

    def test_a_role_begins_on_the_companys_day_whoever_gives_it(self):
        """One of the two is always on another day than the company; the night takes nothing."""
        for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
            self.seller.tz = zone
            partner = self.env["res.partner"].create({"name": zone})
            partner.with_user(self.seller).with_context(tz=zone).bpm_role_ids = self.contractor
            assignments = self.env["bpm.partner.role.assignment"]
            given = assignments.search([("partner_id", "=", partner.id)])
            self.assertEqual(given.date_from, self.today)
            assignments._refresh()
            self.assertEqual(self.roles(partner), self.contractor)

    def bill(self, partner, move_type="in_invoice"):
        return self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": partner.id,
                "invoice_date": self.today,
                "invoice_line_ids": [(0, 0, {"name": "Paper", "price_unit": 10.0, "tax_ids": []})],
            }
        )

    # === BY FACTS === #

    def test_who_orders_is_a_customer(self):
        quote = self.quote()
        self.assertFalse(self.roles(self.customer))
        quote.action_confirm()
        self.assertEqual(self.roles(self.customer), self.buyer)
        self.assertEqual(self.assignments(self.customer), [(self.buyer, "fact", False)])

    def test_a_second_order_changes_nothing(self):
        (self.quote() + self.quote()).action_confirm()
        self.quote().action_confirm()
        self.assertEqual(self.assignments(self.customer), [(self.buyer, "fact", False)])

    def test_the_role_is_that_of_the_firm(self):
        person = self.env["res.partner"].create({"name": "Clerk", "parent_id": self.customer.id})
        self.quote(partner_id=person.id).action_confirm()
        self.assertEqual((self.roles(self.customer), len(self.roles(person))), (self.buyer, 0))

    def test_whose_bill_is_posted_is_a_supplier_and_may_be_a_customer_too(self):
        self.quote().action_confirm()
        bill = self.bill(self.customer)
        bill.action_post()
        self.assertEqual(self.roles(self.customer), self.buyer + self.vendor)

    def test_an_invoice_to_a_customer_makes_no_supplier(self):
        self.bill(self.customer, "out_invoice").action_post()
        self.assertFalse(self.roles(self.customer))

    def test_an_order_that_arrives_confirmed_counts_too(self):
        self.quote(state="sale")
        self.assertEqual(self.roles(self.customer), self.buyer)

    def test_a_role_switched_off_is_given_to_nobody(self):
        self.buyer.active = False
        self.quote().action_confirm()
        self.assertFalse(self.roles(self.customer))

    def test_history_is_read_at_night_not_at_installation(self):
        self.quote().action_confirm()
        self.env.flush_all()
        self.env["bpm.partner.role.assignment"].search([]).unlink()
        self.assertFalse(self.roles(self.customer))
        self.env["bpm.partner.role.assignment"]._cron_roles()
        self.assertEqual(self.roles(self.customer), self.buyer)

    def test_what_was_taken_away_by_hand_comes_back_only_for_a_new_order(self):
        self.quote().action_confirm()
        self.env.flush_all()
        given = self.env["bpm.partner.role.assignment"].search(
            [("partner_id", "=", self.customer.id)]
        )
        given.date_from = self.today - timedelta(days=9)
        self.customer.bpm_role_ids = False
        self.env["bpm.partner.role.assignment"]._cron_roles()
        self.assertFalse(self.roles(self.customer))
        self.quote().action_confirm()
        self.assertEqual(self.roles(self.customer), self.buyer)

    # === BY HAND, AND DATES === #

    def test_roles_chosen_by_hand_are_dated(self):
        self.customer.bpm_role_ids = self.contractor
        self.assertEqual(self.assignments(self.customer), [(self.contractor, "hand", False)])
        new = self.env["res.partner"].create(
            {"name": "New", "bpm_role_ids": [(6, 0, (self.vendor + self.contractor).ids)]}
        )
        self.assertEqual(
            {role for role, _how, _over in self.assignments(new)}, {self.vendor, self.contractor}
        )

    def test_a_role_taken_away_ended_yesterday_and_the_past_stays(self):
        given = self.env["bpm.partner.role.assignment"].create(
            {
                "partner_id": self.customer.id,
                "role_id": self.contractor.id,
                "date_from": self.today - timedelta(days=30),
            }
        )
        self.assertEqual(self.customer.bpm_role_ids, self.contractor)
        self.customer.bpm_role_ids = False
        self.assertEqual(given.date_to, self.today - timedelta(days=1))

    def test_roles_begin_and_end_on_their_days(self):
        day = timedelta(days=1)
        self.env["bpm.partner.role.assignment"].create(
            [
                {"partner_id": self.customer.id, "role_id": role.id, **dates}
                for role, dates in (
                    (self.buyer, {"date_from": self.today + day}),
                    (self.vendor, {"date_from": self.today - 9 * day, "date_to": self.today - day}),
                    (self.contractor, {"date_from": self.today - 9 * day, "date_to": self.today}),
                )
            ]
        )
        self.assertEqual(self.customer.bpm_role_ids, self.contractor)

    @mute_logger("odoo.sql_db")
    def test_one_role_is_not_given_twice_at_once(self):
        values = {"partner_id": self.customer.id, "role_id": self.buyer.id}
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            self.env["bpm.partner.role.assignment"].create([values, values])

    def test_it_is_searched_and_grouped(self):
        self.customer.bpm_role_ids = self.buyer + self.contractor
        partners = self.env["res.partner"].with_user(self.seller)
        mine = [("id", "=", self.customer.id)]
        self.assertTrue(partners.search([*mine, ("bpm_role_ids.code", "=", "contractor")]))
        groups = partners._read_group(mine, ["bpm_role_ids"], ["__count"])
        self.assertEqual(dict(groups), {self.buyer: 1, self.contractor: 1})
        panel = partners.search_panel_select_multi_range(
            "bpm_role_ids", enable_counters=True, search_domain=mine, comodel_domain=[]
        )
        counts = {value["display_name"]: value["__count"] for value in panel["values"]}
        self.assertEqual(counts, {"Customer": 1, "Contractor": 1})

    def test_companies_add_roles_and_given_ones_are_not_deleted(self):
        agent = self.env["bpm.partner.role"].create({"name": "Агент"})
        self.assertEqual(agent.code, "agent")
        self.customer.bpm_role_ids = agent
        with self.assertRaisesRegex(UserError, "Archive"):
            agent.unlink()
