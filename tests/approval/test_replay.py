"""ux.md 4.2, step 3: slide the threshold on the company's own last 12 months."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.bpm_crm_addon.models.approval import approval_replay
from tests.common import ApprovalCase


class TestReplay(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Replayed"})
        (cls.seller | cls.leader | cls.admin).company_ids |= cls.company
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Replayed", "company_id": cls.company.id}
        )

    @classmethod
    def quote(cls, discount=0.0, **values):
        values.setdefault("pricelist_id", cls.pricelist.id)
        return super().quote(discount, company_id=cls.company.id, team_id=False, **values)

    def replay(self, rule="discount"):
        return self.env["bpm.approval.route"]._replay(rule, self.company)

    def stopped(self, limit, rule="discount"):
        """How many the slider says at a step it stands on."""
        replay = self.replay(rule)
        return replay["above"][replay["values"].index(limit)]

    def test_it_says_what_the_rule_itself_says(self):
        """The slider and the rule it sets agree about each quotation, lower prices included."""
        quotes = self.quote(5.0) | self.quote(10.0) | self.quote(10.4) | self.quote(25.0)
        quotes |= self.quote(price=80.0) | self.quote()
        for limit in (0.0, 5.0, 10.0, 10.5, 20.0, 25.0):
            asked = quotes.filtered_domain([("bpm_real_discount", ">", limit)])
            self.assertEqual(self.stopped(limit), len(asked), limit)
        self.assertEqual(self.replay()["quotes"], len(quotes))

    def test_many_quotations_are_counted_in_one_statement(self):
        """Beyond 3 000 an approximation; where prices came from the form it is the same."""
        self.quote(5.0), self.quote(10.4)
        lower = self.quote()
        lower.order_line.price_unit = 70.0
        self.assertEqual(lower.order_line.technical_price_unit, 100.0)
        # The worst line is that of 20 %, once the negative line has lowered it further: 28 %.
        whole = self.quote(20.0)
        whole.write(
            {
                "order_line": [
                    (0, 0, {"product_id": self.product.id}),
                    (0, 0, {"name": "Less", "product_uom_qty": 1, "price_unit": -18.0}),
                ]
            }
        )
        self.assertEqual(whole.bpm_real_discount, 28.0)
        gift = self.quote()
        gift.write(
            {"order_line": [(0, 0, {"product_id": self.product.id, "discount": 100})]}
        )  # fmt: skip
        self.quote().write(
            {"order_line": [(0, 0, {"display_type": "line_section", "name": "Part"})]}
        )
        self.env["sale.order"].create(
            {"partner_id": self.customer.id, "company_id": self.company.id}
        )
        self.env.flush_all()
        measured = self.replay()
        with patch.object(approval_replay, "MEASURED", 0):
            at_once = self.replay()
        self.assertEqual(at_once, measured)
        self.assertEqual(measured["quotes"], 7)

    def test_totals_in_the_company_s_currency(self):
        for quantity in (1, 10, 11, 500):
            self.quote(quantity=quantity)
        self.assertEqual(self.stopped(1000, "amount"), 2)
        self.assertEqual(self.stopped(50_000, "amount"), 0)
        euro = self.env["res.currency"].create(
            {
                "name": "XRP",
                "symbol": "r",
                "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 0.1, "company_id": False})],
            }
        )
        foreign = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": euro.id, "company_id": self.company.id}
        )
        quote = self.quote(quantity=11, pricelist_id=foreign.id)
        self.assertEqual(quote.amount_total, 1100.0)
        self.assertEqual(self.stopped(10_000, "amount"), 2, "1 100 of the other is 11 000 here")

    def test_only_the_last_twelve_months_and_not_the_cancelled(self):
        old, gone = self.quote(30.0), self.quote(30.0)
        old.date_order = fields.Datetime.now() - timedelta(days=400)
        gone.action_cancel()
        self.quote(30.0)
        self.assertEqual(self.replay()["quotes"], 1)

    def test_another_company_s_history_is_not_told(self):
        self.quote(30.0)
        wizard = self.env["bpm.approval.ready.rule"].with_user(self.admin)
        mine = wizard.new({"company_id": self.company.id})
        self.assertEqual(mine.discount_replay["quotes"], 1)
        self.admin.company_ids -= self.company
        self.assertFalse(wizard.new({"company_id": self.company.id}).discount_replay)

    def test_too_little_history_is_said(self):
        """“Not enough data” is a sentence, and a guess is said to be one."""
        replay = self.replay()
        self.assertEqual((replay["quotes"], replay["enough"]), (0, False))
        self.assertEqual((replay["hours"], replay["assumed"]), (4.0, True))
        self.assertEqual(replay["weeks"], 1.0)

    def test_usual_hours_from_past_decisions(self):
        route = self.route(company_id=self.company.id)
        quotes = [self.quote(quantity=number) for number in range(1, 6)]
        for hours, quote in enumerate(quotes, 1):
            request = self.asked(quote)
            request.with_user(self.leader).action_approve()
            slot = request.slot_ids
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE bpm_approval_slot SET since = decided_at - %s * interval '1 hour'"
                " WHERE id = %s",
                [hours, slot.id],
            )
        replay = self.replay()
        self.assertEqual((replay["hours"], replay["assumed"]), (3.0, False))
        route.action_retire()

    def test_moving_the_slider_asks_nobody(self):
        """The past comes with the form; a limit has no on-change."""
        view = self.env["bpm.approval.ready.rule"].get_view(view_type="form")
        fields_with_onchange = self.env["bpm.approval.ready.rule"]._onchange_spec(view)
        self.assertFalse(fields_with_onchange.get("discount_limit"))
        self.assertFalse(fields_with_onchange.get("amount_limit"))

    def test_queries_do_not_grow_with_quotations(self):
        def count():
            self.env.invalidate_all()
            with self.assertQueryCount(200):
                before = self.env.cr.sql_log_count
                self.replay(), self.replay("amount")
                return self.env.cr.sql_log_count - before

        self.quote(5.0)
        self.env.flush_all()
        first = count()
        for number in range(12):
            self.quote(number)
        self.env.flush_all()
        self.assertLessEqual(count(), first)
