"""What rules asked, refused and cost; who walks around them; goals and the report."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from tests.approval.past import TOTALS, PastCase
from tests.common import ApprovalCase


@freeze_time(PastCase.NOW)
class TestRules(PastCase):
    """Issue 3, rule advice: "rules that never say no and what they cost in hours"."""

    def test_hours_are_working_time_of_the_companys_calendar(self):
        """Asked on Friday at 9:00, answered on Monday at 10:00: 7 hours of Friday, 2 of Monday."""
        self.answer(ago=5, hours=73.0)
        rule = self.rules()[self.step]
        self.assertAlmostEqual(rule["facts"].hours, 9.0)
        self.assertAlmostEqual(rule["median"], 9.0)

    def test_what_still_waits_costs_hours_but_is_no_answer(self):
        self.answer("pending", ago=1)  # Tuesday 9:00 to Wednesday 12:00
        facts = self.rules()[self.step]["facts"]
        self.assertEqual((facts.asked, facts.said_no), (0, 0))
        self.assertAlmostEqual(facts.hours, 11.0)

    def test_a_no_a_remark_and_a_yes_are_told_apart(self):
        for state in ("approved", "remarked", "rejected", "returned"):
            self.answer(state)
        facts = self.rules()[self.step]["facts"]
        self.assertEqual((facts.asked, facts.said_no, facts.changed), (4, 2, 1))

    def test_the_usual_and_the_slow_answer(self):
        for hours in (1, 1, 2, 2, 2, 2, 2, 3, 3, 8):
            self.answer(hours=hours, ago=9)  # within one Monday
        rule = self.rules()[self.step]
        self.assertAlmostEqual(rule["median"], 2.0)
        self.assertAlmostEqual(rule["p90"], 3.0)

    def test_a_rule_that_never_said_no_is_raised(self):
        """ux.md 3.7: "Rule 'over 50 000' never said no and cost 310 h: raise to 80 000?"."""
        self.answers(*TOTALS)
        advice = self.rules()[self.step]["advice"]
        self.assertEqual((advice.verdict, advice.value), ("raise", 80000))

    def test_a_rule_that_said_no_low_is_kept(self):
        self.answers(*TOTALS)
        self.answer("rejected", total=51000)
        self.assertEqual(self.rules()[self.step]["advice"].verdict, "keep")

    def test_what_was_asked_of_another_route_or_long_ago_does_not_count(self):
        self.answers(*TOTALS, ago=400)
        other = self.route(name="Another")
        self.answers(*TOTALS, route=other)
        self.assertEqual(self.rules()[self.step]["facts"].asked, 0)
        self.assertEqual(self.rules(other)[other.step_ids]["facts"].asked, 10)

    def test_another_companys_answers_are_not_read(self):
        """Only what the reader may see: companies that are not active are left out."""
        self.answers(*TOTALS)
        other = self.env["res.company"].create({"name": "Another company"})
        self.env.user.company_ids |= other
        statistics = self.env["bpm.approval.statistics"].with_context(allowed_company_ids=other.ids)
        self.assertEqual(statistics._rules(self.big)[0]["facts"].asked, 0)

    def test_the_value_of_a_discount_is_what_the_approver_saw(self):
        """The quotation may have been changed since: the request's own facts count."""
        step = {"domain": "[('bpm_real_discount', '>', 10.0)]", "reason": "discount over 10 %"}
        route = self.route(step, name="Discounts")
        shown = [["Total", "1"], ["Real discount", "17,5 %"], ["Discount of the whole", "9.0 %"]]
        self.answer("returned", route=route, facts=shown)
        facts = self.rules(route)[route.step_ids]["facts"]
        self.assertEqual(facts.values, [(17.5, True)])

    def test_who_answers_late(self):
        """Issue 3: "who answers late"."""
        for hours in (1, 6, 6, 6):
            self.answer(hours=hours)
        for _number in range(4):
            self.answer(by=self.lawyer)
        people = self.rules()[self.step]["facts"].late
        late = {name: (count, tardy) for name, count, tardy in people}
        self.assertEqual(late, {"Test finance": (4, 3), "Test lawyer": (4, 0)})
        words = self.env["bpm.approval.statistics"]._around_sentences(self.rules()[self.step])
        self.assertEqual(len(words), 1)
        self.assertIn("Test finance (3 of 4)", words[0])

    def test_statements_do_not_grow_with_rules_and_answers(self):
        """House rule: no query in a loop."""
        self.answers(*TOTALS)
        few = self.queries(self.rules)
        routes = self.big
        for number in range(5):
            routes |= self.route({}, {}, name=f"Route {number}")
        self.answers(*TOTALS, *TOTALS, *TOTALS, route=routes[-1])
        self.assertLessEqual(self.queries(lambda: self.rules(routes)), few + 2)


