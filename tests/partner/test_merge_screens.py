"""Merging and handing over as people do it: journeys.md 3.3 row 4 and 3.1 row 12."""

from odoo.tests import new_test_user
from tests.common import BpmHttpCase


class TestMergeScreens(BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sales = "base.group_user,sales_team.group_sale_salesman"
        cls.leaver = new_test_user(cls.env, "tour_leaver", sales, name="Tour Leaver")
        cls.heir = new_test_user(cls.env, "tour_heir", sales, name="Tour Heir")
        cls.one, cls.two = cls.env["res.partner"].create(
            [
                {"name": "Twin One", "is_company": True, "user_id": cls.leaver.id},
                {"name": "Twin Two", "is_company": True, "phone": "+380 44 555 1"},
            ]
        )
        cls.env["bpm.approval.route"].search([("state", "!=", "retired")]).action_retire()
        cls.orders = cls.env["sale.order"].create(
            [{"partner_id": one.id, "user_id": cls.leaver.id} for one in (cls.two, cls.one)]
        )

    def test_a_steward_merges_and_undoes(self):
        new_test_user(
            self.env,
            "tour_merger",
            "base.group_user,base.group_partner_manager,bpm_crm_addon.group_bpm_steward,"
            "sales_team.group_sale_salesman_all_leads",
        )
        self.start_tour("/odoo/bpm-counterparties", "bpm_steward_merges", login="tour_merger")
        self.env.invalidate_all()
        self.assertEqual(self.one.name, "Twin One")
        self.assertTrue(self.two.active)
        self.assertEqual(self.orders[0].partner_id, self.two)

    def test_a_leader_hands_over(self):
        new_test_user(
            self.env, "tour_leader", "base.group_user,sales_team.group_sale_salesman_all_leads"
        )
        self.start_tour("/odoo/bpm-hand-over", "bpm_leader_hands_over", login="tour_leader")
        self.env.invalidate_all()
        self.assertEqual(self.one.user_id, self.heir)
        self.assertEqual(self.orders[1].user_id, self.heir)
