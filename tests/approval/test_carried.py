"""Whose agreement of the last round still counts (on_change), and whose does not."""

from tests.common import ApprovalCase

BELOW = "[('order_line.discount', '<', 50)]"


class TestCarried(ApprovalCase):
    """Issue 2.3 and design, approval: on_change; no quote passes unless exactly that content
    was approved."""

    def named(self, *users):
        return [(6, 0, [user.id for user in users])]

    def test_a_changed_quote_is_asked_for_again(self):
        """An approved quotation whose discount grows is nobody's approved content any more."""
        for on_change in ("affected", "undecided"):
            with self.subTest(on_change):
                route = self.route(on_change=on_change)
                quote = self.quote()
                self.asked(quote).with_user(self.leader).action_approve()
                quote.order_line.discount = 90.0
                request = self.asked(quote)
                self.assertEqual(self.states(request), {(1, "leader"): "pending"})
                self.assertEqual(request.state, "open")
                self.assertNotIn("own_authority", self.events(quote))
                route.action_retire()

    def test_an_unconditional_step_is_about_everything(self):
        """Any change touches it, so its approver is asked again."""
        self.route(
            {},
            {"user_ids": self.named(self.finance)},
            {"user_ids": self.named(self.lawyer), "domain": "[('bpm_terms_differ', '=', False)]"},
            on_change="affected",
        )
        quote = self.quote()
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        request.with_user(self.finance).action_approve()
        request.with_user(self.lawyer).action_return("lower")
        quote.order_line.discount = 20.0
        self.assertEqual(
            self.states(self.asked(quote)),
            {(1, "leader"): "pending", (2, "finance"): "waiting", (3, "lawyer"): "waiting"},
        )

    def test_a_condition_on_lines_is_touched_by_their_change(self):
        self.route({"domain": BELOW}, {"user_ids": self.named(self.finance)}, on_change="affected")
        quote = self.quote(10.0)
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        request.with_user(self.finance).action_return("higher")
        quote.order_line.discount = 20.0
        self.assertEqual(self.states(self.asked(quote))[1, "leader"], "pending")

    def test_the_word_of_who_changed_it_is_not_carried(self):
        """Design, invariants: nobody decides on what they last edited. The leader agreed,
        finance returned it, the leader changes it: the old word does not cover that."""
        self.route({}, {"user_ids": self.named(self.finance)}, on_change="undecided")
        quote = self.quote()
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        request.with_user(self.finance).action_return("cheaper")
        quote.with_user(self.leader).order_line.discount = 90.0
        quote.with_user(self.leader).action_bpm_request_approval()
        again = quote.bpm_approval_request_id.sudo()
        self.assertEqual(
            self.states(again), {(1, "director"): "pending", (2, "finance"): "waiting"}
        )

    def test_nor_what_a_stand_in_said_for_them(self):
        self.route({}, {"user_ids": self.named(self.finance)}, on_change="undecided")
        self.env["bpm.approval.substitution"].create(
            {
                "user_id": self.leader.id,
                "substitute_id": self.lawyer.id,
                "date_from": "2020-01-01",
                "date_to": "2099-12-31",
            }
        )
        quote = self.quote()
        request = self.asked(quote)
        request.with_user(self.lawyer).action_approve()
        request.with_user(self.finance).action_return("cheaper")
        quote.with_user(self.leader).order_line.discount = 90.0
        self.assertEqual(self.states(self.asked(quote))[1, "director"], "pending")

    def test_old_agreement_alone_settles_nothing(self):
        """Finance returned it and is not needed any more: then who agreed is asked again."""
        self.route(
            {},
            {"user_ids": self.named(self.finance), "domain": BELOW},
            on_change="undecided",
        )
        quote = self.quote(10.0)
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        request.with_user(self.finance).action_return("higher")
        quote.order_line.discount = 60.0
        again = self.asked(quote)
        self.assertEqual((again.state, self.states(again)), ("open", {(1, "leader"): "pending"}))
