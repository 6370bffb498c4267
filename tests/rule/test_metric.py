"""What the figures mean, and that many at once say what the engine says of one: issue 5, point 9
("definitions of conventions.md §5.5–5.6 with tests for partial payments, credit notes,
prepayments, set-offs, currencies")."""

import random
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.addons.bpm_crm_addon.engine.ageing import ageing
from odoo.addons.bpm_crm_addon.engine.payment_habit import Part, habit, word
from odoo.addons.bpm_crm_addon.engine.purchase_rhythm import rhythm
from odoo.addons.bpm_crm_addon.engine.steadiness import steadiness, variation
from odoo.addons.bpm_crm_addon.engine.turnover import turnover
from odoo.fields import Command
from tests.desk.xray_world import TODAY, days_ago
from tests.rule.metric_case import MetricCase

OVERDUE = ("overdue_1", "overdue_31", "overdue_61", "overdue_91")


class TestMeaning(MetricCase):
    def setUp(self):
        super().setUp()
        self.firm = self.client("Firm")

    def paid_lines(self, *delays, amount=100.0):
        """Invoices due long ago, each paid so many days after its due date."""
        for number, delay in enumerate(delays):
            due = days_ago(60 + number)
            self.paid(
                self.firm, due + timedelta(days=delay), amount, self.owed(self.firm, due, amount)
            )

    def test_days_late_never_count_days_before_the_due_date(self):
        """§5.6: ADL = Σ max(0, paid − due)·amount / Σ amount; also signed."""
        self.paid_lines(12, -6, 0)
        row = self.of(self.firm)
        self.assertEqual(self.amounts(row, "days_late", "days_signed", "on_time"), (4, 2, 0.6667))
        self.assertEqual((row.lines_due, row.pays, row.days_to_pay), (3, "bad", 32))

    def test_fewer_than_three_lines_are_no_habit(self):
        self.paid_lines(12, 12)
        row = self.of(self.firm)
        self.assertEqual((row.lines_due, row.pays, row.days_late), (2, False, 0))

    def test_a_partial_payment_is_late_by_its_part(self):
        self.paid_lines(0, 0)
        line = self.owed(self.firm, days_ago(30), 100.0)
        self.paid(self.firm, days_ago(40), 60.0, line)
        self.paid(self.firm, days_ago(10), 30.0, line)
        row = self.of(self.firm)
        # 30.00 came 20 days late, 10.00 are open for 30 days: 900 of 300.00.
        self.assertEqual(self.amounts(row, "days_late", "on_time"), (3, 0.6667))
        self.assertEqual(self.amounts(row, "on_time_amount"), (0.6667,))
        self.assertEqual((row.receivable, row.overdue, row.overdue_1), (10, 10, 10))

    def test_a_credit_note_settles_without_paying(self):
        self.paid_lines(0, 0, 9)
        before = self.of(self.firm)
        before = self.amounts(before, "days_late", "on_time", "receivable", "turnover_year")
        line = self.owed(self.firm, days_ago(30), 700.0)
        note = self.owed(self.firm, days_ago(20), 700.0, move_type="out_refund")
        (line + note).reconcile()
        after = self.of(self.firm)
        self.assertEqual(
            self.amounts(after, "days_late", "on_time", "receivable", "turnover_year"), before
        )
        self.assertEqual((after.lines_due, after.last_payment), (3, days_ago(51 + 2)))

    def test_a_prepayment_is_early(self):
        line = self.owed(self.firm, days_ago(10))
        self.paid(self.firm, days_ago(70), 100.0, line)
        self.paid_lines(0, 0)
        row = self.of(self.firm)
        self.assertEqual(self.amounts(row, "days_late", "days_signed", "on_time"), (0, -20, 1))
        self.assertEqual(row.days_to_pay, 10)  # 30 and 30 days, and −30

    def test_debts_set_off_are_paid_on_the_day_of_the_entry(self):
        line = self.owed(self.firm, days_ago(40))
        payable = self.env["account.account"].create(
            {"code": "XR4", "name": "We owe", "account_type": "liability_payable"}
        )
        entry = self.env["account.move"].create(
            {
                "journal_id": self.entries.id,
                "date": days_ago(25),
                "line_ids": [
                    Command.create(
                        {"account_id": account.id, "partner_id": self.firm.id, side: 100.0}
                    )
                    for account, side in ((payable, "debit"), (self.receivable, "credit"))
                ],
            }
        )
        entry.action_post()
        (line + entry.line_ids[1]).reconcile()
        self.paid_lines(0, 0)
        row = self.of(self.firm)
        self.assertEqual(self.amounts(row, "days_late", "receivable"), (5, 0))

    def test_money_not_matched_covers_the_oldest_debts(self):
        self.owed(self.firm, days_ago(100), 50.0)
        self.owed(self.firm, days_ago(40), 70.0)
        self.owed(self.firm, days_ago(5), 20.0)
        self.owed(self.firm, TODAY + timedelta(days=5), 8.0)
        self.paid(self.firm, days_ago(2), 60.0)
        row = self.of(self.firm)
        self.assertEqual(
            self.amounts(row, "receivable", "overdue", *OVERDUE), (88, 80, 20, 60, 0, 0)
        )
        self.assertEqual((row.longest_overdue, row.last_payment), (40, days_ago(2)))

    def test_an_exchange_difference_is_no_payment(self):
        """Invoiced in dollars at 2.0, paid at 1.0: the difference neither pays nor owes."""
        dollar = self.env.ref("base.USD")
        dollar.active = True
        rates = [(days_ago(400), 2.0), (days_ago(55), 1.0)]
        self.env["res.currency.rate"].create(
            [
                {"name": day, "rate": rate, "currency_id": dollar.id, "company_id": self.company.id}
                for day, rate in rates
            ]
        )
        journal = self.env["account.journal"].create(
            {"name": "Differences", "code": "XRD", "type": "general"}
        )
        gain, loss = self.env["account.account"].create(
            [
                {"code": "XR5", "name": "Gain", "account_type": "income_other"},
                {"code": "XR6", "name": "Loss", "account_type": "expense"},
            ]
        )
        self.company.write(
            {
                "currency_exchange_journal_id": journal.id,
                "income_currency_exchange_account_id": gain.id,
                "expense_currency_exchange_account_id": loss.id,
            }
        )
        line = self.owed(self.firm, days_ago(60), 100.0, currency_id=dollar.id)
        entry = self.env["account.move"].create(
            {
                "journal_id": self.entries.id,
                "date": days_ago(50),
                "line_ids": [
                    Command.create({
                        "account_id": account.id, "partner_id": self.firm.id,
                        "currency_id": dollar.id, "amount_currency": sign * 100.0,
                        "balance": sign * 100.0,
                    })
                    for account, sign in ((self.bank, 1), (self.receivable, -1))
                ],
            }
        )  # fmt: skip
        entry.action_post()
        (line + entry.line_ids[1]).reconcile()
        self.assertTrue(
            line.matched_credit_ids.exchange_move_id | line.matched_debit_ids.exchange_move_id
        )
        self.paid_lines(0, 0, amount=50.0)
        row = self.of(self.firm)
        self.assertEqual(row.receivable, 0)
        # 50.00 in the company's currency came ten days late, 100.00 in time.
        self.assertEqual(self.amounts(row, "days_late", "lines_due"), (3.3333, 3))
        self.assertEqual(row.last_payment, days_ago(50))

    def test_documents_of_contacts_are_the_firms(self):
        ann = self.client("Ann", parent_id=self.firm.id, is_company=False)
        self.bought(ann, *(days_ago(days) for days in (100, 70, 40, 10)))
        self.owed(ann, days_ago(3), 40.0, day=days_ago(40))
        row = self.of(self.firm)
        self.assertEqual((row.purchases, row.interval, row.recency), (4, 30, 10))
        self.assertEqual((row.next_purchase, row.overdue), (TODAY + timedelta(days=20), 40))
        self.assertFalse(self.metric.search([("partner_id", "=", ann.id)]))

    def test_an_invoice_without_an_order_is_a_purchase(self):
        """Point 9: frequency, interval, next purchase and recency "from posted lines"."""
        for days in (100, 70, 40):
            self.owed(self.firm, days_ago(days - 30))
        self.owed(self.firm, days_ago(70), day=days_ago(100))  # twice on one day
        row = self.of(self.firm)
        self.assertEqual(
            (row.purchases, row.interval, row.recency, row.last_purchase),
            (3, 30, 40, days_ago(40)),
        )
        self.owed(self.firm, days_ago(-20))
        self.assertEqual(self.of(self.firm).next_purchase, TODAY + timedelta(days=20))

    def test_an_order_and_its_invoice_are_one_purchase(self):
        self.bought(self.firm, days_ago(50))
        order = self.env["sale.order"].search([("partner_id", "=", self.firm.id)])
        move = self.owed(self.firm, days_ago(10)).move_id  # invoiced ten days after
        self.assertEqual(self.of(self.firm).purchases, 2, "until they are tied")
        move.invoice_line_ids.sale_line_ids = order.order_line
        self.metric._refresh(self.firm.ids)
        row = self.of(self.firm)
        self.assertEqual((row.purchases, row.last_purchase), (1, days_ago(50)))

    def test_what_was_taken_back_whole_is_no_purchase(self):
        line = self.owed(self.firm, days_ago(20))
        note = self.owed(self.firm, days_ago(10), move_type="out_refund")
        self.assertEqual(self.of(self.firm).purchases, 1)
        (line + note).reconcile()
        self.assertFalse(self.of(self.firm).purchases)

    def test_days_of_grace_leave_a_payment_in_time(self):
        """§5.6: "on-time ratio: lines paid ≤ due (+grace)", by count and by amount."""
        self.paid_lines(5, 6, 0)
        self.assertEqual(self.amounts(self.of(self.firm), "on_time"), (0.3333,))
        self.company.bpm_grace_days = 5
        row = self.of(self.firm)
        self.assertEqual(self.amounts(row, "on_time", "on_time_amount"), (0.6667, 0.6667))
        self.assertEqual(self.amounts(row, "days_late"), (3.6667,), "late all the same")
        said = habit(self.firm._bpm_payments(), TODAY, 5)
        self.assertEqual(round(said.on_time, 4), 0.6667)

    def test_how_evenly_somebody_buys(self):
        """§5.5 "XYZ (variation <10/25 %)", by turnover of whole months, the empty ones included."""
        self.assertEqual(self.steady(100, 100, 95, 105, 100, 100), ("x", "x"))
        self.assertEqual(self.steady(100, 130, 70, 100, 100, 100), ("y", "y"))
        self.assertEqual(self.steady(100, 0, 0, 300, 0, 50), ("z", "z"))
        self.assertEqual(self.steady(100, 100, 100, 100, 100), (False, None))
        self.assertEqual(self.steady(*[100] * 13, 0, 0, 0), ("z", "z"), "of twelve months only")

    def steady(self, *months):
        """The class of a firm with such a turnover in the months until February; and of the
        engine."""
        firm = self.client("Steady")
        for back, amount in enumerate(reversed(months)):
            day = TODAY.replace(day=10) - relativedelta(months=back + 1)
            if amount:
                self.owed(firm, day + timedelta(days=30), float(amount), day=day)
        self.owed(firm, TODAY, 999.0, day=TODAY)  # the current month is not over
        row = self.of(firm)
        found = variation(months[-12:])
        self.assertEqual(round(row.variation, 4), round(found or 0, 4))
        return row.xyz, steadiness(found)

    def test_turnover_takes_returns_off(self):
        self.owed(self.firm, TODAY + timedelta(days=20), 100.0)  # invoiced ten days ago
        self.owed(self.firm, TODAY + timedelta(days=25), 30.0, move_type="out_refund")
        self.owed(self.firm, days_ago(0), 500.0)  # in February
        self.owed(self.firm, days_ago(60), 7.0)  # in December
        row = self.of(self.firm)
        self.assertEqual(
            self.amounts(
                row, "turnover_month", "turnover_month_last", "turnover_quarter",
                "turnover_quarter_last", "turnover_year",
            ),
            (70, 500, 570, 7, 577),
        )  # fmt: skip

    def test_other_companies_have_figures_of_their_own(self):
        self.owed(self.firm, days_ago(3), 40.0)
        row = self.of(self.firm)
        self.assertEqual(
            (row.company_id, row.currency_id), (self.company, self.company.currency_id)
        )
        self.assertFalse(row.with_user(self.keeper).with_company(self.company).sudo(False).search(
            [("company_id", "!=", self.company.id)]
        ))  # fmt: skip


