"""What the screens are given: rows of the inbox, the counter, lists and the quotation's buttons."""

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import UserError
from tests.common import ApprovalCase

OVER_TEN = {
    "domain": "[('bpm_real_discount', '>', 10)]",
    "reason": "discount over 10 %",
    "ready_rule": "discount",
}


class TestInboxRows(ApprovalCase):
    """Issue 2, point 5: one call opens the inbox, one call per vote brings what comes next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route(OVER_TEN, gate="send")
        cls.places = cls.env["bpm.approval.slot"].with_user(cls.leader)

    def ask(self, name, discount=20.0, comment=None, **values):
        customer = self.env["res.partner"].create({"name": name})
        quote = self.quote(discount, partner_id=customer.id)
        quote.action_bpm_request_approval(comment, **values)
        return quote.bpm_approval_request_id.sudo()

    def names(self, **how):
        return [row["partner"] for row in self.places.bpm_inbox(**how)["rows"]]

    def test_a_row_says_everything_needed_to_decide(self):
        """ux.md 3.1: amount, client, why, the requester's words, facts, due."""
        self.ask("Gemini", comment="Volume 300 k")
        [row] = self.places.bpm_inbox()["rows"]
        self.assertEqual((row["partner"], row["amount"]), ("Gemini", 80.0))
        self.assertEqual((row["requester"], row["comment"]), ("Test seller", "Volume 300 k"))
        self.assertIn("10 %", row["reason"])
        self.assertTrue(row["due"])
        values = [value for _label, value in row["facts"]]
        self.assertTrue(any("20" in value for value in values), values)
        self.assertNotIn("Gemini", values, "what the row shows already is not repeated")

    def test_urgent_first_then_by_due_time(self):
        """ux.md 3.1: default order due ↑; what is marked urgent stands above."""
        late, soon = self.ask("Late"), self.ask("Soon")
        self.ask("Urgent", urgent=True)
        now = fields.Datetime.now()
        late.slot_ids.write({"due": now + timedelta(days=2)})
        soon.slot_ids.write({"due": now + timedelta(hours=1)})
        self.assertEqual(self.names(), ["Urgent", "Soon", "Late"])

    def test_search_and_scope_narrow_the_rows_but_not_the_total(self):
        self.ask("Gemini").slot_ids.write({"due": "2020-01-01 08:00:00"})
        self.ask("Ready Mat")
        self.assertEqual(self.names(search="gemi"), ["Gemini"])
        self.assertEqual(self.names(scope="overdue"), ["Gemini"])
        self.assertEqual(self.names(scope="substitute"), [])
        found = self.places.bpm_inbox(scope="overdue")
        self.assertEqual((found["total"], found["all"], found["overdue"]), (1, 2, 1))

    def test_nobody_counts_beyond_a_thousand_but_every_row_can_be_reached(self):
        """Speed to reach: of ten thousand that wait the page says that there are more."""
        for name in ("First", "Second", "Third"):
            self.ask(name)
        with patch("odoo.addons.bpm_crm_addon.models.approval.inbox.MANY", 1):
            found = self.places.bpm_inbox(shown=2)
            self.assertEqual((found["all"], self.places._told_count(found["all"])), (3, "1+"))
            self.assertEqual(self.places._count_waiting()[0], 2, "one more than is told")
            self.assertGreater(found["total"], 2, "there is a third to ask for")

    def test_what_one_decided_today_is_counted_by_ones_own_midnight(self):
        """ux.md 3.1: “Decided today: 7”."""
        self.ask("Today").with_user(self.leader).action_approve()
        self.assertEqual(self.places.bpm_inbox()["decided_today"], 1)
        self.env["bpm.approval.slot"].search([("approver_id", "=", self.leader.id)]).write(
            {"decided_at": fields.Datetime.now() - timedelta(days=2)}
        )
        self.assertEqual(self.places.bpm_inbox()["decided_today"], 0)

    def test_a_substitute_sees_for_whom_and_until_when(self):
        """ux.md 3.1: “for N. Koval (away to 28 Nov)”."""
        today = fields.Date.today()
        self.env["bpm.approval.substitution"].create({
            "user_id": self.leader.id, "substitute_id": self.director.id,
            "date_from": today - timedelta(days=1), "date_to": today + timedelta(days=7),
        })  # fmt: skip
        self.ask("Gemini")
        [row] = self.places.with_user(self.director).bpm_inbox(scope="substitute")["rows"]
        until = fields.Date.to_string(today + timedelta(days=7))
        self.assertEqual((row["absent"], row["absent_until"]), ("Test leader", until))

    def test_differences_since_the_persons_own_decision(self):
        """Issue 2, point 5: differences since their last decision; none for those who see it
        first."""
        request = self.ask("Gemini", 30.0)
        request.with_user(self.leader).action_return("Too much")
        quote = request._document_of().with_user(self.seller)
        quote.order_line.discount = 20
        quote.action_bpm_request_approval()
        [row] = self.places.bpm_inbox()["rows"]
        changed = {(change["old"], change["new"]) for change in row["differences"]}
        self.assertIn(("30", "20"), changed)
        second = quote.bpm_approval_request_id.sudo()
        self.assertEqual(second._differences_for(self.director), {})

    def test_a_vote_gives_back_the_inbox_as_it_is_then(self):
        first = self.ask("First").slot_ids.with_user(self.leader)
        self.ask("Second")
        answer = first.bpm_inbox_vote("approve")
        self.assertEqual([row["partner"] for row in answer["rows"]], ["Second"])
        self.assertEqual(answer["result"]["take_back"], first.request_id.ids)
        self.assertEqual(first.request_id.state, "approved")

    def test_the_empty_inbox_tells_the_last_decision(self):
        """ux.md 3.1: last decision and average time to answer instead of an empty page."""
        self.assertFalse(self.places.bpm_inbox()["last"])
        request = self.ask("Gemini")
        request.slot_ids.write({"since": fields.Datetime.now() - timedelta(minutes=90)})
        request.with_user(self.leader).action_approve()
        last = self.places.bpm_inbox()["last"]
        self.assertEqual(last["request_id"], request.id)
        self.assertAlmostEqual(last["minutes"], 90, delta=2)

    def test_looking_at_it_is_seen_by_who_asked(self):
        """ux.md 3.2: “seen by Anna 11:41”; only the row that is unfolded counts as seen."""
        first, second = self.ask("First"), self.ask("Second")
        self.places.bpm_inbox()
        self.env.invalidate_all()
        self.assertTrue(first.slot_ids.seen_at)
        self.assertFalse(second.slot_ids.seen_at)
        second.slot_ids.with_user(self.leader).bpm_seen()
        self.assertTrue(second.slot_ids.seen_at)
        other = self.ask("Third").slot_ids
        other.with_user(self.seller).bpm_seen()
        self.assertFalse(other.seen_at, "somebody else's look is not theirs")

    def test_thirty_rows_cost_as_many_queries_as_three(self):
        for number in range(3):
            self.ask(f"Customer {number}")
        few = self.queries_of_inbox()
        for number in range(27):
            self.ask(f"More {number}")
        self.assertLessEqual(self.queries_of_inbox(), few)

    def queries_of_inbox(self):
        self.places.bpm_inbox()  # the first look notes that it was seen
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.places.bpm_inbox()
        return self.env.cr.sql_log_count - before


