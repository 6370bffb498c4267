"""Merging counterparties and undoing it: issue 4, part 6; journeys.md 3.3, rows 4 and 5."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase


class MergeCase(ApprovalCase):
    """Two cards of one customer, `kept` and `other`, and a data `steward`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls.person(
            "steward_m", "base.group_user", "bpm_crm_addon.group_bpm_steward",
            "base.group_partner_manager",
        )  # fmt: skip
        make = cls.env["res.partner"].create
        cls.kept = make({"name": "OpenWood", "is_company": True, "city": "Kyiv"})
        cls.other = make(
            {
                "name": "Open Wood Ltd", "is_company": True, "vat": "US-77",
                "street": "Main 5", "city": "Lviv", "email": "w@open.invalid",
            }
        )  # fmt: skip

    def prepare(self, *partners, kept=None):
        partners = self.env["res.partner"].concat(*(partners or (self.kept, self.other)))
        merges = self.env["bpm.partner.merge"].with_user(self.steward)
        merge = merges.browse(merges.action_open(partners.ids)["res_id"])
        merge.action_keep((kept or self.kept).id)
        return merge

    def merged(self, **values):
        merge = self.prepare(**values)
        merge.action_merge()
        self.env.invalidate_all()
        return merge

    def line(self, merge, name):
        return merge.sudo().line_ids.filtered(lambda one: one.field_name == name)


