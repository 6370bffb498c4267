"""Figures on the counterparty: lists, filters, conditions; sums only for those who may see them
(ux.md 2.2 "Overdue 1 240", 3.3 "words, not sums")."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from tests.desk.xray_world import TODAY, days_ago
from tests.rule.metric_case import MetricCase


class TestFigures(MetricCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late, cls.good, cls.idle = (cls.client(name) for name in ("Late", "Good", "Idle"))
        cls.contact = cls.client("Ann", parent_id=cls.late.id, is_company=False)
        for days in (90, 60, 30):
            cls.paid(cls.late, days_ago(days - 20), 100.0, cls.owed(cls.late, days_ago(days)))
            invoiced = {"day": days_ago(days + 40)}
            cls.paid(
                cls.good, days_ago(days), 100.0, cls.owed(cls.good, days_ago(days), **invoiced)
            )
        cls.owed(cls.late, days_ago(5), 40.0)
        cls.refresh()
        cls.all = cls.late | cls.good | cls.idle | cls.contact
        cls.clerk = new_test_user(cls.env, "figures_clerk", "base.group_user")
        cls.clerk.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})

    def found(self, user, *conditions):
        partners = self.env["res.partner"].with_user(user)
        return partners.search([("id", "in", self.all.ids), *conditions]).sudo()

    def test_an_accountant_reads_sums_and_days(self):
        late = self.late.with_user(self.keeper)
        self.assertEqual(
            (late.bpm_overdue, late.bpm_longest_overdue, late.bpm_pays), (40, 5, "bad")
        )
        self.assertAlmostEqual(late.bpm_days_late, (3 * 20 * 100 + 5 * 40) / 340, 1)
        self.assertEqual(self.contact.with_user(self.keeper).bpm_overdue, 40)
        idle = self.idle.with_user(self.keeper)
        self.assertEqual((idle.bpm_overdue, idle.bpm_pays, idle.bpm_is_overdue), (0, False, False))

    def test_filters_find_firms_and_their_contacts(self):
        late, rest = self.late | self.contact, self.good | self.idle
        for user in (self.keeper, self.seller):
            self.assertEqual(self.found(user, ("bpm_is_overdue", "=", True)), late)
            self.assertEqual(self.found(user, ("bpm_is_overdue", "=", False)), rest)
            self.assertEqual(self.found(user, ("bpm_pays", "=", "bad")), late)
            self.assertEqual(self.found(user, ("bpm_pays", "!=", "bad")), rest)
            self.assertEqual(self.found(user, ("bpm_pays", "=", False)), self.idle)
            self.assertEqual(self.found(user, ("bpm_last_purchase", "<", "today -60d")), self.good)
            self.assertEqual(self.found(user, ("bpm_recency", ">", 60)), self.good)
        self.assertEqual(self.found(self.keeper, ("bpm_overdue", ">", 39)), late)
        self.assertEqual(self.found(self.keeper, ("bpm_overdue", "<=", 39)), rest)
        self.assertEqual(self.found(self.keeper, ("bpm_overdue", "=", 0)), rest)
        self.assertEqual(self.found(self.keeper, ("bpm_on_time", "<", 0.7)), late)

    def test_every_figure_is_a_condition(self):
        """Issue 5, point 9 "also in segments, reminders, routes": turnover by month and quarter,
        ageing, interval, days to pay, the share by amount, promises, disputes."""
        late, good, rest = self.late | self.contact, self.good, self.good | self.idle
        for condition, found in (
            (("bpm_overdue_1", ">", 39), late), (("bpm_overdue_31", ">", 0), rest & late),
            (("bpm_overdue_91", "=", 0), self.all), (("bpm_days_to_pay", "<", 45), good),
            (("bpm_on_time_amount", "<", 0.7), late), (("bpm_interval", "<", 31), late | good),
            (("bpm_turnover_quarter", ">", 100), late), (("bpm_turnover_month", "=", 0), self.all),
            (("bpm_turnover_month_last", ">", 0), late),
            (("bpm_turnover_quarter_last", ">", 0), late | good),
            (("bpm_xyz", "=", False), self.all), (("bpm_broken_promises", "=", 0), self.all),
            (("bpm_disputed", ">", 0), rest & late),
        ):  # fmt: skip
            self.assertEqual(self.found(self.keeper, condition), found, condition)
        late = self.late.with_user(self.keeper)
        self.assertEqual((late.bpm_overdue_1, late.bpm_interval), (40, 28.3))

    def test_ageing_and_months_are_conditions(self):
        """The same where there is something to find in each column."""
        old = self.client("Old")
        for days, amount in ((45, 50.0), (75, 60.0), (120, 70.0)):
            self.owed(old, days_ago(days), amount)
        self.refresh()
        self.all |= old
        for condition in (
            ("bpm_overdue_31", "=", 50), ("bpm_overdue_61", "=", 60), ("bpm_overdue_91", "=", 70),
        ):  # fmt: skip
            self.assertEqual(self.found(self.keeper, condition), old, condition)
        self.assertEqual(self.found(self.keeper, ("bpm_overdue_91", ">", 0)), old)
        quick = self.found(self.keeper, ("bpm_days_to_pay", "<", 45))
        self.assertEqual(quick, self.good, "whoever has paid nothing pays in no number of days")

    def test_conditions_hold_in_memory_as_in_the_database(self):
        for condition in (
            ("bpm_overdue", ">", 39), ("bpm_is_overdue", "=", True), ("bpm_pays", "!=", "bad"),
            ("bpm_last_purchase", "<", "2026-02-01"),
        ):  # fmt: skip
            by_rule = self.all.sudo().filtered_domain([condition])
            self.assertEqual(by_rule, self.found(self.keeper, condition), condition)

    def test_grouping_and_sorting(self):
        partners = self.env["res.partner"].with_user(self.keeper)
        domain = [("id", "in", self.all.ids)]
        self.assertEqual(
            dict(partners._read_group(domain, ["bpm_pays"], ["__count"])),
            {"bad": 2, "good": 1, False: 1},
        )
        by_sum = partners.search(domain, order="bpm_overdue DESC NULLS LAST, id", limit=2)
        self.assertEqual(by_sum.sudo(), self.late | self.contact)

    def test_who_may_not_see_sums_learns_them_in_no_way(self):
        """Issue 4, 3.3: words for salespeople; sums by a setting."""
        seen = self.late.with_user(self.seller)
        self.assertEqual((seen.bpm_overdue, seen.bpm_days_late), (0, 0))
        self.assertEqual((seen.bpm_pays, seen.bpm_is_overdue), ("bad", True))
        partners = self.env["res.partner"].with_user(self.seller)
        for attempt in (
            lambda: partners.search([("bpm_overdue", ">", 39)]),
            lambda: partners.search([], order="bpm_overdue"),
            lambda: partners._read_group([], [], ["bpm_overdue:sum"]),
            lambda: partners._read_group([], ["bpm_days_late"]),
            lambda: self.metric.with_user(self.seller).search([]),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.env["res.config.settings"].create({"bpm_portrait_sums": True}).execute()
        self.env.invalidate_all()
        self.assertEqual(seen.bpm_overdue, 40)
        self.assertEqual(
            self.found(self.seller, ("bpm_overdue", ">", 39)), self.late | self.contact
        )

    def test_what_a_rule_reads_does_not_stay_for_the_salesperson(self):
        self.assertEqual(self.late.with_user(self.seller).sudo().bpm_overdue, 40)
        self.assertEqual(self.late.with_user(self.seller).bpm_overdue, 0)

    def test_without_a_right_in_sales_or_invoicing_there_is_nothing(self):
        self.assertFalse(self.late.with_user(self.clerk).bpm_pays)
        with self.assertRaises(AccessError):
            self.found(self.clerk, ("bpm_pays", "=", "bad"))

    def test_what_is_read_is_of_this_moment(self):
        """A payment counts at once on the card, before the scheduled action came."""
        self.paid(self.late, TODAY, 40.0)
        self.env.invalidate_all()
        self.assertEqual(self.late.with_user(self.keeper).bpm_overdue, 0)
        self.assertEqual(self.contact.with_user(self.keeper).bpm_overdue, 0)

    def test_before_the_first_night_figures_are_computed_when_read(self):
        self.env["ir.config_parameter"].set_param("bpm_crm_addon.metrics_filled", False)
        self.env.cr.execute("DELETE FROM bpm_partner_metric")
        self.env.invalidate_all()
        self.assertEqual(self.late.with_user(self.keeper).bpm_overdue, 40)

    def test_the_button_opens_the_lines(self):
        """ux.md 2.2: `Overdue 1 240`, only above zero."""
        action = self.late.with_user(self.keeper).action_bpm_overdue()
        lines = self.env[action["res_model"]].with_user(self.keeper).search(action["domain"])
        self.assertEqual(sum(lines.mapped("amount_residual")), 40)
        with self.assertRaises(AccessError):
            self.late.with_user(self.seller).action_bpm_overdue()

    def test_a_list_takes_the_same_queries_however_long(self):
        def queries(partners):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            partners.with_user(self.keeper).mapped("bpm_overdue")
            return self.env.cr.sql_log_count - before

        queries(self.all)
        self.assertLessEqual(queries(self.all), queries(self.late))

    def test_figures_of_another_company_are_not_mixed_in(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.keeper.company_ids |= other
        elsewhere = self.late.with_user(self.keeper).with_company(other)
        self.assertEqual(elsewhere.bpm_overdue, 0)
        self.assertEqual(self.late.with_user(self.keeper).bpm_overdue, 40)