class TestCounter(ApprovalCase):
    """ux.md 1: a number in the top bar only for people who are asked now and then; it travels
    with data each page fetches anyway."""

    def sent_to(self, person):
        store = Store()
        person.with_user(person)._init_messaging(store)
        return store.get_result()["Store"]["bpm_approval"]

    def test_travels_with_the_session_data(self):
        self.route(OVER_TEN)
        self.quote(20.0).action_bpm_request_approval()
        self.assertEqual(self.sent_to(self.leader), {"count": 1, "shown": True})
        self.assertEqual(self.sent_to(self.seller), {"count": 0, "shown": False})

    def test_stays_for_thirty_days_after_a_decision(self):
        self.route(OVER_TEN)
        request = self.asked(self.quote(20.0))
        request.with_user(self.leader).action_approve()
        self.assertEqual(self.sent_to(self.leader), {"count": 0, "shown": True})
        request.slot_ids.write({"decided_at": fields.Datetime.now() - timedelta(days=31)})
        self.assertEqual(self.sent_to(self.leader), {"count": 0, "shown": False})


class TestQuotationForm(ApprovalCase):
    """Issue 2, point 4, and ux.md 2.2: what must be done is the first button; no button that
    will refuse is shown."""

    def arch(self, view_type, view="sale.view_order_form"):
        view_id = self.env.ref(view).id
        got = self.env["sale.order"].with_user(self.seller).get_view(view_id, view_type)
        return etree.fromstring(got["arch"])

    def test_request_stands_before_send_and_the_line_directly_below(self):
        self.route(OVER_TEN)
        form = self.arch("form")
        names = [button.get("name") for button in form.xpath("//header/button")]
        self.assertLess(
            names.index("action_bpm_request_approval"), names.index("action_quotation_send")
        )
        below = form.xpath("//header/following-sibling::*[1]")[0]
        self.assertEqual((below.tag, below.get("name")), ("widget", "bpm_approval_line"))
        self.assertFalse(form.xpath("//page[contains(@name, 'bpm')]"), "no new tab")

    def test_each_gate_hides_what_it_blocks(self):
        route = self.route(OVER_TEN, gate="send")
        quote = self.quote(20.0)
        self.assertEqual(quote.bpm_approval_gate, "send")
        route.action_retire()
        self.route(OVER_TEN, gate="confirm")
        quote.invalidate_recordset()
        self.assertEqual((quote.bpm_approval_gate, quote.bpm_can_request), ("confirm", True))
        self.assertFalse(self.quote(5.0).bpm_approval_gate)

    def test_who_is_asked_and_who_asked_have_different_buttons(self):
        self.route(OVER_TEN)
        quote = self.quote(20.0)
        self.asked(quote)
        asked, asking = quote.with_user(self.leader), quote.with_user(self.seller)
        self.assertEqual((asked.bpm_my_turn, asked.bpm_can_withdraw), (True, False))
        self.assertEqual((asking.bpm_my_turn, asking.bpm_can_withdraw), (False, True))
        self.assertFalse(asking.bpm_can_request)
        asked.action_bpm_approve()
        self.assertEqual((quote.bpm_approval_badge, quote.bpm_approval_gate), ("approved", False))

    def test_the_approver_reads_who_asks_why_and_their_words(self):
        self.route(OVER_TEN)
        quote = self.quote(20.0)
        self.asked(quote, "Volume 300 k")
        line = quote.with_user(self.leader).bpm_approval_line()
        self.assertIn("Test seller asks for your approval", line["sentence"])
        self.assertEqual(line["comment"], "Volume 300 k")
        self.assertFalse(quote.with_user(self.seller).bpm_approval_line()["comment"])

    def test_one_way_of_telling_time(self):
        """As the reader's language tells time, in their zone: on the line and in refusals."""
        self.route({"user_ids": [(6, 0, (self.leader | self.finance).ids)]})
        for lang, told in (("en_US", "6:57.PM"), ("uk_UA", "18:57")):
            reading = {"lang": lang, "tz": "Europe/Kyiv"}
            with freeze_time("2026-11-27 16:57"):
                request = self.asked(self.quote())
                quote = self.env["sale.order"].browse(request.res_id).with_user(self.seller)
                line = quote.with_context(**reading).bpm_approval_line()
                self.assertRegex(line["sentence"], told)
                request.with_user(self.leader).action_approve()
            late = request.with_user(self.finance).with_context(**reading)
            with freeze_time("2026-11-28 08:00"), self.assertRaisesRegex(UserError, told):
                late.action_reject("no")

    def test_green_until_it_is_confirmed_while_it_is_what_was_approved(self):
        """ux.md 2.2: approved is shown on a draft and a sent quotation, gone after confirmation."""
        self.route(OVER_TEN, gate="send")
        quote = self.quote(20.0)
        self.asked(quote).with_user(self.leader).action_approve()
        kinds = [quote.bpm_approval_line()["kind"]]
        quote.action_quotation_sent()
        kinds.append(quote.bpm_approval_line()["kind"])
        quote.order_line.discount = 0  # needs nobody: accepted, but it is not what was approved
        kinds.append(quote.bpm_approval_line()["kind"])
        self.assertEqual(kinds, ["approved", "approved", "none"])
        other = self.quote(20.0)
        self.asked(other).with_user(self.leader).action_approve()
        other.action_confirm()
        self.assertEqual(other.bpm_approval_line()["kind"], "none")

    def test_the_count_is_of_steps_agreed(self):
        self.route(OVER_TEN, {"user_ids": [(6, 0, self.finance.ids)]})
        quote = self.quote(20.0)
        self.assertFalse(quote.bpm_approval_count_text)
        self.asked(quote).with_user(self.leader).action_approve()
        self.assertEqual(quote.bpm_approval_count_text, "1/2")
        self.assertEqual(quote.bpm_waiting_for, "Test finance")

    def test_watching_shows_a_badge_and_hides_nothing(self):
        self.route(OVER_TEN, activate=False).action_watch()
        quote = self.quote(20.0)
        self.assertEqual((quote.bpm_approval_badge, quote.bpm_approval_gate), ("watching", False))
        self.assertFalse(self.quote(5.0).bpm_approval_badge)

    def test_a_lowered_price_is_raised_to_the_limit(self):
        self.route(OVER_TEN)
        self.seller.group_ids += self.env.ref("sale.group_discount_per_so_line")
        quote = self.quote(0.0, price=70.0)
        quote.with_user(self.seller).action_bpm_use_threshold()
        self.assertEqual(quote.order_line.price_unit, 90)
        self.assertEqual(quote.bpm_approval_state, "none")

    def test_a_discount_on_the_whole_is_not_one_click(self):
        self.route(OVER_TEN)
        quote = self.quote(0.0)
        quote.order_line = [(0, 0, {"product_id": self.product.id, "price_unit": -30.0})]
        self.assertEqual(quote.bpm_approval_state, "required")
        self.assertNotIn("threshold_button", quote.bpm_approval_line())


