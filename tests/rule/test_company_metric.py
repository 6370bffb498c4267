"""Conventions 5.6: DSO, best possible DSO, ADD, CEI, overdue share, of a company by month."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.addons.bpm_crm_addon.engine.collection import collection
from odoo.exceptions import AccessError
from tests.desk.xray_world import TODAY, days_ago
from tests.rule.metric_case import MetricCase

MARCH = date(2026, 3, 1)
OLD = days_ago(120)  # before the ninety days begin


class TestCompanyMetric(MetricCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm, cls.other = cls.client("Firm"), cls.client("Other")
        cls.rows = cls.env["bpm.company.metric"]

    def row(self, month=MARCH):
        self.env.flush_all()
        self.rows._refresh(self.company)
        return self.rows.search([("company_id", "=", self.company.id), ("month", "=", month)])

    def sell(self, firm, day, due, amount, *payments, **values):
        """An invoice and what was paid of it: (day, amount)."""
        line = self.owed(firm, due, amount, day=day, **values)
        for paid_on, part in payments:
            self.paid(firm, paid_on, part, line)
        return line

    def some_trade(self):
        """50.00 owed when the ninety days began; 900.00 sold in them less 100.00 taken back; owed
        now: 240.00, of it late 140.00."""
        self.sell(self.firm, OLD, days_ago(95), 50.0, (days_ago(80), 50.0))
        self.sell(self.firm, days_ago(60), days_ago(30), 600.0, (days_ago(20), 460.0))
        self.sell(self.other, days_ago(20), TODAY + timedelta(days=10), 300.0, (days_ago(1), 100.0))
        self.sell(self.other, days_ago(5), days_ago(5), 100.0, move_type="out_refund")

    def test_the_current_month_is_what_the_engine_says(self):
        self.some_trade()
        row = self.row()
        said = collection(50, 800, 240, 140)
        self.assertEqual((row.receivable, row.overdue, row.sales), (240, 140, 800))
        self.assertEqual(row.dso, 27)
        self.assertAlmostEqual(row.best_dso, said.best, delta=0.051)
        self.assertAlmostEqual(row.days_delinquent, said.delinquent, delta=0.051)
        self.assertAlmostEqual(row.effectiveness, (50 + 800 - 240) / (50 + 800 - 100))
        self.assertAlmostEqual(row.overdue_share, 140 / 240)

    def test_it_is_the_sum_of_what_customers_owe(self):
        """One definition: the list of customers and the company as a whole agree."""
        self.some_trade()
        self.paid(self.firm, days_ago(2), 40.0)  # nobody has matched it
        prepaid = self.client("Prepaid")
        self.paid(prepaid, days_ago(2), 500.0)
        self.refresh()
        row, customers = self.row(), self.metric.search([("company_id", "=", self.company.id)])
        owed = [max(0, customer.receivable) for customer in customers]
        self.assertEqual(row.receivable, sum(owed))
        self.assertEqual(row.overdue, sum(customers.mapped("overdue")))
        self.assertEqual(row.receivable, 200, "what one paid in advance is not another's")

    def test_a_past_month_is_as_it_was(self):
        """The first time a year is written: what came later is not known in January."""
        self.some_trade()
        january = self.row(date(2026, 1, 1))
        self.assertEqual(january.computed_on, date(2026, 1, 31))
        self.assertEqual((january.receivable, january.overdue, january.sales), (600, 0, 650))
        february = self.row(date(2026, 2, 1))
        self.assertEqual((february.receivable, february.overdue), (440, 140))
        self.assertEqual(
            self.rows.search_count([("company_id", "=", self.company.id)]), 5, "from November on"
        )

    def test_a_month_that_ended_is_written_once_more_to_its_end(self):
        self.some_trade()
        march = self.row()
        self.assertEqual(march.computed_on, TODAY)
        with freeze_time("2026-04-02 10:00:00"):
            april = self.row(date(2026, 4, 1))
        self.assertEqual((march.computed_on, march.overdue), (date(2026, 3, 31), 240))
        self.assertEqual(april.computed_on, date(2026, 4, 2))
        march.overdue = 1
        self.env.flush_all()
        with freeze_time("2026-04-03 10:00:00"):
            self.row()
        self.assertEqual(march.overdue, 1, "what is over is not computed again")

    def test_counting_back(self):
        """Conventions: "also count-back (exhaustion) method". 240.00 is March's 200.00 and part of
        February's; in those 18 days the whole of March counts."""
        self.sell(self.firm, days_ago(5), TODAY, 200.0)
        self.sell(self.firm, days_ago(30), TODAY, 80.0, (days_ago(2), 40.0))
        self.assertEqual(self.amounts(self.row(), "counted_dso"), (18 + 28 * 40 / 80,))

    def test_without_sales_there_is_nothing_to_divide_by(self):
        self.sell(self.firm, days_ago(200), days_ago(170), 50.0)
        row = self.row()
        self.assertEqual((row.receivable, row.overdue_share, row.dso), (50, 1, 0))

    def test_who_sees_it(self):
        """As the list of customers: accountants, the director; only of their company."""
        self.some_trade()
        row = self.row()
        for person in (self.keeper, self.director):
            self.assertEqual(row.with_user(person).dso, 27)
        with self.assertRaises(AccessError):
            self.rows.with_user(self.seller).search([])

    def test_queries_do_not_grow_with_customers(self):
        def queries(count):
            for number in range(count):
                self.sell(self.client(f"Firm {number}"), days_ago(40), days_ago(10), 10.0)
            self.row()
            before = self.env.cr.sql_log_count
            self.row()
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertLessEqual(queries(5), queries(1))
