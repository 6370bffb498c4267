"""Managers and limits of people."""

import math

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
