"""Approval for further credit after reminders in vain (issue 5, 6: levels may create it)."""

from odoo.exceptions import UserError
from tests.outreach.payment_case import PaymentCase


class TestFurtherCredit(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        cls.level = cls.env.ref("bpm_crm_addon.reminder_level_last")
        cls.level.effect = "approval"
        cls.chief = cls.person("chief")
        cls.admin = cls.person(
            "approvals", "bpm_crm_addon.group_bpm_approval_admin", "sales_team.group_sale_manager"
        )
        cls.seller = cls.person("seller", "sales_team.group_sale_salesman_all_leads")
        cls.debt = cls.invoice(31, 500)

    def quote(self, partner=None):
        quote = self.env["sale.order"].with_user(self.seller).create(
            {"partner_id": (partner or self.firm).id, "company_id": self.company.id}
        )  # fmt: skip
        quote.order_line = [(0, 0, {"name": "Glass", "display_type": "line_note"})]
        return quote

    def switch_on(self):
        wizard = self.env["bpm.approval.ready.rule"].with_user(self.admin)
        action = self.level.with_user(self.admin).action_say_who_is_asked()
        self.assertTrue(action["context"]["default_reminded"])
        wizard = wizard.with_context(**action["context"]).create({})
        wizard.money_user_id = self.chief
        wizard.gate = "confirm"
        wizard.action_switch_on()

    def told(self):
        self.handed_over(self.send())
        self.env.invalidate_all()

    def test_who_was_reminded_in_vain_needs_an_approval(self):
        self.switch_on()
        self.quote().action_confirm()  # nothing was said yet
        self.told()
        quote, contact = self.quote(), self.client("Ann", parent_id=self.firm.id, is_company=False)
        for one in (quote, self.quote(contact)):
            with self.assertRaises(UserError):
                one.action_confirm()
        quote.action_bpm_request_approval()
        request = quote.bpm_approval_request_id.sudo()
        self.assertEqual(request.slot_ids.approver_id, self.chief)
        self.quote(self.client("Other")).action_confirm()

    def test_who_pays_is_free_at_once(self):
        self.switch_on()
        self.told()
        self.pay(500, self.debt)
        self.env.invalidate_all()
        quote = self.quote()
        quote.action_confirm()
        self.assertEqual(quote.state, "sale")

    def test_only_levels_that_want_it(self):
        self.level.effect = "warning"
        self.switch_on_anyway()
        self.told()
        quote = self.quote()
        self.assertTrue(quote.bpm_debt_warning)
        quote.action_confirm()
        self.assertEqual(quote.state, "sale")

    def switch_on_anyway(self):
        self.level.effect = "approval"
        self.switch_on()
        self.level.effect = "warning"

    def test_it_warns_as_well_and_says_when_nobody_is_asked(self):
        self.told()
        self.assertIn("30 days overdue", self.quote().bpm_debt_warning)
        self.assertEqual(self.level.asks, "Nobody yet: it only warns")
        self.switch_on()
        self.env.invalidate_all()
        self.assertEqual(self.level.asks, self.chief.name)

    def test_it_can_be_searched(self):
        self.told()
        quote, other = self.quote(), self.quote(self.client("Other"))
        for value in (True, False):
            found = self.env["sale.order"].search(
                [("bpm_reminded_in_vain", "=", value), ("id", "in", (quote | other).ids)]
            )
            self.assertEqual(found, quote if value else other)
            self.assertEqual((quote | other).filtered_domain(
                [("bpm_reminded_in_vain", "=", value)]), found)  # fmt: skip

    def test_a_new_name_for_money_is_asked_here_too(self):
        self.switch_on()
        other = self.person("other_chief")
        self.env["bpm.approval.route"]._ready_ask(self.company, other, other.browse())
        steps = self.env["bpm.approval.step"]._reminded_steps(self.company)
        self.assertEqual(steps.user_ids, other)