class TestQuotationList(ApprovalCase):
    """ux.md 2.2: badge column, filters and group only while a route is about quotations."""

    def test_nothing_of_approvals_without_a_route(self):
        self.env["bpm.approval.route"].search([]).action_retire()
        for view_type, view in (
            ("list", "sale.view_quotation_tree"),
            ("kanban", "sale.view_sale_order_kanban"),
            ("search", "sale.sale_order_view_search_inherit_quotation"),
        ):
            self.assertFalse(self.nodes(view_type, view), view_type)
        self.route(OVER_TEN)
        self.assertIn("bpm_approval_state", self.nodes("list", "sale.view_quotation_tree"))
        self.assertIn("bpm_approval_state", self.nodes("kanban", "sale.view_sale_order_kanban"))

    def nodes(self, view_type, view):
        got = self.env["sale.order"].get_view(self.env.ref(view).id, view_type)
        arch = etree.fromstring(got["arch"])
        names = {node.get("name") for node in arch.xpath("//*[@name]")}
        return {name for name in names if name.startswith(("bpm_approval", "bpm_wait", "bpm_ret"))}

    def test_filters_and_group(self):
        self.route(OVER_TEN)
        old, returned, plain = self.quote(20.0), self.quote(30.0), self.quote(0.0)
        for quote in (old, returned):
            quote.action_bpm_request_approval()
        old.bpm_approval_request_id.sudo().submitted_at = fields.Datetime.now() - timedelta(days=2)
        returned.bpm_approval_request_id.with_user(self.leader).action_return("Too much")
        mine = [("id", "in", (old | returned | plain).ids)]
        orders = self.env["sale.order"].with_user(self.seller)
        found = {
            "waiting": orders.search([*mine, ("bpm_approval_state", "=", "pending")]),
            "long": orders.search([*mine, ("bpm_waiting_since", "<", "now -1d")]),
            "returned": orders.search([*mine, ("bpm_returned", "=", True)]),
            "by person": orders.search([*mine, ("bpm_waiting_for_id", "=", self.leader.id)]),
        }
        self.assertEqual(
            found, {"waiting": old, "long": old, "returned": returned, "by person": old}
        )
        self.assertEqual(orders.search([*mine, ("bpm_returned", "=", False)]), old | plain)
        groups = orders.formatted_read_group(mine, ["bpm_waiting_for_id"], ["__count"])
        counts = {
            group["bpm_waiting_for_id"] and group["bpm_waiting_for_id"][0]: group["__count"]
            for group in groups
        }
        self.assertEqual(counts, {self.leader.id: 1, False: 2})

    def test_many_at_once_and_one_sentence_about_the_rest(self):
        """Issue 2, point 4: from a list, what may be confirmed or submitted is, and one sentence
        lists the rest."""
        self.route(OVER_TEN)
        free, blocked = self.quote(0.0), self.quote(20.0)
        answer = (free | blocked).with_user(self.seller).action_bpm_confirm_ready()
        self.assertEqual((free.state, blocked.state), ("sale", "draft"))
        self.assertIn(blocked.name, answer["params"]["message"])
        (self.quote(0.0) | blocked).with_user(self.seller).action_bpm_request_approval()
        self.assertEqual(blocked.bpm_approval_state, "pending")

    def test_whom_eighty_quotations_wait_for_costs_one_query(self):
        """design.md, speed: list of 80 quotes with approval columns, +2 queries: one for the
        badge's requests, one for the people asked."""
        self.route(OVER_TEN)
        quotes = self.env["sale.order"].browse()
        for number in range(80):
            quotes |= self.quote(20.0 if number % 2 else 0.0)
        quotes.filtered(lambda quote: quote.order_line.discount).action_bpm_request_approval()
        without = self.queries(quotes, {"name": {}})
        self.assertEqual(self.queries(quotes, {"name": {}, "bpm_waiting_for": {}}), without + 1)

    def test_the_badge_of_orders_and_cancelled_quotations_measures_nothing(self):
        """design.md, speed: +2 queries; discounts are measured for what may still come to a gate,
        as the filter “Approval needed” does."""
        quotes = self.quote(20.0) | self.quote(20.0) | self.quote(20.0)
        quotes[:2].action_confirm()
        quotes[2].action_cancel()
        self.route(OVER_TEN)
        self.assertEqual(set(quotes.mapped("bpm_approval_state")), {"none"})
        without = self.queries(quotes, {"state": {}})
        shown = {"state": {}, "bpm_approval_state": {}}
        self.assertEqual(self.queries(quotes, shown), without + 1)

    def queries(self, quotes, specification):
        quotes = quotes.with_user(self.seller)
        quotes.web_read(specification)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        quotes.web_read(specification)
        return self.env.cr.sql_log_count - before

    def test_a_returned_line_says_what_to_fix_and_who_is_asked_again(self):
        """ux.md 3.2, returned: → Payment Terms [Fix and ask again – only Anna is asked]."""
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        terms = {"domain": "[('bpm_terms_differ', '=', True)]"}
        second = {**terms, "sequence": 2, "user_ids": [(6, 0, self.finance.ids)]}
        self.route(terms, second, on_change="undecided")
        days = self.env.ref("account.account_payment_term_30days")
        quote = self.quote(payment_term_id=days.id)
        quote.action_bpm_request_approval()
        request = quote.bpm_approval_request_id
        request.with_user(self.leader).action_approve()
        request.with_user(self.finance).action_return("prepay 30 % first")
        line = quote.bpm_approval_line()
        self.assertEqual(line["sentence"][-31:], "“prepay 30 % first” → Payment Terms"[-31:])
        self.assertEqual(line["detail"], ["Only asked again: Test finance"])
        self.assertEqual(line["buttons"][0]["label"], "Fix and Ask Again")
        quote.action_bpm_request_approval()
        self.assertEqual(quote.bpm_approval_request_id.sudo().slot_ids.approver_id, self.finance)


