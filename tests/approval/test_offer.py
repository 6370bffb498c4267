"""Counter-offers: “Approve at 15 %” (ux.md 6), accepted in one click."""

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger
from tests.common import ApprovalCase

OVER_TEN = {
    "domain": "[('bpm_real_discount', '>', 10)]",
    "reason": "discount over 10 %",
    "ready_rule": "discount",
}


class OfferCase(ApprovalCase):
    def at(self, quote, discount):
        """Values that give every line of the quotation this discount."""
        return {"order_line": {line.id: {"discount": discount} for line in quote.order_line}}

    def offered(self, discount=15.0, by=None, comment="volume bonus later instead", **values):
        """A quotation of 20 % on which the leader agrees at ``discount``: (quotation, request)."""
        quote = self.quote(20.0, **values)
        request = self.asked(quote, "Competitor offers 18 %")
        request.with_user(by or self.leader).action_approve_at(self.at(quote, discount), comment)
        return quote, request

    def accept(self, request, by=None):
        request.with_user(by or self.seller).action_accept_offer()


class TestOffer(OfferCase):
    def test_the_author_accepts_in_one_click_and_that_content_is_approved(self):
        """ux.md 6: the system writes the values and approves that content; the last editor is
        then neither of them."""
        self.route(OVER_TEN)
        quote, request = self.offered()
        self.assertEqual(quote.order_line.discount, 20, "nothing is written before the answer")
        self.assertEqual(request.state, "open")
        offer = request.offer_ids
        self.assertEqual((offer.state, offer.percent, offer.amount), ("open", 15.0, 85.0))
        self.accept(request)
        self.assertEqual(quote.order_line.discount, 15)
        self.assertEqual(quote.bpm_approval_state, "approved")
        approved = quote.bpm_approval_request_id.sudo()
        self.assertNotEqual(approved, request)
        self.assertEqual((approved.digest, approved.offer_id), (offer.digest, offer))
        self.assertEqual(self.states(approved), {(1, "leader"): "approved"})
        self.assertEqual(approved.slot_ids.comment, "volume bonus later instead")
        self.assertEqual((request.state, offer.state), ("void", "accepted"))
        editor = quote._bpm_last_editors()[quote.id]
        self.assertNotIn(editor, (self.seller | self.leader).ids)
        self.assertEqual(
            self.events(quote),
            ["submitted", "offered", "offer_accepted", "submitted", "approved", "settled"],
        )
        quote.action_confirm()
        self.assertEqual(self.events(quote)[-1], "passed")
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])

    def test_who_acted_stands_in_the_audit_trail(self):
        """Each entry names who really acted: the leader agreed, the seller accepted."""
        self.route(OVER_TEN)
        quote, request = self.offered()
        self.accept(request)
        journal = self.env["bpm.journal"].search(
            [("res_model", "=", "sale.order"), ("res_id", "=", quote.id)]
        )
        who = {entry.event: entry.user_id for entry in journal}
        self.assertEqual(
            (who["offered"], who["offer_accepted"], who["approved"]),
            (self.leader.id, self.seller.id, self.leader.id),
        )
        digests = {e.event: e.data["digest"] for e in journal if e.event in ("offered", "approved")}
        self.assertEqual(digests["offered"], digests["approved"])

    def test_accepting_twice_is_accepting_once(self):
        """A double click, or a call replayed: the answer is the same, the effect is one."""
        self.route(OVER_TEN)
        quote, request = self.offered()
        self.accept(request)
        events = self.events(quote)
        self.accept(request)
        self.assertEqual(self.events(quote), events)
        other, second = self.offered()
        values = self.at(other, 15.0)
        second.with_user(self.leader).action_approve_at(values, "again")
        self.assertEqual(len(second.offer_ids), 1)
        self.assertEqual(self.events(other), ["submitted", "offered"])

    def test_an_offer_where_nobody_would_be_asked_is_approved_all_the_same(self):
        """At the limit no step applies; the approver has agreed, and that holds."""
        self.route(OVER_TEN)
        quote, request = self.offered(10.0)
        self.accept(request)
        self.assertEqual(quote.bpm_approval_state, "approved")
        quote.action_confirm()
        self.assertEqual(self.events(quote)[-1], "passed")

    def test_declining_asks_and_the_approver_decides_again(self):
        """ux.md 6: Decline = question thread; the request waits for the approver again."""
        self.route(OVER_TEN)
        quote, request = self.offered()
        places = self.env["bpm.approval.slot"].with_user(self.leader)
        self.assertEqual(places.bpm_inbox()["all"], 0, "it waits for the seller now")
        self.assertEqual(places.bpm_pending()["count"], 0)
        request.with_user(self.seller).action_decline_offer("They leave at 15 %")
        self.assertEqual((request.state, request.offer_ids.state), ("open", "declined"))
        [row] = places.bpm_inbox()["rows"]
        self.assertEqual(row["talk"][0]["text"], "They leave at 15 %")
        self.assertTrue(row["due"], "the clock goes on")
        request.with_user(self.leader).action_approve()
        self.assertEqual(quote.order_line.discount, 20)
        self.assertEqual(quote.bpm_approval_state, "approved")

    def test_an_offer_is_taken_back(self):
        self.route(OVER_TEN)
        _quote, request = self.offered()
        request.with_user(self.leader).action_withdraw_offer()
        self.assertEqual(request.offer_ids.state, "withdrawn")
        with self.assertRaisesRegex(UserError, "does not stand any more"):
            self.accept(request)
        with self.assertRaisesRegex(UserError, "no counter-offer"):
            request.with_user(self.leader).action_withdraw_offer()

    def test_what_ends_an_offer(self):
        """One outcome: a decision, a withdrawal or a newer offer ends the one that stood."""
        self.route({**OVER_TEN, "user_ids": [(6, 0, (self.leader | self.finance).ids)]})
        ends = {
            "rejected": lambda r: r.with_user(self.finance).action_reject("no"),
            "approved": lambda r: r.with_user(self.leader).action_approve(),
            "withdrawn": lambda r: r.with_user(self.seller).action_withdraw(),
        }
        for state, end in ends.items():
            with self.subTest(state):
                quote, request = self.offered()
                end(request)
                self.assertEqual(request.state, state)
                self.assertEqual(request.offer_ids.state, "withdrawn")
                with self.assertRaises(UserError):
                    self.accept(request)
                self.assertEqual(quote.order_line.discount, 20)
        quote, request = self.offered()
        request.with_user(self.leader).action_approve_at(self.at(quote, 12.0), "or this")
        self.assertEqual(request.offer_ids.sorted("id").mapped("state"), ["withdrawn", "open"])
        with self.assertRaisesRegex(UserError, "changed meanwhile: Test leader agrees at 12 %"):
            request.with_user(self.seller).action_accept_offer(min(request.offer_ids.ids))
        with self.assertRaisesRegex(UserError, "agrees at 12 % already"):
            request.with_user(self.finance).action_approve_at(self.at(quote, 14.0), "mine")
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])