class TestOneDefinition(MetricCase):
    """One statement for all, and the engine for each, on data nobody chose."""

    FIRMS, LINES = 6, 9

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dice = random.Random(20)
        cls.firms = [cls.client(f"Firm {number}") for number in range(cls.FIRMS)]
        for firm in cls.firms:
            cls.bought(firm, *(days_ago(cls.dice.randint(0, 760)) for _one in range(5)))
            for _line in range(cls.LINES):
                cls.trade(firm)
        cls.refresh()

    @classmethod
    def trade(cls, firm):
        """An invoice, and what became of it."""
        dice, due = (
            cls.dice,
            days_ago(cls.dice.choice((-20, 5, 40, 100, 200, 300, 380)) + cls.dice.randint(-9, 9)),
        )
        kind = dice.choice(("out_invoice",) * 6 + ("out_refund",))
        amount = float(dice.randint(1, 40) * 10)
        line = cls.owed(firm, due, amount, move_type=kind)
        if kind == "out_invoice":
            for share in dice.choice(((), (1,), (0.5,), (0.3, 0.7), (1,))):
                day = min(due + timedelta(days=dice.randint(-20, 40)), TODAY)
                cls.paid(firm, day, amount * share, line)
            if dice.random() < 0.2:
                cls.paid(firm, days_ago(1), 15.0)

    def lines(self, firm):
        return self.env["account.move.line"].search(
            [("partner_id", "=", firm.id), ("account_id", "=", self.receivable.id)]
        )

    def test_ageing(self):
        for firm in self.firms:
            row, open_lines = self.of(firm), self.lines(firm).filtered("amount_residual")
            found = ageing(
                [
                    (line.amount_residual, (TODAY - (line.date_maturity or line.date)).days)
                    for line in open_lines
                ]
            )
            said = (found.total, found.overdue, found.longest, *found.buckets.values())
            self.assertEqual(
                self.amounts(row, "receivable", "overdue", "longest_overdue", *OVERDUE),
                tuple(round(one, 4) for one in said),
                firm.name,
            )

    def test_payment_habit(self):
        habits = 0
        for firm in self.firms:
            row, found = self.of(firm), habit(self.parts(firm), TODAY)
            if found is None:
                self.assertFalse(row.pays)
                continue
            habits += 1
            said = (
                found.lines, found.days_late, found.days_signed, found.on_time,
                found.on_time_amount, found.days_to_pay or 0, found.trend_days or 0,
            )  # fmt: skip
            self.assertEqual(
                self.amounts(
                    row, "lines_due", "days_late", "days_signed", "on_time", "on_time_amount",
                    "days_to_pay", "trend_days",
                ),
                tuple(round(one, 4) for one in said),
                firm.name,
            )  # fmt: skip
            self.assertEqual((row.pays, row.trend or ""), (word(found.on_time), found.trend))
        self.assertGreater(habits, 3, "too little to compare")

    def parts(self, firm):
        """The parts of what fell due in a year, gathered document by document."""
        parts = []
        for line in self.lines(firm).filtered(
            lambda one: one.balance > 0 and one.move_id.is_invoice()
        ):
            if not days_ago(365) <= line.date_maturity < TODAY:
                continue
            issued = line.move_id.invoice_date
            for match in line.matched_credit_ids:
                if match.credit_move_id.move_id.move_type != "out_refund":
                    parts.append(
                        Part(
                            line.id,
                            line.date_maturity,
                            match.amount,
                            match.credit_move_id.date,
                            issued,
                        )
                    )
            if line.amount_residual > 0:
                parts.append(Part(line.id, line.date_maturity, line.amount_residual, None, issued))
        return parts

    def test_turnover(self):
        for firm in self.firms:
            moves = self.lines(firm).move_id.filtered(lambda move: move.is_invoice())
            found = turnover(
                [(move.invoice_date, move.amount_untaxed_signed) for move in moves], TODAY
            )
            self.assertEqual(
                self.amounts(
                    self.of(firm), "turnover_month", "turnover_month_last", "turnover_quarter",
                    "turnover_quarter_last", "turnover_year",
                ),
                (found.months[-1], found.months[-2], found.quarter, found.quarter_last, found.year),
                firm.name,
            )  # fmt: skip

    def test_rhythm(self):
        for firm in self.firms:
            orders = self.env["sale.order"].search(
                [("partner_id", "=", firm.id), ("state", "=", "sale")]
            )
            days = [order.date_order.date() for order in orders]
            # None of the invoices was made from an order; what a credit note took back is none.
            days += [
                move.invoice_date
                for move in self.lines(firm).move_id
                if move.move_type == "out_invoice" and move.payment_state != "reversed"
            ]
            found, row = rhythm([day for day in days if day >= days_ago(730)]), self.of(firm)
            self.assertEqual(
                self.amounts(row, "purchases", "interval", "interval_spread"),
                (found.purchases, round(found.interval, 4), round(found.spread, 4)),
            )
            self.assertEqual(row.last_purchase, found.last)
            self.assertEqual(row.next_purchase, found.is_regular and found.expected)

    def test_the_portrait_says_the_same(self):
        """Decision 027: what is read when opened and what is kept have one definition."""
        for firm in self.firms:
            row = self.of(firm)
            self.assertEqual(
                self.amounts(row, "receivable", "overdue"),
                (round(firm._bpm_debt().total, 4), round(firm._bpm_debt().overdue, 4)),
            )
            found = habit(firm._bpm_payments(), TODAY)
            self.assertEqual(round(row.days_late, 4), round(found.days_late, 4) if found else 0)
