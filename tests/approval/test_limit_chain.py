"""The first manager whose limit is high enough, and whoever stands above."""

from odoo.exceptions import UserError
from tests.approval.test_enough_people import Several


class TestLimitChain(Several):
    """Issue 2.3: first person up the chain whose limit covers the amount; who is shut out goes to
    the manager. Seller, leader, director, finance: each reports to the next."""

    def setUp(self):
        super().setUp()
        self.director.bpm_manager_id = self.finance
        self.leader.bpm_approval_limit = 1000.0
        self.finance.bpm_approval_unlimited = True

    def chain(self, **values):
        return self.route({"resolver": "limit_chain", "user_ids": [(5,)]}, **values)

    def test_it_goes_on_past_who_left(self):
        """The director signs off nothing, so the chain ends with finance, not with her."""
        self.chain()
        self.leader.active = False
        request = self.asked(self.quote())
        self.assertEqual(self.states(request), {(1, "finance"): "pending"})

    def test_also_while_it_waits(self):
        self.chain()
        request = self.asked(self.quote())
        self.assertEqual(self.states(request), {(1, "leader"): "pending"})
        self.leader.active = False
        self.assertEqual(self.states(request), {(1, "finance"): "pending"})

    def test_nobody_with_a_lower_limit_is_asked_instead(self):
        self.chain()
        self.finance.bpm_approval_unlimited = False
        self.leader.active = False
        self.assertEqual(self.states(self.asked(self.quote())), {(1, "approvals"): "pending"})

    def test_own_authority_begins_with_who_asks(self):
        """ux 6: settled without a decision when the person's own limit covers it."""
        self.chain(requester_is_approver="own_authority")
        quote = self.quote(by=self.leader)
        quote.action_confirm()
        self.assertEqual(self.events(quote), ["own_authority"])
        with self.assertRaises(UserError):
            self.quote(by=self.leader, quantity=11).action_confirm()
        top = self.quote(by=self.leader, quantity=11)
        self.finance.group_ids |= self.env.ref("sales_team.group_sale_manager")
        top.with_user(self.finance).order_line.discount = 1.0
        top.with_user(self.finance).action_confirm()
        self.assertEqual(self.events(top), ["own_authority"])

    def test_without_own_authority_it_begins_above(self):
        self.chain()
        self.assertEqual(
            self.states(self.asked(self.quote(by=self.leader))), {(1, "finance"): "pending"}
        )
