"""Cards of My Desk that read the company's data: calls, stewards', collections', administrators'.

ux.md 2.3; the figures themselves are the X-ray's and tested there.
"""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user
from tests.desk.test_desk import OVER_TEN, DeskCase

SLEEPING = {"orders": 9, "interval_days": 34, "last": None, "expected": None, "days_past": 7}


class FigureCase(DeskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.euro = cls.env.company.currency_id

    @contextmanager
    def xray(self, **answers):
        """The X-ray finds exactly this."""
        model = type(self.env["bpm.xray"])
        with_answers = [
            patch.object(model, name, lambda _self, limit=None, user=None, rows=rows: rows[:limit])
            for name, rows in answers.items()
        ]
        for one in with_answers:
            one.start()
        try:
            yield
        finally:
            for one in with_answers:
                one.stop()

    def card(self, person, name):
        return self.desk(person).desk_card(name)

    def owing(self, partner, **facts):
        return {
            "partner_id": partner.id, "name": partner.name, "amount": 3100.0,
            "currency_id": self.euro.id, "days": 12, "lines": [], **facts,
        }  # fmt: skip


class TestCalls(FigureCase):
    """Worth a call today: expected purchase passed, debt; 5 at most."""

    def test_two_reasons_come_first_and_the_phone_is_at_hand(self):
        partners = self.env["res.partner"].create(
            [
                {"name": name, "phone": phone}
                for name, phone in (("Both", "+380 44 1"), ("One", False))
            ]
        )
        both, one = partners
        asleep = [{"partner_id": p.id, "name": p.name, **SLEEPING} for p in (one, both)]
        with self.xray(_sleeping=asleep, _overdue=[self.owing(both)]):
            card = self.card(self.seller, "calls")
        first, second = card["rows"]
        self.assertEqual((first["title"], second["title"]), ("Both", "One"))
        self.assertIn("12 days late", first["text"])
        self.assertIn("usually buys every 34 days, expected 7 days ago", first["text"])
        self.assertEqual(first["buttons"][0]["url"], "tel:+380 44 1")
        self.assertEqual(second["buttons"][0]["model"], "res.partner")

    def test_only_customers_of_this_salesperson_are_asked_for(self):
        asked = []
        model = type(self.env["bpm.xray"])
        with (
            patch.object(model, "_sleeping", lambda _s, limit, user: asked.append(user) or []),
            patch.object(model, "_overdue", lambda _s, limit, user: asked.append(user) or []),
        ):
            self.card(self.seller, "calls")
        self.assertEqual(asked, [self.seller, self.seller])

    def test_a_customer_one_may_not_read_is_not_shown(self):
        hidden = self.env["res.partner"].create({"name": "Hidden"})
        rule = {"model_id": self.env["ir.model"]._get_id("res.partner"), "name": "Test: hidden",
                "domain_force": f"[('id', '!=', {hidden.id})]"}  # fmt: skip
        self.env["ir.rule"].create(rule)
        with self.xray(
            _sleeping=[{"partner_id": hidden.id, "name": "Hidden", **SLEEPING}], _overdue=[]
        ):
            self.assertEqual(self.card(self.seller, "calls")["rows"], [])


class TestSteward(FigureCase):
    """Data steward: the first doubts of the Data Queue, and the way into it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.partner.finding"].search([]).unlink()
        cls.steward = new_test_user(cls.env, "desk_steward")
        cls.steward.bpm_job = "steward"

    def test_the_queue_by_what_is_at_stake(self):
        card = self.card(self.steward, "queue")
        self.assertEqual(card["rows"], [])
        self.assertEqual(card["empty"]["button"]["action"], "bpm_crm_addon.action_bpm_queue")
        self.customer.write(
            {"is_company": True, "country_id": self.env.ref("base.ru").id, "vat": "7721537681"}
        )
        card = self.card(self.steward, "queue")
        [row] = card["rows"]
        self.assertIn("did you mean 7721573681?", row["text"])
        self.assertEqual(card["more"]["action"], "bpm_crm_addon.action_bpm_queue")
        self.assertIn("1 waiting", card["note"])


class TestCollections(FigureCase):
    """Marketing & collections: overdue clients, and what falls due in the next 7 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.collector = new_test_user(cls.env, "desk_collector")
        cls.collector.bpm_job = "outreach"

    def test_without_rights_to_invoices_there_are_no_sums(self):
        self.collector.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        for name in ("overdue", "instalments"):
            self.assertFalse(self.card(self.collector, name), name)

    def test_a_late_payer_opens_exactly_what_was_counted(self):
        self.collector.group_ids += self.env.ref("account.group_account_invoice")
        with self.xray(_overdue=[self.owing(self.customer, lines=[5, 6])]):
            [row] = self.card(self.collector, "overdue")["rows"]
        self.assertEqual((row["amount"], row["text"]), (3100.0, "12 days late"))
        self.assertEqual(row["open"]["action"]["domain"], [["line_ids", "in", [5, 6]]])

    def test_due_within_seven_days(self):
        self.collector.group_ids += self.env.ref("account.group_account_invoice")
        today = fields.Date.context_today(self.desk(self.collector))
        before = {row["key"] for row in self.card(self.collector, "instalments")["rows"]}
        for days in (-1, 0, 7, 8):
            self.invoice(today, days)
        mine = ["partner_id", "=", self.customer.id]
        lines = self.env["account.move.line"].search(
            [*self.desk(self.collector)._instalments_due(), mine]
        )
        due = sorted((line.date_maturity - today).days for line in lines)
        self.assertEqual(due, [0, 7])
        if not before:
            rows = self.card(self.collector, "instalments")["rows"]
            self.assertEqual([row["amount"] for row in rows], [100.0, 107.0])

    def test_a_broken_promise_says_so_also_on_the_day_it_was_for(self):
        """It is broken when the company's day is over, be it today still where it is read."""
        self.collector.group_ids += self.env.ref("account.group_account_invoice")
        today = fields.Date.context_today(self.desk(self.collector))
        self.invoice(today, -1)
        tomorrow = today + timedelta(days=1)  # not over for anybody while it is noted
        promise = self.env["bpm.payment.promise"].create(
            {"partner_id": self.customer.id, "date": tomorrow, "amount": 5}
        )
        promise.write({"date": today, "state": "broken"})
        [row] = self.card(self.collector, "promises")["rows"]
        self.assertEqual((row["tone"], row["text"][:7]), ("danger", "broken:"))
        self.assertEqual(row["buttons"][0]["method"], "action_followed_up")

    def invoice(self, today, days):
        """A posted invoice of 100 and the days until it is due."""
        line = {"name": "Desk", "price_unit": 100.0 + days, "tax_ids": []}
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": today - timedelta(days=30),
                "invoice_date_due": today + timedelta(days=days),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [(0, 0, line)],
            }
        )
        invoice.action_post()


