"""Any paper can be routed before it is signed (S3-16)."""

from odoo.exceptions import UserError
from tests.common import ApprovalCase


class TestDocumentApproval(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.group_ids += cls.env.ref("base.group_partner_manager")
        cls.route({"user_ids": [(6, 0, cls.leader.ids)]}, model="bpm.document", gate="sign")
        cls.paper = (
            cls.env["bpm.document"]
            .with_user(cls.seller)
            .create({"name": "Memo", "res_model": "res.partner", "res_id": cls.customer.id})
        )
        cls.add(b"first")

    @classmethod
    def add(cls, raw):
        cls.paper._bpm_add_version([{"name": "memo.txt", "raw": raw}])

    def test_not_approved_not_signed(self):
        """By the button and past it."""
        for road in (
            self.paper.action_sign,
            self.paper._bpm_freeze,
            lambda: self.paper.sudo().write({"state": "signed"}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                road()
        self.assertEqual((self.paper.state, self.paper.frozen), ("draft", False))

    def test_state_follows_the_request(self):
        request = self.asked(self.paper)
        self.assertEqual(self.paper.state, "approval")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.add(b"changed while somebody decides")
        request.with_user(self.leader).action_approve()
        self.assertEqual(self.paper.state, "approved")
        self.paper.action_sign()
        self.assertEqual(self.paper.state, "signed")

    def test_a_new_version_after_approval_asks_anew(self):
        self.asked(self.paper).with_user(self.leader).action_approve()
        self.add(b"second")
        self.assertEqual(self.paper.state, "draft")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.paper.action_sign()

    def test_papers_of_a_quotation_are_covered_by_its_own_approval(self):
        order = self.quote()
        paper = self.env["bpm.document"].create(
            {"name": "Offer", "res_model": "sale.order", "res_id": order.id}
        )
        paper._bpm_add_version([{"name": "offer.txt", "raw": b"offer"}])
        paper._bpm_freeze()
        self.assertEqual(paper.state, "signed")
