"""Cards of marketing & collections about the outbox (ux.md 2.3: "Today's exceptions: held, unknown,
failed"; "running campaigns · cost this month by department"), and the seller's promises due."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from tests.desk.test_desk_figures import FigureCase
from tests.outreach.camp_case import NOW, CampCase


class TestOutboxCards(CampCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        switch = {"group_bpm_capability_outreach": True}
        cls.env["res.config.settings"].create(switch).execute()
        cls.collector = cls.person("desk", "bpm_crm_addon.group_bpm_outreach_manager")
        cls.collector.bpm_job = "outreach"
        cls.keeper = cls.person("keeper", "account.group_account_invoice")
        cls.keeper.bpm_job = "outreach"
        cls.keeper.group_ids -= cls.env.ref("bpm_crm_addon.group_bpm_outreach_manager")
        cls.ada = cls.client("Camp Ada")

    def card(self, name, person=None):
        self.env.flush_all()
        return self.env["bpm.desk"].with_user(person or self.collector).desk_card(name)

    def message(self, occurrence, **values):
        message = self.enqueue(partner_id=self.ada.id, occurrence=occurrence)
        message.sudo().write({"state": "sent", "handed_over_at": NOW, "settled_at": NOW, **values})
        return message

    def test_what_needs_a_person_is_counted_and_opened(self):
        self.assertEqual(self.card("exceptions")["rows"], [])
        self.message("fine")
        held = self.message("held", state="queued", held=True, handed_over_at=False)
        lost = self.message("lost", state="unknown", reason="no_answer")
        self.message("bad", state="failed", reason="bounced")
        self.message("worse", state="failed", reason="refused")
        rows = {row["key"]: row for row in self.card("exceptions")["rows"]}
        self.assertEqual(
            [row["title"] for row in rows.values()],
            ["Held: 1", "No answer from gateway: 1", "Failed: 2"],
        )
        self.assertEqual(rows["held"]["text"], held.purpose_id.name)
        action = rows["unknown"]["open"]["action"]
        seen = self.messages.with_user(self.collector)
        self.assertEqual(seen.search(action["domain"]), lost)

    def test_reminders_that_reached_nobody_are_counted_with_the_reminders(self):
        self.message("owed", state="failed", reason="bounced", res_model="bpm.payment.reminder")
        self.assertEqual(self.card("exceptions")["rows"], [])

    def test_campaigns_under_way(self):
        self.assertFalse(self.card("campaigns"))
        campaign = self.campaign(name="Autumn")
        self.assertFalse(self.card("campaigns"), "a draft is not under way")
        campaign.moment, campaign.start_at = "at", NOW + timedelta(days=2)
        campaign.action_release()
        [row] = self.card("campaigns")["rows"]
        self.assertEqual((row["title"], row["open"]["id"]), ("Autumn", campaign.id))
        self.assertIn("begins on", row["text"])
        campaign.sudo().state = "running"
        self.assertIn("sent to 0 of", self.card("campaigns")["rows"][0]["text"])

    def test_cost_of_the_month_by_department(self):
        self.assertFalse(self.card("costs"))
        self.message("dear", cost=12.5, department_id=self.sales.id)
        self.message("old", cost=80.0, department_id=self.sales.id, handed_over_at="2026-10-31")
        [row] = self.card("costs")["rows"]
        self.assertEqual(row["title"], self.sales.name)
        self.assertIn("12.50", row["text"])

    def test_whoever_may_not_read_the_outbox_has_none_of_it(self):
        for name in ("exceptions", "campaigns", "costs"):
            self.assertFalse(self.card(name, self.keeper), name)


class TestPromisedCalls(FigureCase):
    """ux.md 2.3, salesperson: Worth a call today "(… promise due …)"."""

    def test_a_promise_that_is_due_comes_first(self):
        """Of one's own customers only, also for those who see the promises of all."""
        self.seller.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        customer = self.env["res.partner"].create({"name": "Own", "user_id": self.seller.id})
        others = self.env["res.partner"].create({"name": "Of another"})
        debtor = self.env["res.partner"].create({"name": "Debtor"})
        today = fields.Date.context_today(self.desk(self.seller))
        for partner in customer | others:
            self.owes(partner, today)
            self.env["bpm.payment.promise"].create(
                {"partner_id": partner.id, "date": today, "amount": 5, "user_id": self.seller.id}
            )
        with self.xray(_sleeping=[], _overdue=[self.owing(debtor)]):
            first, second = self.card(self.seller, "calls")["rows"]
        self.assertEqual((first["title"], first["text"]), ("Own", "promised for today"))
        self.assertEqual(second["title"], "Debtor")

    def owes(self, partner, today):
        self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": today,
                "invoice_date_due": today,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [(0, 0, {"name": "Desk", "price_unit": 5, "tax_ids": []})],
            }
        ).action_post()
