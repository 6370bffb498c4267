"""Query counts of the hot paths: bounded, and the same for one document or for many."""

from tests.common import ApprovalCase


class TestApprovalQueries(ApprovalCase):
    def queries(self, work):
        """Queries of ``work`` from a cold cache, flush and precommit hooks included."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        self.env.cr.precommit.run()
        return self.env.cr.sql_log_count - before

    def quotes(self, count):
        orders = self.env["sale.order"]
        for _number in range(count):
            orders |= self.quote(20.0)
        return orders

    def three_steps(self):
        people = (self.leader, self.finance, self.lawyer)
        self.route(*({"user_ids": [(6, 0, user.ids)]} for user in people))
        return people

    def test_asking_does_not_grow_with_documents(self):
        """Speed to reach: submit many quotations with three steps in at most 40 queries."""
        self.three_steps()
        self.quotes(1).action_bpm_request_approval()
        few, many = self.quotes(4), self.quotes(24)
        small = self.queries(few.action_bpm_request_approval)
        large = self.queries(many.action_bpm_request_approval)
        self.assertLessEqual(large, small + 2)
        self.assertLessEqual(large, 40)

    def test_a_promise_costs_a_batch_next_to_nothing(self):
        """Design, expected_finish: counted once for the batch, also where there is history."""
        people = self.three_steps()
        past = self.quotes(6)
        past.action_bpm_request_approval()
        for person in people:
            past.bpm_approval_request_id.with_user(person).action_approve()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpm_approval_request SET submitted_at = settled_at - interval '7 days'"
            " WHERE id = ANY(%s)",
            [past.bpm_approval_request_id.ids],
        )
        self.quotes(1).action_bpm_request_approval()  # what is usual is remembered for the day
        many = self.quotes(24)
        self.assertLessEqual(self.queries(many.action_bpm_request_approval), 40)
        self.assertTrue(all(many.bpm_approval_request_id.sudo().mapped("expected_finish")))

    def test_approving_does_not_grow_with_documents(self):
        """Speed to reach: approve in bulk in at most 12 queries."""
        self.route()
        few, many = self.quotes(4), self.quotes(24)
        (few | many).action_bpm_request_approval()
        few = few.bpm_approval_request_id.with_user(self.leader)
        many = many.bpm_approval_request_id.with_user(self.leader)
        small, large = self.queries(few.action_approve), self.queries(many.action_approve)
        self.assertLessEqual(large, small + 2)
        self.assertLessEqual(large, 12)

    def test_a_chain_of_three(self):
        """Speed to reach: three approvers of one quotation, one after another, in at most 20."""
        people = self.three_steps()
        asked = []
        for quote in self.quotes(2):  # what is remembered comes with the first
            quote.action_bpm_request_approval()
            request = quote.bpm_approval_request_id
            votes = [request.with_user(person).action_approve for person in people]
            asked.append(sum(map(self.queries, votes)))
            self.assertEqual(request.state, "approved")
        self.assertLessEqual(asked[1], 20)

    def test_confirming_when_no_route_applies(self):
        """Speed to reach: twenty routes of which none applies cost at most 3 queries."""
        first, second, third, fourth = self.quotes(4)
        self.queries(first.action_confirm)
        plain = self.queries(second.action_confirm)
        for number in range(20):
            self.route(name=f"Route {number}", domain="[('amount_total', '>', 1000000)]")
        self.queries(third.action_confirm)
        self.assertLessEqual(self.queries(fourth.action_confirm), plain + 3)

    def test_a_field_no_route_watches_costs_nothing(self):
        """Speed to reach: writing drafts that no route watches, at most 2 queries more."""
        orders = self.quotes(10)
        plain = self.queries(lambda: orders.write({"client_order_ref": "one"}))
        for number in range(20):
            self.route(name=f"Route {number}", domain="[('amount_total', '>', 1000000)]")
        orders.write({"client_order_ref": "two"})
        guarded = self.queries(lambda: orders.write({"client_order_ref": "three"}))
        self.assertLessEqual(guarded, plain + 2)