class TestAdministrator(FigureCase):
    """Administrator: health (red first), problems, how the routes do, who is away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = new_test_user(
            cls.env, "desk_boss", groups="base.group_user,bpm_crm_addon.group_bpm_admin"
        )

    def test_health_shows_what_is_not_in_order_the_worst_first(self):
        lines = [
            {"level": level, "name": level, "text": "…"}
            for level in ("success", "warning", "danger")
        ]
        with patch.object(type(self.env["bpm.health"]), "_health_lines", lambda _self: lines):
            card = self.card(self.boss, "health")
        self.assertEqual([row["title"] for row in card["rows"]], ["danger", "warning"])

    def test_an_open_problem_with_its_way_out(self):
        self.env["bpm.incident"].search([("state", "=", "open")]).unlink()
        self.env["bpm.incident"]._raise_incident("Reminder to Ann", "No answer")
        [row] = self.cards(self.boss)["problems"]["rows"]
        self.assertEqual((row["title"], row["text"]), ("Reminder to Ann", "No answer"))
        self.assertEqual(row["buttons"], [], "nothing can be repeated")

    def test_how_much_a_route_holds_back(self):
        """Routes: stopped %, straight-through %, watching."""
        self.env["sale.order"].search([]).write({"create_uid": self.env.uid})
        self.env.cr.execute("UPDATE sale_order SET create_date = create_date - interval '60 days'")
        route = self.route(OVER_TEN, name="Discounts")
        watching = self.route({}, name="Tried out", activate=False)
        watching.action_watch()
        self.of("Gemini")
        for _number in range(3):
            self.quote(0.0)
        rows = {row["key"]: row for row in self.card(self.boss, "routes")["rows"]}
        self.assertEqual(rows["all"]["title"], "75 % of 4 quotations needed nobody")
        self.assertEqual(rows[route.id]["text"], "1 held back, 25 %")
        self.assertIn("Watching", rows[watching.id]["text"])

    def test_who_is_away_and_who_decides(self):
        today = fields.Date.context_today(self.desk(self.boss))
        self.env["bpm.approval.substitution"].create(
            {"user_id": self.leader.id, "substitute_id": self.finance.id, "date_from": today,
             "date_to": today}
        )  # fmt: skip
        [row] = self.cards(self.boss)["away"]["rows"]
        self.assertEqual(row["title"], "Test leader")
        self.assertIn("Test finance decides", row["text"])