class TestBounds(OfferCase):
    def refused(self, values, sentence):
        with self.assertRaisesRegex(UserError, sentence):
            self.request.with_user(self.leader).action_approve_at(values, "no")

    def test_values_are_bounded(self):
        """ux.md 6: controlled fields only, within sensible bounds, refused in a sentence."""
        self.route(OVER_TEN)
        quote = self.quote(20.0)
        self.request = self.asked(quote)
        line, other = quote.order_line.id, self.quote(20.0).order_line.id
        for values, sentence in (
            ({}, "Say at which values"),
            ({"state": "sale"}, "not part of what is approved"),
            ({"client_order_ref": "x"}, "not part of what is approved"),
            ({"bpm_editor": 1}, "not part of what is approved"),
            ({"no_such": 1}, "not part of what is approved"),
            ({"order_line": {line: {"order_id": 1}}}, "not part of what is approved"),
            ({"order_line": {line: {"discount": 101}}}, "between 0 and 100"),
            ({"order_line": {line: {"discount": -1}}}, "below zero"),
            ({"order_line": {line: {"price_unit": -5}}}, "below zero"),
            ({"order_line": {line: {"price_unit": "cheap"}}}, "needs a number"),
            ({"order_line": {other: {"discount": 5}}}, "no line of"),
            ({"order_line": [(5,)]}, "values of which lines"),
            ({"payment_term_id": 0x7FFFFFF}, "cannot have this value"),
            ({"partner_id": False}, "cannot have this value"),
            (self.at(quote, 20.0), "asked for"),
        ):
            with self.subTest(values):
                self.refused(values, sentence)
        self.assertFalse(self.request.offer_ids)
        self.assertEqual(self.events(quote), ["submitted"])

    def test_other_fields_than_discounts(self):
        """Any controlled field may be part of an offer: here the payment terms, and a price."""
        self.route(OVER_TEN)
        terms = self.env.ref("account.account_payment_term_15days")
        quote = self.quote(20.0)
        request = self.asked(quote)
        values = {
            "payment_term_id": terms.id,
            "order_line": {str(quote.order_line.id): {"price_unit": 110.0, "discount": 20.0}},
        }
        request.with_user(self.leader).action_approve_at(values, "prepaid")
        self.accept(request)
        self.assertEqual((quote.payment_term_id, quote.order_line.price_unit), (terms, 110.0))
        self.assertEqual(quote.bpm_approval_state, "approved")

    def test_only_whose_turn_it_is(self):
        """I2 and access: a stranger, the author, or somebody later cannot offer; nobody accepts
        what they offered."""
        self.route(OVER_TEN, {"user_ids": [(6, 0, self.finance.ids)]})
        quote = self.quote(20.0)
        request = self.asked(quote)
        values = self.at(quote, 15.0)
        for person in (self.finance, self.seller):
            with self.assertRaisesRegex(UserError, "does not wait for you"):
                request.with_user(person).action_approve_at(values, "x")
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            request.with_user(self.lawyer).bpm_offer_preview(15)
        request.with_user(self.leader).action_approve_at(values, "x")
        for person in (self.leader, self.finance, self.admin):
            with self.assertRaisesRegex(UserError, "Only Test seller"):
                self.accept(request, person)

    def test_rows_are_written_by_methods_only(self):
        self.route(OVER_TEN)
        _quote, request = self.offered()
        offer = request.offer_ids
        self.assertEqual(offer.with_user(self.seller).percent, 15)
        for person in (self.seller, self.leader, self.admin):
            with self.assertRaises(AccessError):
                offer.with_user(person).write({"percent": 1})
        self.assertFalse(self.env["bpm.approval.offer"].with_user(self.lawyer).search([]))


