"""My Desk (ux.md 2.3): which cards a person has, and what their rows say.

"rows, not counters; cards whose capability is off do not exist; union of jobs on one page".
"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from tests.common import ApprovalCase

OVER_TEN = {"domain": "[('bpm_real_discount', '>', 10)]", "ready_rule": "discount"}


class DeskCase(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.approval.request"].search([("state", "=", "open")]).action_withdraw()
        cls.env["bpm.approval.substitution"].search([]).unlink()

    def desk(self, person):
        return self.env["bpm.desk"].with_user(person)

    def cards(self, person):
        """{name: card} of the first paint, as a request of its own would find them."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {card["name"]: card for card in self.desk(person).desk()["cards"]}

    def titles(self, person, name):
        return [row["title"] for row in self.cards(person)[name]["rows"]]

    def of(self, name, discount=20.0):
        """A quotation for a customer of that name, for which the approval was asked."""
        customer = self.env["res.partner"].create({"name": name})
        quote = self.quote(discount, partner_id=customer.id)
        return quote, self.asked(quote)


class TestJobs(DeskCase):
    """ux.md 2.3: role = union of cards; a person of no job sees what waits for them and what
    they asked. S2-07 "functions honed for roles"."""

    def jobs(self, person):
        return self.desk(person).desk()["jobs"]

    def named(self, person):
        return [card["name"] for card in self.desk(person).desk()["cards"]]

    def test_a_colleague_of_no_job(self):
        clerk = new_test_user(self.env, "desk_clerk")
        self.assertEqual(self.jobs(clerk), ["colleague"])
        self.assertEqual(self.named(clerk), ["returned", "moving", "inbox"])

    def test_rights_in_sales_make_a_salesperson(self):
        self.assertEqual(self.jobs(self.seller), ["salesperson"])
        self.assertEqual(self.named(self.seller), ["returned", "moving", "calls"])

    def test_being_asked_makes_an_approver(self):
        """approver = has pending decisions, or decided in 30 days, or is named in a route."""
        self.assertEqual(self.jobs(self.finance), ["colleague"])
        route = self.route({"user_ids": [(6, 0, self.finance.ids)]})
        self.assertEqual(self.jobs(self.finance), ["approver"])
        request = self.asked(self.quote())
        route.action_retire()
        self.assertEqual(self.jobs(self.finance), ["approver"], "something waits")
        request.with_user(self.finance).action_approve()
        self.assertEqual(self.jobs(self.finance), ["approver"], "decided lately")
        request.slot_ids.decided_at = fields.Datetime.now() - timedelta(days=31)
        self.assertEqual(self.jobs(self.finance), ["colleague"])

    def test_the_job_given_comes_first_and_no_card_twice(self):
        """S2-23, S2-24: who has several jobs has them on one page."""
        self.finance.bpm_job = "director"
        self.finance.group_ids += self.env.ref("sales_team.group_sale_salesman")
        self.finance.group_ids += self.env.ref("bpm_crm_addon.group_bpm_outreach_manager")
        self.finance.group_ids += self.env.ref("account.group_account_invoice")
        self.assertEqual(self.jobs(self.finance), ["director", "salesperson", "outreach"])
        self.route()
        self.of("Somebody")
        named = self.named(self.finance)
        later = ["exceptions", "reminders", "instalments", "campaigns", "costs"]
        self.assertEqual(named, ["director", "waiting", "sellers", "overdue", "calls", *later])

    def test_an_administrator_is_not_therefore_steward_and_director(self):
        boss = new_test_user(
            self.env, "desk_boss", groups="base.group_user,bpm_crm_addon.group_bpm_admin"
        )
        self.assertEqual(self.jobs(boss), ["admin"])
        boss.group_ids += self.env.ref("bpm_crm_addon.group_bpm_steward")
        self.assertEqual(self.jobs(boss), ["admin", "steward"])

    def test_an_empty_card_of_a_second_job_takes_no_place(self):
        self.leader.bpm_job = "approver"
        self.assertNotIn("returned", self.cards(self.leader))
        self.assertFalse(self.cards(self.leader)["inbox"]["rows"])

    def test_portal_users_have_no_desk(self):
        portal = new_test_user(self.env, "desk_portal", groups="base.group_portal")
        with self.assertRaisesRegex(AccessError, "people who work here"):
            self.desk(portal).desk()
        with self.assertRaises(AccessError):
            self.desk(portal).desk_card("inbox")

    def test_cards_of_others_are_refused(self):
        for name in ("health", "queue", "overdue", "director", "unheard_of", "__init__"):
            with self.assertRaises(AccessError):
                self.desk(self.seller).desk_card(name)

    def test_a_capability_that_is_off_has_no_cards(self):
        self.env["bpm.approval.route"].search(
            [("state", "in", ("active", "watching"))]
        ).action_retire()
        switch = {"group_bpm_capability_approval": False}
        self.env["res.config.settings"].create(switch).execute()
        self.assertEqual(self.named(self.seller), ["calls"])
        clerk = new_test_user(self.env, "desk_clerk")
        desk = self.desk(clerk).desk()
        self.assertEqual((desk["cards"], desk["nothing"]["button"]), ([], False))
        with self.assertRaises(AccessError):
            self.desk(self.seller).desk_card("moving")


