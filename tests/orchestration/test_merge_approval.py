"""A merge leaves what was approved approved: design.md, invariants of approvals."""

from tests.partner.test_merge import MergeCase


class TestMergeApproval(MergeCase):
    def test_approved_and_passed_quotations_stay_so(self):
        """A merge changes the number of the customer's card, not what was approved."""
        approved, passed, free = (self.quote(partner_id=self.other.id) for _turn in range(3))
        self.route(domain=str([("id", "in", (approved | passed).ids)]))
        for quote in approved | passed:
            self.asked(quote).with_user(self.leader).action_approve()
        passed.action_confirm()
        free.action_confirm()
        merge = self.merged()
        self.assertEqual(approved.bpm_approval_state, "approved")
        self.assertEqual(self.violations(), [])
        approved.with_user(self.seller).action_confirm()
        self.assertEqual(approved.state, "sale")
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(approved.partner_id, self.other)
        self.assertEqual(self.violations(), [])

    def test_what_was_changed_is_not_approved_by_a_merge(self):
        quote = self.quote(partner_id=self.other.id)
        self.route()
        request = self.asked(quote)
        self.env.cr.execute(
            "UPDATE sale_order_line SET discount = 50 WHERE order_id = %s", [quote.id]
        )
        self.env.invalidate_all()
        digest = request.digest
        self.merged()
        self.assertEqual(request.digest, digest)

    def violations(self):
        return self.env["bpm.approval.request"].sudo()._bpm_check_invariants()