class TestOtherApprovers(OfferCase):
    """docs/decisions/020: whose agreement counts for the content that was offered."""

    def two(self, on_change, **second):
        return self.route(
            {"user_ids": [(6, 0, self.finance.ids)], "domain": "[('amount_total', '>', 50)]"},
            {**OVER_TEN, **second},
            on_change=on_change,
        )

    def accepted(self):
        quote = self.quote(20.0)
        request = self.asked(quote)
        request.with_user(self.finance).action_approve()
        request.with_user(self.leader).action_approve_at(self.at(quote, 15.0), "less")
        self.accept(request)
        return quote.bpm_approval_request_id.sudo()

    def test_votes_that_do_not_cover_it_follow_the_route(self):
        """on_change: all ask again; those whose condition is touched; nobody who agreed."""
        for on_change, state in (("all", "open"), ("affected", "open"), ("undecided", "approved")):
            with self.subTest(on_change):
                route = self.two(on_change)
                request = self.accepted()
                self.assertEqual(request.state, state)
                if state == "open":
                    self.assertEqual(
                        self.states(request), {(1, "finance"): "pending", (2, "leader"): "approved"}
                    )
                    request.with_user(self.finance).action_approve()
                self.assertEqual(request.state, "approved")
                route.action_retire()
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])

    def test_steps_that_no_longer_apply_are_not_asked(self):
        self.route(
            OVER_TEN,
            {"user_ids": [(6, 0, self.finance.ids)], "domain": "[('bpm_real_discount', '>', 15)]"},
        )
        quote, request = self.offered()
        self.assertEqual(self.states(request)[2, "finance"], "waiting")
        self.accept(request)
        self.assertEqual(quote.bpm_approval_state, "approved")
        self.assertEqual(
            self.states(quote.bpm_approval_request_id.sudo()), {(1, "leader"): "approved"}
        )

    def test_open_steps_stay_open_for_the_new_content(self):
        """Also for people who were added or to whom it was forwarded."""
        self.route(OVER_TEN, {"user_ids": [(6, 0, self.finance.ids)]})
        quote = self.quote(20.0)
        request = self.asked(quote)
        request.with_user(self.leader).action_add_approver(self.lawyer)
        request.with_user(self.leader).action_approve_at(self.at(quote, 15.0), "less")
        self.accept(request)
        again = quote.bpm_approval_request_id.sudo()
        self.assertEqual(
            self.states(again),
            {(1, "leader"): "approved", (1, "lawyer"): "pending", (2, "finance"): "waiting"},
        )
        again.with_user(self.lawyer).action_approve()
        again.with_user(self.finance).action_approve()
        self.assertEqual(quote.bpm_approval_state, "approved")

    def test_a_step_of_several_people(self):
        """All of them must agree: the others are asked for the new content."""
        both = [(6, 0, (self.leader | self.finance).ids)]
        self.route({**OVER_TEN, "user_ids": both, "quorum": "all"})
        quote = self.quote(20.0)
        request = self.asked(quote)
        request.with_user(self.finance).action_approve()
        request.with_user(self.leader).action_approve_at(self.at(quote, 15.0), "less")
        self.accept(request)
        again = quote.bpm_approval_request_id.sudo()
        self.assertEqual(self.states(again), {(1, "leader"): "approved", (1, "finance"): "pending"})

    def test_a_stand_in_offers_for_the_absent(self):
        """Both names stay."""
        self.route(OVER_TEN)
        self.env["bpm.approval.substitution"].create(
            {
                "user_id": self.leader.id,
                "substitute_id": self.finance.id,
                "date_from": "2020-01-01",
                "date_to": "2099-12-31",
            }
        )
        quote, request = self.offered(by=self.finance)
        self.accept(request)
        slot = quote.bpm_approval_request_id.sudo().slot_ids
        self.assertEqual((slot.approver_id, slot.on_behalf_of_id), (self.finance, self.leader))
        self.assertEqual(slot.state, "approved")

    def test_prices_that_moved_meanwhile(self):
        """The content written must equal what was offered, or everything is refused."""
        tax = self.env["account.tax"].create(
            {"name": "Test 10 %", "amount": 10.0, "type_tax_use": "sale"}
        )
        self.product.taxes_id = tax
        self.route(OVER_TEN)
        quote, request = self.offered()
        tax.amount = 20.0
        with self.assertRaisesRegex(UserError, "would not become what Test leader agreed to"):
            self.accept(request)
        self.env.invalidate_all()
        self.assertEqual((request.state, quote.order_line.discount), ("open", 20))
        self.assertEqual(self.events(quote), ["submitted", "offered"])