@freeze_time(PastCase.NOW)
class TestWalkedAround(PastCase):
    """Issue 3, rule advice: "rules walked around"."""

    def offer(self, total, ago=30, **values):
        order = self.quote(quantity=total / 100, **values)
        order.date_order = self.now - timedelta(days=ago)
        return order

    def facts(self):
        return self.rules()[self.step]["facts"]

    def test_a_pile_just_below_the_limit(self):
        for _number in range(5):
            self.offer(49000, partner_id=self.env["res.partner"].create({"name": "One"}).id)
        self.offer(42000)
        rule = self.rules()[self.step]
        self.assertEqual((rule["facts"].near, rule["facts"].beside), (5, 1))
        self.assertIn("near", rule["advice"].reasons)
        self.assertEqual(rule["sellers"], self.seller.ids)
        self.assertEqual(len(rule["around"]), 5)

    def test_a_large_quotation_cut_into_pieces(self):
        """Same customer, same seller, within a week, each below and together above the limit."""
        self.offer(30000, ago=30)
        self.offer(30000, ago=25)
        self.assertEqual(self.facts().splits, 1)

    def test_two_quotations_a_month_apart_are_two_quotations(self):
        self.offer(30000, ago=60)
        self.offer(30000, ago=30)
        self.assertEqual(self.facts().splits, 0)

    def test_another_seller_or_customer_makes_no_pieces(self):
        self.offer(30000)
        self.offer(30000, by=self.leader, user_id=self.leader.id)
        self.offer(30000, partner_id=self.env["res.partner"].create({"name": "Two"}).id)
        self.assertEqual(self.facts().splits, 0)

    def test_discounts_just_below_the_limit(self):
        step = {"domain": "[('bpm_real_discount', '>', 10.0)]", "reason": "discount over 10 %"}
        route = self.route(step, name="Discounts")
        for price in (90.1, 90.5, 91.5):
            self.offer(100, price=price, ago=3)
        facts = self.rules(route)[route.step_ids]["facts"]
        self.assertEqual((facts.near, facts.beside), (2, 1))

    def test_those_without_sight_of_all_quotations_are_told_nothing_of_them(self):
        """Only what its reader may see."""
        for _number in range(5):
            self.offer(49000)
        reader = self.person("reader", "base.group_user", "bpm_crm_addon.group_bpm_director")
        rows = self.env["bpm.approval.advice"].with_user(reader)._make_rows()
        row = rows.filtered(lambda row: row.step_id == self.step)
        self.assertEqual((row.around_count, row.remarks), (0, ""))

    def test_a_watching_rule_tells_whom_it_would_have_asked(self):
        """Issue 3: "from the journal and watch entries"."""
        self.big.action_watch()
        self.offer(60000).action_confirm()
        rule = self.rules()[self.step]
        self.assertEqual((rule["facts"].would_ask, rule["advice"].verdict), (1, "watch"))


@freeze_time(PastCase.NOW)
class TestGoals(PastCase):
    """Issue 3: "straight-through share and median answer as goals on the page"."""

    def test_half_of_the_answers_are_at_least_that_quick(self):
        for hours in (1, 2, 3):
            self.answer(hours=hours)
        self.answer(hours=3, ago=200)
        since = self.now.replace(month=4)
        times = self.env["bpm.approval.statistics"]._answer_times(since)
        self.assertEqual((times["count"], times["median"]), (3, 2.0))

    def test_quotations_that_needed_nobody(self):
        """Sent without being asked about; a draft is nothing yet; what was asked counts."""
        since = self.now
        self.quote().action_quotation_sent()
        self.quote()
        asked = self.quote(quantity=600)
        asked.action_bpm_request_approval()
        self.env.flush_all()
        statistics = self.env["bpm.approval.statistics"]
        self.assertEqual(statistics._straight_through(since), (2, 1))


