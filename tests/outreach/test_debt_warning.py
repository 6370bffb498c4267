"""What a level may want besides: issue 5, point 6 "levels may create a call, a letter, a warning on
new quotes"."""

from tests.outreach.payment_case import PaymentCase


class TestDebtWarning(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.level = cls.env.ref("bpm_crm_addon.reminder_level_last")
        cls.level.effect = "warning"
        cls.seller = cls.person("seller", "sales_team.group_sale_salesman")
        cls.accountant = cls.person(
            "accountant",
            "sales_team.group_sale_salesman_all_leads",
            "account.group_account_invoice",
        )
        cls.firm.user_id = cls.seller
        cls.debt = cls.invoice(31, 700)
        cls.quote = cls.env["sale.order"].create(
            {"partner_id": cls.client("Ann", parent_id=cls.firm.id, is_company=False).id}
        )
        cls.quote.user_id = cls.seller
        everybody = cls.env.ref("base.group_user")
        everybody._apply_group(cls.env.ref("bpm_crm_addon.group_bpm_capability_outreach"))
        cls.env["ir.config_parameter"].set_param("bpm_crm_addon.portrait_sums", False)

    def warning(self, user=None):
        self.env.invalidate_all()
        return self.quote.with_user(user or self.accountant).bpm_debt_warning

    def test_until_it_is_paid_quotations_warn(self):
        self.assertFalse(self.warning(), "nothing was said yet")
        self.handed_over(self.send())
        self.assertIn("30 days overdue", self.warning())
        self.assertIn("700", self.warning())
        seen = self.warning(self.seller)
        self.assertIn("has not paid", seen)
        self.assertNotIn("700", seen, "sums are for those who may see them")
        self.pay(700, self.debt)
        self.assertFalse(self.warning())

    def test_only_of_the_company_and_only_while_it_is_a_quotation(self):
        self.handed_over(self.send())
        other = self.env["res.company"].create({"name": "Other"})
        self.env.user.company_ids |= other
        elsewhere = self.env["sale.order"].with_context(allowed_company_ids=other.ids)
        elsewhere = elsewhere.create({"partner_id": self.firm.id, "company_id": other.id})
        self.assertFalse(elsewhere.bpm_debt_warning)
        self.quote.action_confirm()
        self.assertFalse(self.warning())

    def test_a_debt_that_was_told_twice_is_owed_once(self):
        self.handed_over(self.send())
        said = self.env["bpm.payment.reminder.line"].search(
            [("move_line_id", "in", self.debt.line_ids.ids), ("state", "=", "said")], limit=1
        )
        harder = self.level.copy({"name": "Harder", "days": 45})
        said.copy({"level_id": harder.id, "state": "said"})
        self.assertIn("Harder", self.warning())
        self.assertIn("700", self.warning())
        self.assertNotIn("1,400", self.warning())

    def test_a_level_without_it_warns_nobody(self):
        self.level.effect = False
        self.handed_over(self.send())
        self.assertFalse(self.warning())

    def test_a_list_of_quotations_asks_once(self):
        self.handed_over(self.send())
        quotes = self.quote | self.env["sale.order"].create(
            [{"partner_id": self.firm.id} for _ in range(20)]
        )
        quotes.mapped("bpm_debt_warning")
        self.env.invalidate_all()
        quotes.mapped("partner_id.commercial_partner_id.id")
        with self.assertQueryCount(12):
            quotes.mapped("bpm_debt_warning")

    def test_a_letter_is_a_task_for_whoever_sent_the_reminder(self):
        self.level.effect = "letter"
        reminders = self.reminders._prepare(self.company, self.company._bpm_today())
        reminders.with_user(self.collector).bpm_review_act("send")
        self.handed_over(reminders.message_id)
        activity = self.firm.activity_ids
        self.assertEqual((len(activity), activity.user_id), (1, self.collector))
        self.assertIn("post it", activity.summary)
        self.assertIn(f"report_payment_letter/{reminders.id}", activity.note)
