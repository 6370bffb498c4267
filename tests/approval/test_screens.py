"""The screens as people use them, in Chromium; every test looks at the database afterwards."""

from unittest.mock import patch

from odoo.exceptions import UserError
from tests.common import ApprovalCase, BpmHttpCase


class ScreenCase(ApprovalCase, BpmHttpCase):
    """People who can log in, and the rule “discount over 10 % → leader”."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_discount_per_so_line": True}).execute()
        for person in cls.seller | cls.leader | cls.lawyer | cls.finance:
            person.password = person.login
        cls.route(
            {
                "domain": "[('bpm_real_discount', '>', 10)]",
                "reason": "discount over 10 %",
                "ready_rule": "discount",
                "resolver": "team_leader",
            },
            gate="send",
        )

    def tour(self, name, person, document=None, url=None):
        if document:
            url = f"/odoo/sales/{document.id}"
        self.start_tour(url or "/odoo/bpm-waiting", name, login=person.login, timeout=120)
        self.env.invalidate_all()

    def of(self, name, discount=20.0):
        """A quotation for a customer of that name, for which the approval was asked."""
        customer = self.env["res.partner"].create({"name": name})
        quote = self.quote(discount, partner_id=customer.id)
        self.asked(quote)
        return quote


class TestQuote(ScreenCase):
    """Issue 2, point 4: one line under the header in all its states, one primary button."""

    def test_the_seller_gives_a_discount_sees_who_and_why_and_asks(self):
        """Done when: 20 % on a quotation, see who must approve and why, ask. The word of
        explanation typed in the line goes with the header's button."""
        quote = self.quote(0.0)
        self.tour("bpm_seller_gives_discount", self.seller, quote)
        self.assertEqual(quote.order_line.discount, 20)
        request = quote.bpm_approval_request_id
        self.assertEqual(request.state, "open")
        self.assertEqual(request.comment, "Competitor offers 18 %")
        self.assertEqual(request.requester_id, self.seller)

    def test_a_lower_price_is_a_discount(self):
        """ux.md 1: a rule on discounts is not walked around by typing a lower price."""
        quote = self.quote(0.0)
        self.tour("bpm_seller_lowers_price", self.seller, quote)
        self.assertEqual(quote.order_line.price_unit, 80)
        self.assertEqual(quote.bpm_approval_state, "pending")

    def test_one_click_brings_the_discount_below_the_limit(self):
        """ux.md 3.2: below which value nobody is asked, and one click sets it."""
        quote = self.quote(20.0)
        self.tour("bpm_seller_sets_limit", self.seller, quote)
        self.assertEqual(quote.order_line.discount, 10)
        self.assertEqual(quote.bpm_approval_state, "none")

    def test_the_seller_marks_a_request_urgent(self):
        """Issue 2, point 5, “an immediate mail only when urgent”; ux.md 6: three a week."""
        quote = self.quote(20.0)
        self.tour("bpm_seller_marks_urgent", self.seller, quote)
        self.assertTrue(quote.bpm_approval_request_id.urgent)

    def test_a_refused_urgent_request_keeps_what_was_typed(self):
        """ux.md 6: the budget is spent in another window meanwhile; one sentence, nothing lost."""
        quote = self.quote(20.0)
        spent = UserError("You may mark 3 requests a week as urgent, and 3 are spent.")
        request = self.env.registry["bpm.approval.request"]
        with patch.object(request, "_spend_urgency", side_effect=spent):
            self.tour("bpm_seller_has_no_urgent_left", self.seller, quote)
        self.assertFalse(quote.bpm_approval_request_id)

    def test_returned_mended_and_asked_again(self):
        """Issue 2, point 5: return for changes, with a reason the author reads on the quotation."""
        quote = self.quote(20.0)
        first = self.asked(quote)
        self.tour("bpm_leader_returns", self.leader, quote)
        self.assertEqual(first.state, "returned")
        self.assertEqual(first.slot_ids.comment, "Prepay 30 % first")
        self.tour("bpm_seller_asks_again", self.seller, quote)
        second = quote.bpm_approval_request_id
        self.assertNotEqual(second, first)
        self.assertEqual((second.state, second.cycle), ("open", 2))

    def test_approved_then_confirmed(self):
        """Done when: as the salesperson, confirm."""
        quote = self.quote(20.0)
        self.asked(quote).with_user(self.leader).action_approve()
        self.tour("bpm_seller_confirms", self.seller, quote)
        self.assertEqual(quote.state, "sale")

    def test_a_change_after_approval_is_shown_and_undone(self):
        """ux.md 3.2: old and new value after approval, and one click undoes the change."""
        quote = self.quote(20.0)
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        self.tour("bpm_seller_undoes_change", self.seller, quote)
        self.assertEqual(quote.order_line.discount, 20)
        self.assertEqual(request.state, "approved")


