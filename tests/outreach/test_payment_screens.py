"""Payment reminders in Chromium: the review, the invoice's line, the desk.

Issue item 6; ux.md 2.2 (Invoice), 2.3 (Marketing & collections), keyboard and 390 px.
"""

from datetime import timedelta

from tests.books import Books
from tests.common import BpmHttpCase


class PaymentScreens(BpmHttpCase):
    """The company is the database's own: a browser cannot be told another day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user")._apply_group(
            cls.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        )
        cls.company = cls.env["res.company"].create(
            {"name": "Tour Company", "bpm_outreach_live_since": "2026-01-01 00:00:00",
             "bpm_outreach_mode": "live"}
        )  # fmt: skip
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context={"allowed_company_ids": cls.company.ids, "no_reset_password": True}
        )
        cls.collector = cls.env["res.users"].create(
            {
                "name": "Tour Collector",
                "login": "tour_collector",
                "password": "tour_collector",
                "company_id": cls.company.id,
                "company_ids": [(6, 0, cls.company.ids)],
            }
        )
        cls.collector.bpm_job = "outreach"
        cls.collector.group_ids += cls.env.ref("account.group_account_invoice")
        cls.books = Books(cls.env)
        cls.today = cls.company._bpm_today()
        cls.big = cls.invoice("Tour Big", 20, 900)
        cls.invoice("Tour Firm", 8, 100)
        cls.invoice("Tour Promising", 8, 50)
        cls.invoice("Tour Small", 8, 10)
        cls.invoice("Tour Silent", 8, 10, email=False)
        cls.env["bpm.payment.reminder"]._prepare(cls.company, cls.today)

    @classmethod
    def invoice(cls, name, late, amount, **values):
        partner = cls.books.client(name, **{"email": "tour@firm.invalid", **values})
        due = cls.today - timedelta(days=late)
        return cls.books.invoice(partner, due, amount, day=due)

    def tour(self, url, name):
        self.start_tour(url, name, login=self.collector.login, timeout=180)
        self.env.invalidate_all()

    def states(self):
        reminders = self.env["bpm.payment.reminder"].search(
            [("company_id", "=", self.company.id)]
        )  # fmt: skip
        return {one.partner_id.name: one.state for one in reminders}


class TestPaymentScreens(PaymentScreens):
    def test_a_collector_sends_skips_and_notes_a_promise_by_keys(self):
        self.tour("/odoo/payment-reminders", "bpm_collector_reviews_reminders")
        self.assertEqual(
            self.states(),
            {
                "Tour Big": "queued",
                "Tour Firm": "skipped",
                "Tour Small": "queued",
            },
        )
        [promise] = self.env["bpm.payment.promise"].search([("company_id", "=", self.company.id)])
        self.assertEqual((promise.amount, promise.said_by), (50, "Ms Bell"))

    def test_the_invoice_says_what_is_next(self):
        """ux.md 2.2; journey 3.4-7: a dispute and a promise stop reminders by themselves."""
        self.tour(f"/odoo/account.move/{self.big.id}", "bpm_invoice_says_what_is_next")
        [promise] = self.env["bpm.payment.promise"].search([("company_id", "=", self.company.id)])
        self.assertEqual((promise.state, promise.amount), ("cancelled", 900))
        [dispute] = self.env["bpm.payment.dispute"].search([("company_id", "=", self.company.id)])
        self.assertEqual(
            (dispute.move_id, dispute.state, dispute.note),
            (self.big, "settled", "Two desks came scratched"),
        )

    def test_a_phone_round_of_debtors(self):
        """Journey 3.4-6: a queue, the result in two clicks at most."""
        firms = self.env["res.partner"].search([("name", "like", "Tour ")])
        firms = firms.filtered(lambda one: one.name in ("Tour Big", "Tour Firm", "Tour Promising"))
        firms.filtered(lambda one: one.name == "Tour Big").phone = "+49 30 1234"
        owed = {"Tour Big": 900, "Tour Firm": 100, "Tour Promising": 50}
        metrics = self.env["bpm.partner.metric"]
        metrics.search([("partner_id", "in", firms.ids)]).unlink()
        metrics.create(
            [
                {"partner_id": firm.id, "company_id": self.company.id, "overdue": owed[firm.name]}
                for firm in firms
            ]
        )
        self.tour("/odoo/phone-round", "bpm_collector_calls")
        calls = self.env["bpm.payment.call"].search([("company_id", "=", self.company.id)])
        self.assertEqual(
            {call.partner_id.name: call.outcome for call in calls},
            {"Tour Big": "missed", "Tour Promising": "promised"},
        )
        [promise] = self.env["bpm.payment.promise"].search([("company_id", "=", self.company.id)])
        self.assertEqual((promise.partner_id.name, promise.amount), ("Tour Promising", 50))

    def test_what_runs_by_itself_shows_only_exceptions(self):
        """Journey 3.4-5: she sees only exceptions; how they run: tests/faults."""
        self.company.bpm_reminder_mode = "auto"
        reminders = self.env["bpm.payment.reminder"]
        self.env["bpm.payment.promise"].create(
            {
                "partner_id": self.books.env["res.partner"]
                .search([("name", "=", "Tour Promising")], limit=1)
                .id,
                "date": self.today + timedelta(days=3),
                "amount": 50,
            }
        )
        reminders._run(self.company, self.today)
        firm = reminders.search([("partner_id.name", "=", "Tour Firm")])
        firm.message_id._move("failed", "no_user", "550 no such user")
        self.assertEqual(firm.state, "not_sent")
        self.tour("/odoo/desk", "bpm_collector_sees_only_exceptions")

    def test_who_may_not_be_called_has_no_number(self):
        """Issue 5, 6: limits of debt contact law, for calls; released by a person."""
        olga = self.invoice("Tour Olga", 8, 70, is_company=False, phone="+49 30 99").partner_id
        self.env["bpm.contact.policy"].create(
            {"name": "Tour law of debts", "company_id": self.company.id, "channel": "call",
             "message_class": "debt", "party": "person", "limit_day": 1}
        )  # fmt: skip
        metrics = self.env["bpm.partner.metric"]
        metrics.search([("partner_id", "=", olga.id)]).unlink()
        metrics.create({"partner_id": olga.id, "company_id": self.company.id, "overdue": 70})
        calls = self.env["bpm.payment.call"]
        calls._note_call([(olga, self.company)], "missed")
        calls.search([("partner_id", "=", olga.id)]).next_on = self.today
        self.tour("/odoo/phone-round", "bpm_collector_may_not_call")
        found = calls.search([("partner_id", "=", olga.id)])
        self.assertEqual(sorted(found.mapped("outcome")), ["missed", "talked"])

    def test_the_desk_leads_to_the_review(self):
        """ux.md 2.3: the first primary action of marketing & collections."""
        promise = self.env["bpm.payment.promise"].create(
            {"partner_id": self.big.partner_id.id, "date": self.today, "amount": 5}
        )
        promise.write({"date": self.today - timedelta(days=1), "state": "broken"})
        self.tour("/odoo/desk", "bpm_desk_leads_to_the_review")
        self.assertTrue(promise.seen)


class TestPaymentOnAPhone(PaymentScreens):
    browser_size = "390x844"
    touch_enabled = True

    def test_one_reminder_at_a_time_and_one_tap(self):
        self.tour("/odoo/payment-reminders", "bpm_reminders_by_phone")
        self.assertEqual(self.states()["Tour Firm"], "queued")
