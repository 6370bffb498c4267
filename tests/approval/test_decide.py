"""Deciding: sequence, quorum, veto, stand-ins, taking back; and who may not."""

from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase


class TestDecide(ApprovalCase):
    def test_steps_one_after_another(self):
        """Issue 2 §3: lower numbers decide earlier."""
        self.route({}, {"user_ids": [(6, 0, self.finance.ids)]})
        request = self.asked(self.quote())
        self.assertEqual(
            self.states(request), {(1, "leader"): "pending", (2, "finance"): "waiting"}
        )
        with self.assertRaisesRegex(UserError, "waits for Test leader"):
            request.with_user(self.finance).action_approve()
        request.with_user(self.leader).action_approve()
        self.assertEqual(
            self.states(request), {(1, "leader"): "approved", (2, "finance"): "pending"}
        )
        self.assertTrue(request.due)
        request.with_user(self.finance).action_approve_with_remarks("watch the credit limit")
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.slot_ids[1].comment, "watch the credit limit")

    def test_steps_side_by_side(self):
        """Issue 2 §3: equal numbers decide in parallel, and both are needed."""
        self.route({"sequence": 1}, {"sequence": 1, "user_ids": [(6, 0, self.finance.ids)]})
        request = self.asked(self.quote())
        request.with_user(self.finance).action_approve()
        self.assertEqual(request.state, "open")
        request.with_user(self.leader).action_approve()
        self.assertEqual(request.state, "approved")

    def test_step_is_skipped_by_its_condition(self):
        """Issue 2 §3: a step applies by its own condition."""
        self.route(
            {}, {"domain": "[('amount_total', '>', 1000)]", "user_ids": [(6, 0, self.finance.ids)]}
        )
        request = self.asked(self.quote())
        self.assertEqual(self.states(request), {(1, "leader"): "pending"})
        self.assertEqual([s["status"] for s in request.plan], ["asked", "not_needed"])

    def test_quorums(self):
        """Issue 2 §3: any, all, a number of them; what is not needed any more is said so."""
        people = [(6, 0, (self.leader | self.finance | self.lawyer).ids)]
        for quorum, number, needed in (("any", 2, 1), ("number", 2, 2), ("all", 2, 3)):
            with self.subTest(quorum):
                route = self.route({"user_ids": people, "quorum": quorum, "quorum_number": number})
                request = self.asked(self.quote())
                for count, user in enumerate((self.leader, self.finance, self.lawyer)[:needed], 1):
                    self.assertEqual(request.state, "open")
                    request.with_user(user).action_approve()
                    self.assertEqual(request.state, "approved" if count == needed else "open")
                self.assertEqual(
                    len(request.slot_ids.filtered(lambda s: s.state == "skipped")), 3 - needed
                )
                route.action_retire()

    def test_veto_ends_at_once(self):
        """Issue 2 §3: a veto user's rejection settles the step whatever the others may say."""
        people = [(6, 0, (self.leader | self.finance | self.lawyer).ids)]
        self.route(
            {"user_ids": people, "quorum": "number", "veto_user_ids": [(6, 0, self.lawyer.ids)]}
        )
        first, second = self.asked(self.quote()), self.asked(self.quote())
        first.with_user(self.finance).action_reject("too cheap")
        self.assertEqual(first.state, "open")
        second.with_user(self.lawyer).action_reject("not lawful")
        self.assertEqual(second.state, "rejected")

    def test_nobody_decides_on_their_own(self):
        """I2, case 10: requester, last editor, and anyone who stands in for them."""
        self.route({"user_ids": [(6, 0, (self.leader | self.seller).ids)]})
        request = self.asked(self.quote())
        self.assertEqual(self.states(request), {(1, "leader"): "pending"})
        edited = self.quote()
        edited.with_user(self.leader).order_line.write({"name": "edited by the leader"})
        self.assertEqual(self.states(self.asked(edited)), {(1, "director"): "pending"})

    def test_who_edited_before_the_first_route_is_the_last_editor_too(self):
        """I2: the change came before the route was switched on; the asking comes after it."""
        edited = self.quote()
        line = edited.order_line
        edited.with_user(self.leader).write({"order_line": [(1, line.id, {"name": "edited"})]})
        self.route()
        self.assertEqual(self.states(self.asked(edited)), {(1, "director"): "pending"})

    def test_own_quote_goes_to_the_next_above(self):
        """ux 6: the leader's own quote goes to the leader's manager."""
        self.route({"resolver": "team_leader", "user_ids": [(5,)]})
        quote = self.quote(by=self.leader)
        request = self.asked(quote)
        self.assertEqual(self.states(request), {(1, "director"): "pending"})
        self.assertEqual(request.slot_ids.fallback, "manager")

    def test_stand_in_who_asked_cannot_decide(self):
        """I2: not through a stand-in either; the next above is asked instead."""
        self.route()
        self.env["bpm.approval.substitution"].create(
            {
                "user_id": self.leader.id,
                "substitute_id": self.seller.id,
                "date_from": "2020-01-01",
                "date_to": "2099-12-31",
            }
        )
        request = self.asked(self.quote())
        self.assertEqual(self.states(request), {(1, "director"): "pending"})

    def test_stand_in_decides_and_both_names_stay(self):
        """Issue 2 §5: a simple stand-in with dates."""
        self.route()
        self.env["bpm.approval.substitution"].create(
            {
                "user_id": self.leader.id,
                "substitute_id": self.finance.id,
                "date_from": "2020-01-01",
                "date_to": "2099-12-31",
            }
        )
        request = self.asked(self.quote())
        slot = request.slot_ids
        self.assertEqual((slot.approver_id, slot.on_behalf_of_id), (self.finance, self.leader))
        request.with_user(self.finance).action_approve()
        entry = self.env["bpm.journal"].search([("event", "=", "approved")], limit=1)
        self.assertEqual((entry.user_id, entry.on_behalf_of_id), (self.finance.id, self.leader.id))

    def test_own_authority(self):
        """ux 6: settled without a decision up to the person's limit; journal says so."""
        self.route(requester_is_approver="own_authority")
        self.leader.bpm_approval_limit = 500.0
        quote = self.quote(by=self.leader)
        self.assertEqual(quote.bpm_approval_state, "none")
        quote.action_confirm()
        self.assertEqual(self.events(quote), ["own_authority"])
        big = self.quote(by=self.leader, quantity=6)
        with self.assertRaises(UserError):
            big.action_confirm()
        self.assertEqual(self.states(self.asked(big)), {(1, "director"): "pending"})

    def test_own_authority_holds_when_the_customer_signs(self):
        """ux 6: a customer who signs acts on what the author was entitled to offer."""
        self.route(requester_is_approver="own_authority")
        self.leader.bpm_approval_limit = 500.0
        public = self.env.ref("base.public_user")
        self.quote(by=self.leader).with_user(public).sudo().write({"state": "sale"})
        with self.assertRaises(UserError):
            self.quote(by=self.seller).with_user(public).sudo().write({"state": "sale"})

    def test_urgent_is_rationed(self):
        """ux 6: three urgent requests a week per person."""
        self.route()
        for _number in range(3):
            self.quote().action_bpm_request_approval(urgent=True)
        with self.assertRaisesRegex(UserError, "3 requests a week"):
            self.quote().action_bpm_request_approval(urgent=True)

    def test_refuse_self(self):
        """Issue 2 §3: a route may let nobody ask themselves."""
        self.route(requester_is_approver="refuse")
        with self.assertRaisesRegex(UserError, "Have a colleague ask"):
            self.asked(self.quote(by=self.leader))

    def test_refuse_self_only_where_nobody_else_decides(self):
        """The same: a colleague of the step who can decide is asked; where all must agree, or the
        colleague has left, it is refused."""
        both = [(6, 0, (self.leader | self.finance).ids)]
        route = self.route({"user_ids": both}, requester_is_approver="refuse")
        request = self.asked(self.quote(by=self.leader))
        self.assertEqual(self.states(request), {(1, "finance"): "pending"})
        route.step_ids.quorum = "all"
        with self.assertRaisesRegex(UserError, "Have a colleague ask"):
            self.asked(self.quote(by=self.leader))
        route.step_ids.quorum = "any"
        self.finance.active = False
        with self.assertRaisesRegex(UserError, "Have a colleague ask"):
            self.asked(self.quote(by=self.leader))

    def test_shut_out_approver_passes_up_or_to_administrators(self):
        """Issue 2 §3: archived goes to the manager, else to the administrators, never skipped."""
        self.route({"user_ids": [(6, 0, self.finance.ids)]})
        self.finance.bpm_manager_id = self.director
        self.finance.active = False
        self.assertEqual(self.states(self.asked(self.quote())), {(1, "director"): "pending"})
        self.finance.bpm_manager_id = False
        admins = {slot[1] for slot in self.states(self.asked(self.quote()))}
        self.assertIn("approvals", admins)

    def test_nobody_left_is_a_problem_not_a_pass(self):
        """I13: a step without anybody waits and is told to a person; it is never passed over."""
        self.route({"user_ids": [(6, 0, self.finance.ids)]}, {})
        self.finance.active = False
        nobody = self.env["res.users"]
        self.patch(self.registry["res.users"], "_bpm_admins", lambda users: nobody)
        request = self.asked(self.quote())
        self.assertEqual(request.plan[0]["status"], "stuck")
        self.assertEqual(self.states(request), {(2, "leader"): "waiting"})
        incident = self.env["bpm.incident"].search(
            [("res_model", "=", request._name), ("res_id", "=", request.id)]
        )
        self.assertEqual(len(incident), 1)
        self.finance.active = True
        request._retry_stuck()
        self.assertEqual(self.states(request)[1, "finance"], "pending")
        request.with_user(self.finance).action_approve()
        request.with_user(self.leader).action_approve()
        self.assertEqual(request.state, "approved")

    def test_double_click_and_loser(self):
        """Case 4 and 1: the same decision twice is one; another's late one gets a sentence."""
        self.route({"user_ids": [(6, 0, (self.leader | self.finance).ids)]})
        request = self.asked(self.quote())
        request.with_user(self.leader).action_approve()
        request.with_user(self.leader).action_approve()
        with self.assertRaisesRegex(UserError, "already approved by Test leader, "):
            request.with_user(self.finance).action_reject("no")
        decided = request.slot_ids.filtered("decided_at")
        self.assertEqual(len(decided), 1)

    def test_return_and_reject_need_words(self):
        """Issue 2 §5: reject (reason), return for changes."""
        self.route()
        request = self.asked(self.quote())
        with self.assertRaisesRegex(UserError, "Say why"):
            request.with_user(self.leader).action_reject("  ")
        request.with_user(self.leader).action_return("prepay 30 % first")
        self.assertEqual(request.state, "returned")

    def test_round_two_after_return(self):
        """Each submission is a new request; rounds count per document."""
        self.route({}, {"user_ids": [(6, 0, self.finance.ids)]}, on_change="undecided")
        quote = self.quote()
        first = self.asked(quote)
        first.with_user(self.leader).action_approve()
        first.with_user(self.finance).action_return("prepay")
        quote.order_line.name = "prepaid"
        self.assertEqual(quote.bpm_approval_state, "required")
        second = self.asked(quote)
        self.assertEqual((second.cycle, self.states(second)), (2, {(2, "finance"): "pending"}))

    def test_only_those_whose_reason_changed(self):
        """on_change = affected: the discount did not change, so its approver is not asked."""
        self.route(
            {"domain": "[('bpm_real_discount', '>', 10)]"},
            {"domain": "[('bpm_terms_differ', '=', True)]", "user_ids": [(6, 0, self.finance.ids)]},
            on_change="affected",
        )
        quote = self.quote(
            20.0, payment_term_id=self.env.ref("account.account_payment_term_45days").id
        )
        first = self.asked(quote)
        first.with_user(self.leader).action_approve()
        first.with_user(self.finance).action_return("shorter terms")
        quote.payment_term_id = self.env.ref("account.account_payment_term_30days")
        self.assertEqual(self.states(self.asked(quote)), {(2, "finance"): "pending"})

    def test_take_back(self):
        """ux 3.1: until the next step decides or the document passes its gate."""
        self.route({}, {"user_ids": [(6, 0, self.finance.ids)]})
        quote = self.quote()
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        request.with_user(self.leader).action_take_back()
        self.assertEqual(
            self.states(request), {(1, "leader"): "pending", (2, "finance"): "waiting"}
        )
        request.with_user(self.leader).action_approve()
        request.with_user(self.finance).action_approve()
        with self.assertRaisesRegex(UserError, "cannot be taken back"):
            request.with_user(self.leader).action_take_back()
        request.with_user(self.finance).action_take_back()
        self.assertEqual(quote.bpm_approval_state, "pending")
        request.with_user(self.finance).action_approve()
        quote.action_confirm()
        with self.assertRaisesRegex(UserError, "cannot be taken back"):
            request.with_user(self.finance).action_take_back()

    def test_forward_add_and_reassign(self):
        """Issue 2 §5: forward, add an approver, an administrator reassigns with a reason."""
        self.route()
        request = self.asked(self.quote())
        request.with_user(self.leader).action_forward(self.finance.id, "yours")
        self.assertEqual(
            self.states(request), {(1, "leader"): "cancelled", (1, "finance"): "pending"}
        )
        with self.assertRaisesRegex(UserError, "Choose somebody else"):
            request.with_user(self.finance).action_forward(self.seller)
        request.with_user(self.finance).action_add_approver(self.lawyer)
        request.with_user(self.finance).action_approve()
        self.assertEqual(request.state, "open")
        place = request.slot_ids.filtered(lambda s: s.state == "pending")
        with self.assertRaises(AccessError):
            request.with_user(self.seller).action_reassign(place, self.director, "ill")
        request.with_user(self.admin).action_reassign(place, self.director, "ill")
        request.with_user(self.director).action_approve()
        self.assertEqual(request.state, "approved")

    def test_correct_restarts_without_the_corrector(self):
        """Design, while pending: a correction with a reason restarts and costs one's own vote."""
        self.route()
        quote = self.quote(20.0)
        request = self.asked(quote)
        with self.assertRaises(UserError):
            request.with_user(self.finance).sudo(False).action_correct({"note": "x"}, "typo")
        request.with_user(self.leader).action_correct({"payment_term_id": False}, "typo in terms")
        new = quote.bpm_approval_request_id.sudo()
        self.assertEqual((request.state, new.state, new.cycle), ("void", "open", 2))
        self.assertEqual(new.requester_id, self.seller)
        self.assertEqual(self.states(new), {(1, "director"): "pending"})

    def test_withdraw_frees_the_content(self):
        """Design, while pending: withdraw first, then change."""
        self.route()
        quote = self.quote(20.0)
        request = self.asked(quote)
        with self.assertRaises(AccessError):
            request.with_user(self.leader).action_withdraw()
        request.with_user(self.seller).action_withdraw()
        quote.order_line.discount = 15.0
        self.assertEqual(request.state, "withdrawn")

    def test_bulk_is_all_or_nothing(self):
        """Decisions accept a recordset; one that cannot be decided refuses all, by name."""
        self.route()
        requests = self.asked(self.quote()) | self.asked(self.quote())
        other = self.asked(self.quote(by=self.leader))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            (requests | other).with_user(self.leader).sudo().action_approve()
        requests.with_user(self.leader).action_approve()
        self.assertEqual(set(requests.mapped("state")), {"approved"})

    def test_nobody_writes_requests_directly(self):
        """Design: nobody writes slots or requests, the administrator included."""
        self.route()
        request = self.asked(self.quote())
        for record in (request, request.slot_ids):
            for user in (self.leader, self.seller, self.admin, self.env.ref("base.user_admin")):
                with self.assertRaises(AccessError):
                    record.with_user(user).write({"state": "approved"})

    def test_lawyer_without_sales_rights_reads_the_request_only(self):
        """Issue 2 §5: reads the request, not the record, and nothing else."""
        self.route({"user_ids": [(6, 0, self.lawyer.ids)]})
        quote = self.quote()
        request = self.asked(quote).with_user(self.lawyer).sudo(False)
        self.assertIn(self.customer.name, str(request.read(["name", "facts", "reason"])))
        with self.assertRaises(AccessError):
            quote.with_user(self.lawyer).read(["name"])
        stranger = self.asked(self.quote(by=self.leader))
        mine = self.env["bpm.approval.request"].with_user(self.lawyer).search([])
        self.assertEqual(mine, request | stranger)
        with self.assertRaises(AccessError):
            request.with_user(self.finance).read(["name"])
