"""Managers and limits of people."""

import math

from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase


class TestPeople(ApprovalCase):
    def test_managers_of_many(self):
        """issue 2.3: manager of the requester, a field on the user where hr is not installed."""
        self.director.bpm_manager_id = self.director  # nobody reports to themselves
        people = self.seller | self.leader | self.director
        self.assertEqual(
            people._bpm_managers(),
            {
                self.seller.id: self.leader.id,
                self.leader.id: self.director.id,
                self.director.id: False,
            },
        )

    def test_no_limit_is_infinite(self):
        self.director.bpm_approval_unlimited = True
        self.leader.bpm_approval_limit = 500
        self.assertEqual(
            (self.director | self.leader)._bpm_approval_limits(),
            {
                self.director.id: math.inf,
                self.leader.id: 500.0,
            },
        )

    def test_where_a_chain_of_limits_ends(self):
        """issue 2.3: health knows a limit chain with a hole; circles of managers end too."""
        people = self.seller | self.leader
        self.leader.bpm_approval_limit = 500
        self.assertEqual(
            people._bpm_chain_holes(),
            {
                self.seller: (self.director, 500.0),
                self.leader: (self.director, 0.0),
            },
        )
        self.director.bpm_manager_id = self.seller
        self.assertEqual(people._bpm_chain_holes()[self.seller][1], 500.0)
        self.director.bpm_approval_unlimited = True
        self.assertEqual(people._bpm_chain_holes(), {})

    def test_the_documents_company_tells_the_manager(self):
        """issue 2.3, manager of the requester: the card of the document's company, whichever
        company the requester has chosen on the screen; of several cards the oldest."""
        own, other = self.env.company, self.env["res.company"].create({"name": "Other"})
        self.seller.company_ids |= other
        cards = [
            (self.seller.id, own.id, self.finance.id),
            (self.seller.id, other.id, self.lawyer.id),
        ]
        self.patch(self.registry["res.users"], "_bpm_employee_cards", lambda users: cards)
        self.assertEqual(self.seller._bpm_managers(other), {self.seller.id: self.lawyer.id})
        self.assertEqual(self.seller._bpm_managers(), {self.seller.id: self.finance.id})
        self.route({"resolver": "manager"})
        quote = self.quote(company_id=own.id)
        steered = quote.with_context(allowed_company_ids=[other.id, own.id])
        self.assertEqual(self.states(self.asked(steered)), {(1, "finance"): "pending"})
        elsewhere = self.quote(company_id=other.id)
        self.assertEqual(self.states(self.asked(elsewhere)), {(1, "lawyer"): "pending"})


class TestWhoSetsLimits(ApprovalCase):
    """ux 6: own authority is “only for persons listed by an approval admin”."""

    def test_rights_on_users_are_no_rights_on_limits(self):
        rights = ("user", "erp_manager", "partner_manager")
        keeper = self.person("keeper", *(f"base.group_{name}" for name in rights))
        users = self.env["res.users"].with_user(keeper)
        refusal = "set by approval administrators only"
        with self.assertRaisesRegex(AccessError, refusal):
            users.browse(keeper.id).bpm_approval_unlimited = True
        new = {"name": "New", "login": "test_new"}
        for vals in ({"bpm_approval_limit": 5.0}, {}):
            context = {} if vals else {"default_bpm_approval_unlimited": True}
            with self.subTest(vals), self.assertRaisesRegex(AccessError, refusal):
                users.with_context(**context).create({**new, **vals})
        made = users.with_context(no_reset_password=True).create({**new, "bpm_approval_limit": 0})
        made.write({"name": "Renamed", "bpm_approval_limit": 0.0, "bpm_approval_unlimited": False})
        self.leader.bpm_approval_limit = 500.0
        self.leader.with_user(keeper).write({"name": "Renamed", "bpm_approval_limit": 500.0})
        self.assertFalse(self.leader.with_user(keeper).copy().bpm_approval_limit)

    def test_approval_administrators_set_them_and_it_is_noted(self):
        self.leader.with_user(self.admin).bpm_approval_limit = 500.0
        people = self.env["bpm.approval.limit"].with_user(self.admin)
        row = people.search([("user_id", "=", self.leader.id)])
        self.assertEqual(row.bpm_approval_limit, 500.0)
        row.write({"bpm_approval_limit": 800.0, "bpm_approval_unlimited": True})
        self.assertEqual((self.leader.bpm_approval_limit, row.bpm_approval_limit), (800.0, 800.0))
        with self.assertRaises(AccessError):
            self.leader.with_user(self.admin).write({"bpm_approval_limit": 1.0, "name": "Boss"})
        with self.assertRaises(UserError):
            row.user_id = self.seller
        entries = self.env["bpm.journal"].search(
            [("res_model", "=", "res.users"), ("event", "=", "limit_set")], limit=3
        )
        noted = [(e.user_id, e.data["user_id"], e.data["old"], e.data["new"]) for e in entries[1:]]
        self.assertEqual(
            noted,
            [
                (self.admin.id, self.leader.id, 500.0, 800.0),
                (self.admin.id, self.leader.id, 0.0, 500.0),
            ],
        )
        self.assertEqual(entries[0].data["field"], "bpm_approval_unlimited")

    def test_the_list_is_for_approval_administrators_of_the_company(self):
        limits = self.env["bpm.approval.limit"]
        self.assertFalse(limits.with_user(self.director).has_access("read"))
        other = self.env["res.company"].create({"name": "Other company"})
        self.lawyer.write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        self.assertNotIn(self.lawyer, limits.with_user(self.admin).search([]).user_id)