class TestMerge(MergeCase):
    def test_only_a_data_steward_merges(self):
        """S2-25: the steward's work, also by a call from outside."""
        with self.assertRaises(AccessError):
            self.env["bpm.partner.merge"].with_user(self.leader).action_open(
                (self.kept | self.other).ids
            )

    def test_winners_are_chosen_by_rule_and_by_hand(self):
        """Part 6: field by field, by rule and by hand; an address is never mixed."""
        merge = self.prepare()
        self.assertEqual(self.line(merge, "email").rule, "filled")
        self.assertEqual(self.line(merge, "name").rule, "kept")
        self.assertEqual(self.line(merge, "address").winner_id, self.kept)
        merge.action_choose(self.line(merge, "name").id, self.other.id)
        merge.action_merge()
        self.assertEqual(self.kept.name, "Open Wood Ltd")
        self.assertEqual(self.kept.email, "w@open.invalid")
        self.assertEqual((self.kept.street, self.kept.city), (False, "Kyiv"))
        self.assertFalse(self.other.active)

    def test_everything_follows_and_goes_back(self):
        """S0-05: nothing is lost by a merge, and undoing moves back exactly what was moved."""
        order = self.quote(partner_id=self.other.id)
        contact = self.env["res.partner"].create({"name": "Ann", "parent_id": self.other.id})
        tag = self.env["res.partner.category"].create({"name": "Wood"})
        (self.kept | self.other).write({"category_id": [(4, tag.id)]})
        note = self.other.message_post(body="Called")
        merge = self.merged()
        self.assertEqual(order.partner_id, self.kept)
        self.assertEqual(order.order_line.order_partner_id, self.kept)
        self.assertEqual(contact.parent_id, self.kept)
        self.assertEqual(contact.commercial_partner_id, self.kept)
        self.assertEqual(note.res_id, self.kept.id)
        later = self.quote(partner_id=self.kept.id)
        merge.action_undo()
        self.env.invalidate_all()
        self.assertTrue(self.other.active)
        self.assertEqual(order.partner_id, self.other)
        self.assertEqual(contact.commercial_partner_id, self.other)
        self.assertEqual(note.res_id, self.other.id)
        self.assertEqual(later.partner_id, self.kept)
        self.assertEqual(self.other.category_id, tag)
        self.assertEqual(self.kept.category_id, tag)
        self.assertFalse(self.kept.email)

    def test_what_would_be_there_twice_is_set_aside_and_comes_back(self):
        """Part 6: followers, roles, relations with unique keys are merged and undone too."""
        role = self.env.ref("bpm_crm_addon.role_supplier")
        third = self.env["res.partner"].create({"name": "Holding", "is_company": True})
        branch = self.env.ref("bpm_crm_addon.relation_branch")
        relations = self.env["bpm.partner.relation"]
        for one in self.kept | self.other:
            one.bpm_role_ids = role
            self.customer.message_subscribe(one.ids)
            relations.create({"partner_id": one.id, "other_id": third.id, "type_id": branch.id})
        own = relations.create(
            {"partner_id": self.other.id, "other_id": self.kept.id, "type_id": branch.id}
        )
        early = fields.Date.subtract(fields.Date.today(), years=2)
        self.other.bpm_role_assignment_ids.date_from = early
        merge = self.merged()
        self.assertEqual(self.kept.bpm_role_assignment_ids.date_from, early)
        self.assertEqual(self.kept.bpm_role_ids, role)
        self.assertEqual(third.bpm_relation_ids.other_id, self.kept)
        self.assertFalse(own.exists())
        self.assertIn(self.kept, self.customer.message_partner_ids)
        self.assertNotIn(self.other, self.customer.message_partner_ids)
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(self.other.bpm_role_assignment_ids.date_from, early)
        self.assertEqual(self.kept.bpm_role_assignment_ids.date_from, self.env.company._bpm_today())
        self.assertEqual(third.bpm_relation_ids.other_id, self.kept | self.other)
        self.assertTrue(own.exists() and own.mirror_id)
        self.assertIn(self.other, self.customer.message_partner_ids)

    def test_a_value_changed_since_stays(self):
        """Undoing leaves what somebody wrote later."""
        merge = self.merged()
        self.kept.email = "new@open.invalid"
        merge.action_undo()
        self.assertEqual(self.kept.email, "new@open.invalid")
        self.assertEqual(merge.left_count, 1)
        self.assertEqual(self.other.email, "w@open.invalid")

    def test_posted_invoices_stay_consistent(self):
        """Odoo's rules: an invoice, its entries and its firm name one counterparty."""
        journal = self.env["account.journal"].search([("type", "=", "sale")], limit=1)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.other.id,
                "journal_id": journal.id,
                "invoice_line_ids": [(0, 0, {"name": "Desk", "price_unit": 10.0})],
            }
        )
        invoice.action_post()
        merge = self.merged()
        self.assertEqual(invoice.commercial_partner_id, self.kept)
        self.assertEqual(invoice.line_ids.partner_id, self.kept)
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(invoice.line_ids.partner_id, self.other)
        merge = self.prepare()
        self.env.cr.execute(
            "UPDATE account_move SET inalterable_hash = 'x' WHERE id = %s", [invoice.id]
        )
        with self.assertRaisesRegex(UserError, "sealed"):
            merge.action_merge()

    def test_who_can_log_in_stays(self):
        """Users, own companies, and two companies' cards are refused with a sentence."""
        user_card = self.seller.partner_id
        with self.assertRaisesRegex(UserError, "can log in"):
            self.prepare(self.kept, user_card).action_merge()
        with self.assertRaisesRegex(UserError, "each log in"):
            self.prepare(self.leader.partner_id, user_card, kept=user_card).action_merge()
        with self.assertRaisesRegex(UserError, "own companies"):
            self.prepare(self.kept, self.env.company.partner_id).action_merge()
        other_company = self.env["res.company"].create({"name": "Second"})
        self.steward.company_ids += other_company
        self.kept.company_id = self.env.company
        self.other.company_id = other_company
        merge = self.prepare_in(other_company)
        with self.assertRaisesRegex(UserError, "different companies"):
            merge.action_merge()

    def prepare_in(self, company):
        both = (self.env.company | company).ids
        merges = self.env["bpm.partner.merge"].with_user(self.steward)
        merges = merges.with_context(allowed_company_ids=both)
        return merges.browse(merges.action_open((self.kept | self.other).ids)["res_id"])

    def test_a_contact_is_not_merged_with_a_firm(self):
        contact = self.env["res.partner"].create({"name": "Ann", "parent_id": self.other.id})
        with self.assertRaisesRegex(UserError, "contact of one firm"):
            self.prepare(self.kept, contact).action_merge()
        with self.assertRaisesRegex(UserError, "stay two"):
            self.prepare(self.other, contact, kept=self.other).action_merge()

    def test_undo_ends_after_thirty_days(self):
        """Part 6: undo for 30 days."""
        merge = self.merged().sudo()
        merge.undo_until = fields.Datetime.now() - timedelta(minutes=1)
        self.env["bpm.partner.merge"]._cron_forget()
        self.assertFalse(merge.move_ids)
        with self.assertRaisesRegex(UserError, "no longer be undone"):
            merge.with_user(self.steward).action_undo()

    def test_a_merge_of_a_merge_is_undone_first(self):
        merge = self.merged()
        third = self.env["res.partner"].create({"name": "Open W", "is_company": True})
        second = self.merged_into(third)
        with self.assertRaisesRegex(UserError, "Undo that merge first"):
            merge.action_undo()
        second.action_undo()
        merge.action_undo()
        self.assertEqual(merge.state, "undone")

    def merged_into(self, partner):
        merge = self.prepare(self.kept, partner, kept=partner)
        merge.action_merge()
        return merge

    def test_both_are_in_the_audit_trail(self):
        merge = self.merged()
        merge.action_undo()
        for one in self.kept | self.other:
            self.assertEqual(self.events(one)[-2:], ["merged", "merge_undone"])

    def test_queries_do_not_grow_with_rows(self):
        """Statements per table, none per row."""
        self.quote(partner_id=self.other.id)
        few = self.queries_of(self.prepare()._merge)
        self.env["bpm.partner.merge"].sudo().search([], limit=1).action_undo()
        for _turn in range(10):
            self.quote(partner_id=self.other.id)
        self.assertLessEqual(self.queries_of(self.prepare()._merge), few + 5)

    def queries_of(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_odoos_own_merge_leads_here(self):
        """One door."""
        names = {
            action["id"]
            for action in self.env["ir.actions.actions"].get_bindings("res.partner")["action"]
        }
        self.assertNotIn(self.env.ref("base.action_partner_merge").id, names)
        self.assertIn(self.env.ref("bpm_crm_addon.action_bpm_partner_merge").id, names)
        wizard = (
            self.env["base.partner.merge.automatic.wizard"]
            .with_user(self.steward)
            .with_context(active_model="res.partner", active_ids=(self.kept | self.other).ids)
            .create({})
        )
        self.assertEqual(wizard.action_merge()["res_model"], "bpm.partner.merge")
