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
        with self.assertRaisesRegex(UserError, "Say why"):
            card.bpm_hand_over(self.finance.id, " ")
        card.bpm_hand_over(self.finance.id, "She has time")
        [now] = self.board()
        self.assertEqual(now.approver_id, self.finance)
        self.assertIn("reassigned", self.events(self.quotation))
        self.quotation.bpm_approval_request_id.with_user(self.finance).action_approve()
        self.assertFalse(self.board())

    def test_it_is_for_administrators_of_approvals(self):
        card = self.board()
        for person in (self.lawyer, self.seller):
            with self.assertRaises(AccessError):
                card.with_user(person).bpm_hand_over(self.finance.id, "Not I")
            with self.assertRaises(AccessError):
                card.with_user(person).read(["title"])
        with self.assertRaisesRegex(UserError, "with a word why"):
            card.write({"approver_id": self.finance.id})

    def test_nobody_is_given_what_they_asked_for(self):
        with self.assertRaises(UserError):
            self.board().bpm_hand_over(self.seller.id, "She knows it")

    def test_who_has_nothing_to_do_has_a_column(self):
        self.route({"user_ids": [(6, 0, self.finance.ids)]}, domain="[('amount_total', '<', 0)]")
        people = self.board()._group_expand_people(self.lawyer, [])
        self.assertEqual(people & (self.lawyer | self.finance), self.lawyer | self.finance)

    def test_on_the_screen(self):
        """The card asks why; without an answer it stays where it lies."""
        self.route({"user_ids": [(6, 0, self.finance.ids)]}, domain="[('amount_total', '<', 0)]")
        for tour, person in (
            ("bpm_admin_thinks_better", self.lawyer),
            ("bpm_admin_moves_a_decision", self.finance),
        ):
            self.start_tour("/odoo/bpm-waited-for", tour, login=self.admin.login, timeout=180)
            self.env.invalidate_all()
            self.assertEqual(self.board().approver_id, person)
        comments = self.env["bpm.journal.comment"].search([], order="id desc", limit=1)
        self.assertEqual(comments.text, "She has time")