class TestSalesperson(DeskCase):
    """ux.md 2.3: Returned to you (comment, Fix), then In motion (quote, at whom, since, due)."""

    def setUp(self):
        super().setUp()
        self.route(OVER_TEN)

    def test_in_motion_tells_at_whom_since_when_and_due(self):
        quote, request = self.of("Gemini")
        [row] = self.cards(self.seller)["moving"]["rows"]
        self.assertEqual((row["title"], row["note"]), ("Gemini", quote.name))
        self.assertEqual(row["text"], "At Test leader")
        self.assertEqual(row["since"], fields.Datetime.to_string(request.submitted_at))
        self.assertEqual(row["due"], fields.Datetime.to_string(request.due))
        self.assertEqual(row["amount"], quote.amount_total)
        self.assertEqual(row["open"], {"model": "sale.order", "id": quote.id})
        self.assertEqual(row["buttons"][0]["ids"], request.ids)

    def test_remind_is_not_offered_within_the_hour(self):
        """ux.md 2, rule (d): no button that will refuse is shown."""
        _quote, request = self.of("Gemini")
        request.reminded_at = fields.Datetime.now() - timedelta(minutes=50)
        self.assertEqual(self.cards(self.seller)["moving"]["rows"][0]["buttons"], [])
        request.reminded_at = fields.Datetime.now() - timedelta(minutes=70)
        self.assertTrue(self.cards(self.seller)["moving"]["rows"][0]["buttons"])

    def test_approved_is_in_motion_until_it_is_used(self):
        quote, request = self.of("Gemini")
        request.with_user(self.leader).action_approve()
        [row] = self.cards(self.seller)["moving"]["rows"]
        self.assertIn("Approved", row["text"])
        quote.with_user(self.seller).action_confirm()
        self.assertEqual(self.cards(self.seller)["moving"]["rows"], [])

    def test_returned_comes_with_the_comment_until_it_is_mended(self):
        quote, request = self.of("Gemini")
        request.with_user(self.leader).action_return("Prepay 30 % first")
        [row] = self.cards(self.seller)["returned"]["rows"]
        self.assertEqual(row["words"], "Prepay 30 % first")
        self.assertEqual(row["text"], "Test leader returned it")
        fix = {"label": "Fix", "model": "sale.order", "id": quote.id}
        self.assertEqual(row["buttons"], [fix])
        quote.with_user(self.seller).order_line.discount = 5.0
        self.assertEqual(self.cards(self.seller)["returned"]["rows"], [], "nobody is needed now")

    def test_asked_again_it_is_in_motion_and_no_longer_returned(self):
        quote, request = self.of("Gemini")
        request.with_user(self.leader).action_return("Too much")
        self.asked(quote)
        cards = self.cards(self.seller)
        self.assertEqual(cards["returned"]["rows"], [])
        self.assertEqual(len(cards["moving"]["rows"]), 1)

    def test_rejected_is_told_for_two_weeks(self):
        _quote, request = self.of("Gemini")
        request.with_user(self.leader).action_reject("We do not sell on such terms")
        self.assertEqual(self.titles(self.seller, "returned"), ["Gemini"])
        request.settled_at = fields.Datetime.now() - timedelta(days=15)
        self.assertEqual(self.titles(self.seller, "returned"), [])

    def test_a_cancelled_quotation_is_gone(self):
        quote, request = self.of("Gemini")
        request.with_user(self.leader).action_return("Too much")
        quote.action_cancel()
        self.assertEqual(self.titles(self.seller, "returned"), [])

    def test_what_others_asked_is_not_mine(self):
        self.of("Gemini")
        other = self.person("other", "sales_team.group_sale_salesman")
        self.assertEqual(self.cards(other)["moving"]["rows"], [])

    def test_more_than_fit_lead_to_the_list(self):
        for number in range(6):
            self.of(f"Customer {number}")
        card = self.cards(self.seller)["moving"]
        self.assertEqual(len(card["rows"]), 5)
        self.assertEqual(card["more"]["action"], "bpm_crm_addon.action_bpm_approval_request_mine")

    def test_the_primary_action_is_a_new_counterparty(self):
        primary = self.desk(self.seller).desk()["primary"]
        self.assertEqual(primary["action"]["tag"], "bpm_quick_entry")
        self.assertTrue(primary["main"])
        self.assertFalse(self.desk(self.finance).desk()["primary"])


