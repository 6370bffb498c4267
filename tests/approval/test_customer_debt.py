"""Routes that ask because of debts: issue 5, point 9 ("also in routes (debt, late payer)")."""

from odoo.exceptions import AccessError, UserError
from tests.desk.xray_world import TODAY, days_ago
from tests.rule.metric_case import MetricCase


class TestCustomerDebt(MetricCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls.person("finance", "base.group_user")
        cls.admin = cls.person(
            "approvals", "bpm_crm_addon.group_bpm_approval_admin", "sales_team.group_sale_manager"
        )
        cls.debtor, cls.other = cls.client("Debtor"), cls.client("Other")
        cls.contact = cls.client("Ann", parent_id=cls.debtor.id, is_company=False)
        for days in (90, 60, 30):
            cls.paid(cls.debtor, days_ago(days - 20), 100.0, cls.owed(cls.debtor, days_ago(days)))
        cls.owed(cls.debtor, days_ago(5), 40.0)
        cls.refresh()

    def wizard(self, **values):
        return (
            self.env["bpm.approval.ready.rule"]
            .with_user(self.admin)
            .create(
                {
                    "company_id": self.company.id,
                    "money_user_id": self.finance.id,
                    "discount": False,
                    "amount": False,
                    "terms": False,
                    "debt": True,
                    "gate": "confirm",
                    **values,
                }
            )
        )

    def test_the_ready_rule_asks_finance_while_the_customer_owes(self):
        self.wizard(debt_limit=39).action_switch_on()
        quote = self.quotes(self.contact).with_user(self.seller)
        with self.assertRaises(UserError):
            quote.action_confirm()
        quote.action_bpm_request_approval()
        request = quote.bpm_approval_request_id.sudo()
        self.assertEqual(request.slot_ids.approver_id, self.finance)
        free = self.quotes(self.other).with_user(self.seller)
        free.action_confirm()
        self.assertEqual(free.state, "sale")

    def test_who_paid_is_free_at_once(self):
        self.wizard().action_switch_on()
        quote = self.quotes(self.debtor)
        self.paid(self.debtor, TODAY, 40.0)
        self.env.invalidate_all()
        quote.with_user(self.seller).action_confirm()
        self.assertEqual(quote.state, "sale")

    def test_a_debt_below_the_limit_asks_nobody(self):
        self.wizard(debt_limit=40).action_switch_on()
        self.quotes(self.debtor).with_user(self.seller).action_confirm()

    def test_the_dialog_knows_the_rule_in_use(self):
        self.wizard(debt_limit=39).action_switch_on()
        again = self.env["bpm.approval.ready.rule"].with_user(self.admin).new({})
        again.company_id = self.company
        again._onchange_company_id()
        self.assertEqual((again.debt, again.debt_limit), (True, 39))

    def test_late_payers_are_a_condition_of_their_own(self):
        late, prompt = self.quotes(self.contact), self.quotes(self.other)
        for condition in (("bpm_customer_days_late", ">", 10), ("bpm_customer_overdue", ">", 39)):
            found = (late | prompt).filtered_domain([condition])
            self.assertEqual(found, late)
            self.assertEqual(
                self.env["sale.order"].search([condition, ("id", "in", (late | prompt).ids)]), late
            )

    def test_a_salesperson_learns_no_sums_from_a_quotation(self):
        quote = self.quotes(self.debtor).with_user(self.seller)
        with self.assertRaises(AccessError):
            quote.read(["bpm_customer_overdue"])
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.seller).search([("bpm_customer_overdue", ">", 9)])
