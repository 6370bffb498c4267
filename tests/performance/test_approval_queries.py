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

    def test_asking_does_not_grow_with_documents(self):
        """Speed to reach: submit many quotations with three steps in at most 40 queries."""
        people = [
            {"user_ids": [(6, 0, user.ids)]} for user in (self.leader, self.finance, self.lawyer)
        ]
        self.route(*people)
        self.quotes(1).action_bpm_request_approval()
        few, many = self.quotes(4), self.quotes(24)
        small = self.queries(few.action_bpm_request_approval)
        large = self.queries(many.action_bpm_request_approval)
        self.assertLessEqual(large, small + 2)
        self.assertLessEqual(large, 60)

    def test_approving_does_not_grow_with_documents(self):
        """Speed to reach: approve in bulk with a fixed number of queries."""
        self.route()
        few, many = self.quotes(4), self.quotes(24)
        (few | many).action_bpm_request_approval()
        few = few.bpm_approval_request_id.with_user(self.leader)
        many = many.bpm_approval_request_id.with_user(self.leader)
        small, large = self.queries(few.action_approve), self.queries(many.action_approve)
        self.assertLessEqual(large, small + 2)
        self.assertLessEqual(large, 40)

    def test_a_field_no_route_watches_costs_nothing(self):
        """Speed to reach: writing drafts that no route watches, at most 2 queries more."""
        orders = self.quotes(10)
        plain = self.queries(lambda: orders.write({"client_order_ref": "one"}))
        for number in range(20):
            self.route(name=f"Route {number}", domain="[('amount_total', '>', 1000000)]")
        orders.write({"client_order_ref": "two"})
        guarded = self.queries(lambda: orders.write({"client_order_ref": "three"}))
        self.assertLessEqual(guarded, plain + 2)