class TestPercent(OfferCase):
    """The simple form: one discount for every line above it, computed by the server."""

    def setUp(self):
        super().setUp()
        self.route(OVER_TEN)

    def lines(self, *values):
        product = {"product_id": self.product.id, "product_uom_qty": 1.0}
        quote = (
            self.env["sale.order"]
            .with_user(self.seller)
            .create(
                {
                    "partner_id": self.customer.id,
                    "team_id": self.team.id,
                    "order_line": [(0, 0, {**product, "price_unit": 100.0, **v}) for v in values],
                }
            )
        )
        return quote, self.asked(quote)

    def test_every_way_a_price_came_down(self):
        """Discount column, typed price, both, a gift: the real discount is at most what was
        said; lines below it stay."""
        quote, request = self.lines(
            {"discount": 20.0}, {"price_unit": 80.0}, {"price_unit": 90.0, "discount": 20.0},
            {"discount": 5.0}, {"price_unit": 0.0},
        )  # fmt: skip
        leader = request.with_user(self.leader)
        preview = leader.bpm_offer_preview(15)
        self.assertEqual([line["real"] for line in preview["lines"]], [15, 15, 15, 5, 15])
        self.assertEqual(preview["total"], 85 * 4 + 95 + 0.01)  # discounts have two digits
        self.assertEqual(quote.amount_total, 80 + 80 + 72 + 95 + 0, "nothing is written")
        leader.action_approve_at(preview["values"], "")
        self.accept(request)
        self.assertEqual(quote.amount_total, preview["total"])
        self.assertEqual(quote.bpm_real_discount, 15)

    def test_it_proposes_the_limit(self):
        """ux.md 6: prefilled with the value below which nobody is asked."""
        _quote, request = self.lines({"discount": 20.0})
        preview = request.with_user(self.leader).bpm_offer_preview()
        self.assertEqual((preview["percent"], preview["total"]), (10, 90))

    def test_what_cannot_be_said_in_percent(self):
        """A discount on the whole quotation, nonsense, or no less than what was asked for."""
        _quote, request = self.lines({"discount": 20.0})
        leader = request.with_user(self.leader)
        for percent in (20, 35, -1, 100, "x"):
            self.assertTrue(leader.bpm_offer_preview(percent)["problem"], percent)
        _quote, whole = self.lines({}, {"price_unit": -30.0})
        problem = whole.with_user(self.leader).bpm_offer_preview(15)["problem"]
        self.assertIn("discount on the whole quotation", problem)
        with self.assertRaisesRegex(UserError, "on the whole quotation"):
            whole.with_user(self.leader).action_approve_at_percent(15, "")

    def test_on_the_screen(self):
        """ux.md 3.2, row “offer”: the sentence and two buttons for the author; My Requests."""
        quote, request = self.lines({"discount": 20.0})
        request.with_user(self.leader).bpm_decide("offer", comment="bonus later", percent=15)
        line = quote.with_user(self.seller).bpm_approval_line()
        self.assertEqual((line["kind"], line["level"]), ("offer", "info"))
        self.assertEqual(line["sentence"], "Test leader agrees at 15 %: “bonus later”")
        self.assertEqual([b["label"] for b in line["buttons"]], ["Accept 15 %", "Answer…"])
        self.assertEqual(quote.with_user(self.seller).bpm_offer_to_me, request.offer_ids.id)
        mine = request.with_user(self.seller)
        self.assertEqual(mine.bpm_answer_wanted, "Test leader agrees at 15 %")
        self.assertEqual(mine.search([("bpm_answer_wanted", "!=", False)]), mine)
        other = quote.with_user(self.leader).bpm_approval_line()
        self.assertEqual([b["verb"] for b in other["buttons"]], ["withdraw_offer"])
        with self.assertRaisesRegex(UserError, "waits for your answer"):
            mine.action_remind()
        result = mine.bpm_decide("accept")
        self.assertIn("Accepted", result["message"])
        self.assertEqual(quote.order_line.discount, 15)

    def test_notices(self):
        """The author hears of the offer, the approver of the answer: by the bell."""
        quote, request = self.lines({"discount": 20.0})
        request.with_user(self.leader).action_approve_at_percent(15, "bonus later")
        self.assertIn("agrees at 15 %", self.bell(self.seller).subject)
        self.accept(request)
        self.assertIn("accepted your counter-offer", self.bell(self.leader).subject)
        customer = quote.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertFalse(customer, "nothing is posted on the customer's document")

    def bell(self, person):
        return self.env["mail.notification"].search(
            [("res_partner_id", "=", person.partner_id.id)], order="id desc", limit=1
        ).mail_message_id  # fmt: skip
