"""Segments: issue 5, point 8 ("a sentence-like builder … live count … sample of ten; must name its
action. ABC and RFM ready")."""

import psycopg2
from lxml import etree

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger
from tests.desk.xray_world import days_ago
from tests.partner.catalogue import CatalogueCase
from tests.rule.metric_case import MetricCase


class TestSegment(MetricCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person(
            "outreach", "bpm_crm_addon.group_bpm_outreach_manager", "sales_team.group_sale_manager"
        )
        cls.away, cls.near, cls.never = (cls.client(name) for name in ("Away", "Near", "Never"))
        cls.bought(cls.away, days_ago(61))
        cls.bought(cls.near, days_ago(59))
        for firm in (cls.away, cls.near):
            cls.owed(firm, days_ago(20), 500.0, day=days_ago(61))
        cls.refresh()
        cls.metric._rank()

    def segment(self, *conditions, by=None, **values):
        made = self.env["bpm.segment"].create(
            {"name": "Test", "action": "call", "domain": repr(list(conditions)), **values}
        )
        return made.with_user(by or self.manager)

    def test_whoever_meets_the_condition_now_is_in_it(self):
        segment = self.segment(("bpm_recency", ">", 60))
        self.assertEqual((segment.count, segment.sample_ids.sudo()), (1, self.away))
        self.bought(self.away, days_ago(1))
        self.bought(self.never, days_ago(70))
        self.refresh()
        self.env.invalidate_all()
        self.assertEqual((segment.count, segment._partners().sudo()), (1, self.never))

    def test_roles_and_fields_count_as_well(self):
        role = self.env["bpm.partner.role"].search([("code", "=", "customer")])
        self.never.bpm_role_ids = role
        segment = self.segment(
            ("bpm_role_ids", "in", role.ids), ("bpm_purchases", "=", 0), ("name", "ilike", "nev")
        )
        self.assertEqual(segment._partners().sudo(), self.never)

    def test_a_sample_is_ten_and_the_count_is_all(self):
        for number in range(12):
            self.client(f"Sample {number}")
        segment = self.segment(("name", "=like", "Sample %"))
        self.assertEqual((segment.count, len(segment.sample_ids)), (12, 10))

    def test_it_must_name_what_is_done(self):
        with self.assertRaises(psycopg2.errors.NotNullViolation), mute_logger("odoo.sql_db"):
            self.segment(("name", "=", "x"), action=False)

    def test_everybody_is_no_segment(self):
        with self.assertRaisesRegex(ValidationError, "everybody"):
            self.segment()

    def test_a_condition_nobody_can_read_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "open('x')", "[('name', '=', __import__)]"):
            with self.assertRaisesRegex(ValidationError, "cannot be read"):
                self.env["bpm.segment"].create({"name": "T", "action": "call", "domain": domain})

    def test_who_may_not_see_sums_is_told_so(self):
        segment = self.segment(("bpm_overdue", ">", 100))
        self.assertEqual(segment.count, 0)
        self.assertIn("not shown to you", segment.problem)
        with self.assertRaises(AccessError):
            segment._partners()
        self.manager.group_ids |= self.env.ref("account.group_account_readonly")
        self.env.invalidate_all()
        self.assertEqual((segment.count, segment.problem), (2, False))

    def test_nobody_writes_a_condition_on_what_they_may_not_see(self):
        """Conditions are asked as the system when they run, and who is found is listed: by halving
        whoever wrote one would learn any sum."""
        segments = self.env["bpm.segment"].with_user(self.manager)
        sum_ = "[('bpm_overdue', '>', 250)]"
        for domain in (
            sum_,
            "[('child_ids.bpm_turnover_year', '>', 5)]",
            "[('bpm_purchase_ids.amount_year', '>', 5)]",
        ):
            with self.assertRaises(AccessError):
                segments.create({"name": "T", "action": "call", "domain": domain})
        own = segments.create({"name": "T", "action": "call", "domain": "[('name', '=', 'x')]"})
        with self.assertRaises(AccessError):
            own.domain = sum_
        theirs = self.segment(("bpm_overdue", ">", 100), ("name", "like", "a"))
        theirs.write({"name": "Another name", "user_id": self.manager.id})
        self.assertEqual(len(theirs.sudo()._partners()), 2, "what others wrote goes on")
        self.manager.group_ids |= self.env.ref("account.group_account_readonly")
        own.domain = sum_

    def test_a_new_segment_is_counted_before_it_is_saved(self):
        """Point 8: "live count", while the condition is written."""
        arch = etree.fromstring(self.env["bpm.segment"].get_view(view_type="form")["arch"])
        [button] = arch.xpath("//button[@name='action_open_members']")
        self.assertEqual(button.get("invisible"), "problem", "the number stands in this button")
        with Form(self.env["bpm.segment"].with_user(self.manager)) as form:
            form.name, form.action = "Away", "call"
            form.domain = "[('bpm_recency', '>', 60)]"
            self.assertEqual((form.count, form.problem), (1, False))
            self.assertEqual(form.sample_ids.ids, self.away.ids)
            form.domain = "[('bpm_overdue', '>', 60)]"
            self.assertIn("not shown to you", form.problem)
            form.domain = "[('bpm_recency', '>', 50)]"
            self.assertEqual(form.count, 2)

    def test_the_list_behind_it(self):
        action = self.segment(("bpm_last_purchase", "<", "today -60d")).action_open_members()
        found = self.env["res.partner"].with_user(self.manager).search(action["domain"])
        self.assertEqual(found.sudo(), self.away)

    def test_salespeople_do_not_make_segments(self):
        with self.assertRaises(AccessError):
            self.env["bpm.segment"].with_user(self.seller).create(
                {"name": "T", "action": "call", "domain": "[('name', '=', 'x')]"}
            )

    def test_ready_segments_can_be_counted(self):
        """Point 8: ABC and RFM ready."""
        ready = self.env["bpm.segment"].search([("starter", "!=", False)])
        self.assertGreaterEqual(
            set(ready.mapped("starter")), {"abc_a", "champions", "at_risk", "best_away"}
        )
        self.assertEqual(set(ready.with_user(self.manager).mapped("problem")), {False})
        best = ready.filtered(lambda one: one.starter == "abc_a").with_user(self.manager)
        self.assertEqual(best._partners().sudo(), self.away | self.near)
        away = ready.filtered(lambda one: one.starter == "best_away").with_user(self.manager)
        self.assertEqual(away._partners().sudo(), self.away)

    def test_ready_segments_are_made_once(self):
        before = self.env["bpm.segment"].search_count([])
        self.env["bpm.segment"]._make_first_starters()
        self.assertEqual(self.env["bpm.segment"].search_count([]), before)


class TestSegmentOfASet(CatalogueCase):
    def test_the_set_loyalty_brings_its_segment(self):
        """Point 8: "VIP with card who have not bought for 60 days"."""
        self.env["bpm.partner.attribute.set"]._switch_on_starters(["loyalty"])
        segment = self.env["bpm.segment"].search([("starter", "=", "card_away")])
        self.assertEqual((segment.action, segment.problem), ("call", False))
        self.assertIn("x_bpm_discount", segment.domain)
