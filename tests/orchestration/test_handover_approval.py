"""A hand-over through an approval: issue 4, part 7, "optionally through an approval"."""

from odoo.exceptions import UserError
from tests.partner.test_handover import HandoverCase


class TestHandoverApproval(HandoverCase):
    def guarded(self):
        """A hand-over that the director has to approve."""
        self.route(
            {"user_ids": [(6, 0, self.director.ids)]},
            model="bpm.partner.handover",
            gate="transition",
            to_domain="[('state', '=', 'done')]",
        )
        return self.handover()

    def test_a_route_can_ask_for_the_approval_of_a_hand_over(self):
        handover = self.guarded()
        self.assertTrue(handover.needs_approval)
        with self.assertRaises(UserError):
            handover.action_hand_over()
        self.assertEqual(self.firms.user_id, self.seller)
        handover.action_bpm_request_approval()
        request = handover.sudo().bpm_approval_request_id
        request.with_user(self.director).action_approve()
        self.env.invalidate_all()
        self.assertFalse(handover.needs_approval)
        handover.action_hand_over()
        self.assertEqual(self.firms.user_id, self.heir)

    def test_other_receivers_than_approved_are_refused(self):
        handover = self.guarded()
        handover.action_bpm_request_approval()
        request = handover.sudo().bpm_approval_request_id
        request.with_user(self.director).action_approve()
        handover.to_ids = self.second
        with self.assertRaises(UserError):
            handover.action_hand_over()
        self.assertEqual(self.firms.user_id, self.seller)