class TestInbox(ScreenCase):
    """Issue 2, point 5: decide in the list, in bulk, by keyboard; read without Sales rights."""

    def four(self):
        quotes = [self.of(name) for name in ("First", "Second", "Third", "Fourth")]
        return [quote.bpm_approval_request_id for quote in quotes]

    def test_by_keyboard(self):
        """ux.md 3.1: J K move, A approve, R return, X reject, Enter open."""
        first, second, third, fourth = self.four()
        self.tour("bpm_inbox_keyboard", self.leader)
        states = [request.state for request in (first, second, third, fourth)]
        self.assertEqual(states, ["approved", "returned", "rejected", "open"])
        self.assertEqual(second.slot_ids.comment, "Too cheap")

    def test_in_bulk(self):
        """ux.md 3.1: Approve selected (2); the others stay."""
        requests = self.four()
        self.tour("bpm_inbox_bulk", self.leader)
        self.assertEqual([r.state for r in requests], ["approved", "open", "approved", "open"])

    def test_keys_mean_what_is_ticked(self):
        """Issue 2, point 5, “by keyboard”: with rows ticked, a key never means another row. S, M
        and T: select, approve with remarks, take back."""
        first, second, third, fourth = self.four()
        self.tour("bpm_inbox_keys_mean_the_ticked", self.leader)
        states = [request.state for request in (first, second, third, fourth)]
        self.assertEqual(states, ["open", "approved", "open", "open"])
        for request in (first, third):
            events = self.events(self.env["sale.order"].browse(request.res_id))
            self.assertIn("taken_back", events)

    def test_returned_in_bulk_with_one_reason(self):
        """Issue 2, point 5, “in bulk”: all are ticked at once and returned; ux.md 3.1: folded rows
        say why."""
        requests = self.four()
        self.tour("bpm_inbox_returns_all", self.leader)
        self.assertEqual([r.state for r in requests], ["returned"] * 3 + ["open"])
        self.assertEqual({r.slot_ids.comment for r in requests[:3]}, {"Prepay first"})

    def test_an_administrator_hands_over_one_of_two_decisions(self):
        """Issue 2, point 5: reassigns with a reason; what two decide stays with two."""
        self.route(
            {"user_ids": [(6, 0, self.lawyer.ids)], "sequence": 1},
            {"user_ids": [(6, 0, self.finance.ids)], "sequence": 1},
            sequence=1,
        )
        request = self.asked(self.quote(20.0))
        self.assertEqual(request.bpm_waiting_for, "Test lawyer, Test finance")
        url = f"/odoo/action-bpm_crm_addon.action_bpm_approval_request_page/{request.id}"
        self.tour("bpm_admin_hands_one_over", self.admin, url=url)
        waiting = request.slot_ids.filtered(lambda place: place.state == "pending")
        self.assertEqual(waiting.approver_id, self.director | self.lawyer)

    def test_taking_back_from_the_notice(self):
        """ux.md 3.1: no question before, but Take Back afterwards; both are in the journal."""
        quote = self.of("Test customer B")
        self.tour("bpm_leader_takes_back", self.leader)
        self.assertEqual(quote.bpm_approval_state, "pending")
        events = self.events(quote)
        self.assertLess(events.index("approved"), events.index("taken_back"))

    def test_a_lawyer_without_sales_rights_reads_and_decides(self):
        """Issue 2, point 5: a lawyer sees what is being approved and nothing else."""
        self.route(
            {"user_ids": [(6, 0, self.lawyer.ids)]},
            sequence=1,
            domain="[('bpm_terms_differ', '=', True)]",
        )
        terms = self.env["account.payment.term"].create(
            {
                "name": "Test 90 days",
                "line_ids": [(0, 0, {"value": "percent", "value_amount": 100, "nb_days": 90})],
            }
        )
        quote = self.quote(0.0, payment_term_id=terms.id)
        request = self.asked(quote, "Please look at the terms")
        self.assertEqual(request.slot_ids.approver_id, self.lawyer)
        self.assertFalse(quote.with_user(self.lawyer).has_access("read"))
        self.tour("bpm_lawyer_reads_and_decides", self.lawyer)
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.slot_ids.state, "remarked")

    def test_the_paper_is_for_those_who_may_read_the_request(self):
        """The paper of an approval gives no right on anything, and strangers get none of it."""
        request = self.of("Reader").bpm_approval_request_id
        for person, status in ((self.leader, 200), (self.seller, 200), (self.lawyer, 404)):
            self.authenticate(person.login, person.login)
            answer = self.url_open(f"/bpm/approval/{request.id}/pdf")
            self.assertEqual(answer.status_code, status, person.login)

    def test_away_is_three_clicks_from_any_page(self):
        """ux.md 2.2: I'm away… in the user menu, for everybody."""
        self.tour("bpm_away_in_user_menu", self.lawyer)


class TestPhone(ScreenCase):
    """ux.md 3.1: on a phone an approval is two taps."""

    browser_size = "390x844"
    touch_enabled = True

    def test_two_taps(self):
        """Done when: log in as the manager on a phone-sized screen, approve."""
        quote = self.quote(20.0)
        request = self.asked(quote, "Competitor offers 18 %")
        self.tour("bpm_leader_approves_by_phone", self.leader, url="/odoo")
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.slot_ids.approver_id, self.leader)

    def test_two_of_three_at_once(self):
        """Issue 2, point 5, “in bulk … at 390 px”."""
        requests = [self.of(name).bpm_approval_request_id for name in ("First", "Second", "Third")]
        self.tour("bpm_phone_rejects_two", self.leader)
        self.assertEqual([r.state for r in requests], ["rejected", "open", "rejected"])
