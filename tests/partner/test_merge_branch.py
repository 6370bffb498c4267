"""A firm and its branch are linked instead of merged: journeys.md 3.3, row 5."""

from odoo import fields
from tests.partner.catalogue import CatalogueCase


class TestMergeOfAttributes(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward.group_ids += cls.env.ref("base.group_partner_manager")
        cls.add_all(
            {"name": "KPP", "code": "kpp"},
            {"name": "Degree", "code": "degree", "history": True},
            {"name": "Passport", "code": "passport", "sensitive": True},
        )
        cls.other = cls.env["res.partner"].create({"name": "Second firm", "is_company": True})

    def prepare(self):
        merges = self.env["bpm.partner.merge"].with_user(self.steward)
        merge = merges.browse(merges.action_open((self.firm | self.other).ids)["res_id"])
        merge.action_keep(self.firm.id)
        return merge

    def test_a_branch_is_linked_in_one_click(self):
        """Same tax number, other KPP: "branch of" is offered instead of merging."""
        self.other.vat = self.firm.vat = "7707083893"
        self.firm.x_bpm_kpp, self.other.x_bpm_kpp = "770743001", "770701001"
        merge = self.prepare()
        self.assertIn("Head office: Second firm", merge.bpm_page()["branch"])
        merge.action_branch()
        self.assertEqual(self.firm.bpm_relation_ids.other_id, self.other)
        self.assertEqual(merge.state, "branch")
        self.assertTrue(self.firm.active and self.other.active)

    def test_the_same_kpp_is_no_branch(self):
        self.other.vat = self.firm.vat = "7707083893"
        self.firm.x_bpm_kpp = self.other.x_bpm_kpp = "770701001"
        self.assertFalse(self.prepare().bpm_page()["branch"])

    def test_history_follows_and_the_more_recent_value_wins(self):
        """Part 6: verified > more recent source > filled > kept."""
        self.firm.with_context(bpm_effective_date="2020-01-01").x_bpm_degree = "old"
        self.other.with_context(bpm_effective_date=fields.Date.today()).x_bpm_degree = "new"
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2019-01-01' WHERE id = ANY(%s)",
            [(self.firm | self.other).ids],
        )
        self.env.invalidate_all()
        merge = self.prepare()
        line = merge.sudo().line_ids.filtered(lambda one: one.field_name == "x_bpm_degree")
        self.assertEqual((line.winner_id, line.rule), (self.other, "recent"))
        merge.action_merge()
        self.assertEqual(self.firm.x_bpm_degree, "new")
        history = self.env["bpm.partner.attribute.value"].search([("new", "=", "new")])
        self.assertEqual(history.partner_id, self.firm)
        merge.action_undo()
        self.assertEqual(self.firm.x_bpm_degree, "old")

    def test_protected_data_is_filled_in_and_never_shown(self):
        self.other.sudo().x_bpm_passport = "4510 123456"
        merge = self.prepare()
        self.assertNotIn("4510", str(merge.bpm_page()))
        merge.action_merge()
        self.assertEqual(self.firm.sudo().x_bpm_passport, "4510 123456")