class TestApprover(DeskCase):
    """ux.md 2.3: the inbox itself, below it what waits for my people, and my last decisions."""

    def setUp(self):
        super().setUp()
        self.route(OVER_TEN)

    def test_the_five_most_urgent_of_all(self):
        for number in range(7):
            self.of(f"Customer {number}")
        card = self.cards(self.leader)["inbox"]
        self.assertEqual([row["partner"] for row in card["rows"]],
                         [f"Customer {number}" for number in range(5)])  # fmt: skip
        self.assertEqual(card["note"], "7")
        self.assertEqual(card["more"]["label"], "All 7")

    def test_overdue_is_said(self):
        _quote, request = self.of("Gemini")
        request.slot_ids.due = fields.Datetime.now() - timedelta(hours=2)
        self.assertEqual(self.cards(self.leader)["inbox"]["note"], "1, 1 overdue")

    def test_my_people_who_wait_longer_than_a_day(self):
        """Both ways of being somebody's leader: named as manager, and leading the team."""
        _quote, request = self.of("Gemini")
        self.director.group_ids += self.env.ref("bpm_crm_addon.group_bpm_director")
        self.leader.bpm_manager_id = self.seller.bpm_manager_id = self.director
        self.director.bpm_job = "approver"
        self.assertEqual(self.titles(self.director, "team"), [])
        request.submitted_at = fields.Datetime.now() - timedelta(hours=25)
        [row] = self.cards(self.director)["team"]["rows"]
        self.assertEqual(row["title"], "Gemini")
        self.assertEqual(row["text"], "At Test leader · asked by Test seller")
        self.assertEqual(row["open"]["model"], "bpm.approval.request")
        self.seller.bpm_manager_id = False
        self.team.user_id = self.director
        self.assertEqual(self.titles(self.director, "team"), ["Gemini"])

    def test_what_waits_for_me_is_not_listed_again_as_my_peoples(self):
        _quote, request = self.of("Gemini")
        request.submitted_at = fields.Datetime.now() - timedelta(days=2)
        self.leader.bpm_job = "approver"
        self.assertEqual(self.titles(self.leader, "team"), [])

    def test_my_peoples_requests_are_read_with_my_rights(self):
        """A manager without rights in Sales sees no request they may not read."""
        _quote, request = self.of("Gemini")
        request.submitted_at = fields.Datetime.now() - timedelta(days=2)
        self.seller.bpm_manager_id = self.lawyer
        self.lawyer.bpm_job = "approver"
        self.assertEqual(self.titles(self.lawyer, "team"), [])

    def test_my_last_decisions(self):
        _quote, first = self.of("Gemini")
        _quote, second = self.of("Ready Mat")
        first.with_user(self.leader).action_approve()
        second.with_user(self.leader).action_return("Too much")
        first.slot_ids.decided_at = fields.Datetime.now() - timedelta(days=1)
        rows = self.cards(self.leader)["decided"]["rows"]
        self.assertEqual(
            [(row["title"], row["text"]) for row in rows],
            [("Ready Mat", "Returned for changes"), ("Gemini", "Approved")],
        )

    def test_reading_the_desk_is_seen_by_who_asked(self):
        """ux.md 3.2, seen at: the first row stands open, so it is read."""
        _quote, request = self.of("Gemini")
        self.cards(self.leader)
        request.invalidate_recordset()
        request.slot_ids.invalidate_recordset()
        self.assertTrue(request.slot_ids.seen_at)


class TestOffer(DeskCase):
    """Issue text: "a guided first approval of at most 8 steps, offered, not forced."."""

    def offer(self, person=None):
        return self.desk(person or self.seller).desk()["offer"]

    def test_offered_to_a_salesperson_who_never_asked_while_a_rule_is_on(self):
        self.assertFalse(self.offer(), "no rule is on")
        self.route(OVER_TEN)
        self.assertEqual(self.offer()["name"], "first_approval")
        self.assertFalse(self.offer(self.finance))
        self.asked(self.quote(20.0))
        self.assertFalse(self.offer(), "they know how by now")

    def test_dismissed_it_does_not_come_back(self):
        self.route(OVER_TEN)
        self.desk(self.seller).desk_dismiss("first_approval")
        self.assertFalse(self.offer())
        other = self.person("other", "sales_team.group_sale_salesman")
        self.assertTrue(self.offer(other), "each person says so for themselves")