@freeze_time(PastCase.NOW)
class TestReport(PastCase):
    """ux.md 2.1: Reports ▸ Approval Times."""

    def test_hours_by_approver_and_month(self):
        self.answer(hours=1)
        self.answer(hours=3)
        self.answer("pending", ago=1)
        director = self.person("boss", "base.group_user", "bpm_crm_addon.group_bpm_director")
        report = self.env["bpm.approval.report"].with_user(director)
        [(person, _month, hours, late, count)] = report._read_group(
            [("approver_id", "=", self.finance.id)],
            ["approver_id", "asked_at:month"],
            ["hours:avg", "late_count:sum", "__count"],
        )
        self.assertEqual(person.id, self.finance.id)
        self.assertAlmostEqual(hours, 2.0)
        self.assertEqual(count, 3)
        self.assertGreaterEqual(late, 0)

    def test_only_companies_one_works_for(self):
        self.answer()
        other = self.env["res.company"].create({"name": "Another company"})
        director = self.person(
            "boss",
            "bpm_crm_addon.group_bpm_director",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        report = self.env["bpm.approval.report"].with_user(director)
        self.assertFalse(report.search([("approver_id", "=", self.finance.id)]))


class TestCounterOffers(ApprovalCase):
    """Issue 3: a rule that led to another price was worth asking."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id.tz = "UTC"
        cls.rule = cls.route(
            {"domain": "[('bpm_real_discount', '>', 10)]", "ready_rule": "discount"}
        )

    def offered(self, accept=True):
        """Asked for 20 % on a Monday at 8, offered 15 % two hours later, answered on Tuesday."""
        with freeze_time("2026-03-02 08:00:00"):
            request = self.asked(self.quote(20.0))
        with freeze_time("2026-03-02 10:00:00"):
            request.with_user(self.leader).action_approve_at_percent(15, "bonus later")
            # The database's own clock does not stand still in a test.
            request.offer_ids.flush_recordset()
            self.env.cr.execute(
                "UPDATE bpm_approval_offer SET create_date = '2026-03-02 10:00:00' WHERE id = %s",
                request.offer_ids.ids,
            )
            self.env.invalidate_all()
        with freeze_time("2026-03-03 10:00:00"):
            if accept:
                request.with_user(self.seller).action_accept_offer()
            else:
                request.with_user(self.seller).action_decline_offer("no")
                request.with_user(self.leader).action_approve()

    def facts(self):
        with freeze_time("2026-03-04 12:00:00"):
            [rule] = self.env["bpm.approval.statistics"]._rules(self.rule, around=False)
        return rule

    def test_an_accepted_one_counts_as_changed_at_the_value_that_was_asked(self):
        self.offered()
        rule = self.facts()
        self.assertEqual((rule["facts"].asked, rule["facts"].changed), (1, 1))
        self.assertEqual(list(rule["facts"].values), [(20, True)])
        self.assertEqual(rule["median"], 2)

    def test_a_declined_one_changed_nothing(self):
        self.offered(accept=False)
        facts = self.facts()["facts"]
        self.assertEqual((facts.asked, facts.changed), (1, 0))

    def test_its_answer_took_until_the_offer(self):
        """Not the moment it was accepted, and not no time at all."""
        self.env.cr.execute("UPDATE bpm_approval_slot SET decided_at = NULL, since = NULL")
        self.offered()
        with freeze_time("2026-03-04 12:00:00"):
            times = self.env["bpm.approval.statistics"]._answer_times(datetime(2026, 3, 1))
        self.assertEqual((times["count"], times["median"]), (1, 2))
        [row] = self.env["bpm.approval.report"].search([("route_id", "=", self.rule.id)])
        self.assertEqual((row.hours, row.outcome, row.late), (2, "approved", False))
