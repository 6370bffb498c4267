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
