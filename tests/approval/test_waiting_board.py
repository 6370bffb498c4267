"""Whom everything is waiting for: journeys, approver 12 ("one board, reassign by drag")."""

from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase, BpmHttpCase


class TestWaitingBoard(BpmHttpCase, ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.approval.slot"].search([("state", "=", "pending")]).request_id._close(
            "void", "Test", "voided"
        )
        cls.route({"user_ids": [(6, 0, (cls.lawyer).ids)]})
        cls.quotation = cls.quote()
        cls.quotation.action_bpm_request_approval()

    def board(self, person=None):
        self.env.flush_all()
        board = self.env["bpm.approval.waiting"].with_user(person or self.admin)
        return board.search([("title", "=", self.quotation.name)])

    def test_moving_a_card_hands_the_decision_over(self):
        [card] = self.board()
        self.assertEqual(card.approver_id, self.lawyer)
        [told] = card.web_save({"approver_id": self.finance.id}, {"approver_id": {}})
        self.assertEqual(told["approver_id"]["id"], self.finance.id)
        [now] = self.board()
        self.assertEqual(now.approver_id, self.finance)
        self.assertIn("reassigned", self.events(self.quotation))
        self.quotation.bpm_approval_request_id.with_user(self.finance).action_approve()
        self.assertFalse(self.board())

    def test_it_is_for_administrators_of_approvals(self):
        card = self.board()
        for person in (self.lawyer, self.seller):
            with self.assertRaises(AccessError):
                card.with_user(person).write({"approver_id": self.finance.id})
            with self.assertRaises(AccessError):
                card.with_user(person).read(["title"])
        with self.assertRaises(UserError):
            card.write({"title": "Mine"})

    def test_nobody_is_given_what_they_asked_for(self):
        with self.assertRaises(UserError):
            self.board().write({"approver_id": self.seller.id})

    def test_who_has_nothing_to_do_has_a_column(self):
        self.route({"user_ids": [(6, 0, self.finance.ids)]}, domain="[('amount_total', '<', 0)]")
        people = self.board()._group_expand_people(self.lawyer, [])
        self.assertEqual(people & (self.lawyer | self.finance), self.lawyer | self.finance)

    def test_on_the_screen(self):
        self.route({"user_ids": [(6, 0, self.finance.ids)]}, domain="[('amount_total', '<', 0)]")
        self.start_tour(
            "/odoo/bpm-waited-for",
            "bpm_admin_moves_a_decision",
            login=self.admin.login,
            timeout=180,
        )
        self.env.invalidate_all()
        self.assertEqual(self.board().approver_id, self.finance)