class TestRequestPage(ApprovalCase):
    """Issue 2, point 5: one door for every decision on a page that needs no Sales rights."""

    def test_forward_add_take_back_and_hand_over(self):
        self.route(OVER_TEN)
        request = self.asked(self.quote(20.0))
        seen = request.with_user(self.leader)
        self.assertTrue(seen.bpm_my_turn)
        seen.bpm_decide("forward", "You know them better", self.director.id)
        self.assertEqual(request.bpm_waiting_for, "Test director")
        request.with_user(self.admin).bpm_decide(
            "reassign", "On holiday", self.finance.id, request._pending().ids
        )
        self.assertEqual(request.bpm_waiting_for, "Test finance")
        finance = request.with_user(self.finance)
        answer = finance.bpm_decide("approve")
        self.assertEqual(answer["take_back"], request.ids)
        self.assertTrue(finance.bpm_can_take_back)
        finance.bpm_decide("take_back")
        self.assertEqual(request.state, "open")

    def test_one_decision_is_handed_over_at_a_time(self):
        """Issue 2, point 5, an administrator reassigns: two people side by side stay two."""
        both = {"sequence": 1, "quorum": "all"}
        self.route({**both, "user_ids": [(6, 0, (self.lawyer | self.finance).ids)]})
        request = self.asked(self.quote(20.0))
        seen = request.with_user(self.admin)
        choices = seen.with_context(bpm_verb="reassign").action_bpm_screen()["params"]["choices"]
        self.assertEqual([one["name"] for one in choices], ["Test lawyer", "Test finance"])
        places = [one["id"] for one in choices]
        for chosen in (places, []):
            with self.assertRaisesRegex(UserError, "Choose whose decision"):
                seen.bpm_decide("reassign", "On holiday", self.director.id, chosen)
        with self.assertRaisesRegex(UserError, "in the same step already"):
            seen.bpm_decide("reassign", "On holiday", self.finance.id, places[:1])
        with self.assertRaisesRegex(UserError, "in the same step already"):
            request.with_user(self.lawyer).action_forward(self.finance)
        seen.bpm_decide("reassign", "On holiday", self.director.id, places[:1])
        self.assertEqual(request._pending().approver_id, self.director | self.finance)

    def test_the_page_is_complete_for_a_lawyer(self):
        self.route({"user_ids": [(6, 0, self.lawyer.ids)]})
        request = self.asked(self.quote(20.0), "Please look").with_user(self.lawyer)
        page = request.bpm_page
        self.assertEqual((page["partner"], page["comment"]), ("Test customer", "Please look"))
        self.assertEqual([row["state"] for row in page["chain"]], ["pending"])
        self.assertTrue(page["facts"])
        self.assertFalse(request.bpm_can_open)
        request.bpm_page_seen()
        self.assertTrue(request.sudo().slot_ids.seen_at)
