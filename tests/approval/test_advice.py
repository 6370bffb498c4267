"""Rule advice on the screen: what is proposed, what its buttons do, and who may press them."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from tests.approval.past import TOTALS, PastCase


@freeze_time(PastCase.NOW)
class TestAdvice(PastCase):
    """Keep / raise / drop with the figures shown before; through the doors routes have anyway."""

    def rows(self, person=None):
        person = person or self.admin
        action = self.env["bpm.approval.advice"].with_user(person).action_open()
        rows = self.env["bpm.approval.advice"].with_user(person).search(action["domain"])
        return rows.filtered(lambda row: row.step_id == self.step)

    def test_raising_asks_only_above_the_new_limit(self):
        self.answers(*TOTALS)
        row = self.rows()
        self.assertIn("never said no", row.sentence)
        version = self.big.version_number
        row.action_raise()
        self.assertEqual(self.step.domain, "[('bpm_company_amount', '>', 80000.0)]")
        self.assertEqual(self.step.reason, "total over 80,000 USD")
        self.assertEqual(self.big.version_number, version + 1)
        cheap, dear = self.quote(quantity=700), self.quote(quantity=900)
        self.assertFalse(cheap.bpm_approval_preview()["needed"])
        self.assertTrue(dear.bpm_approval_preview()["needed"])

    def test_figures_about_a_rule_that_was_changed_meanwhile_are_refused(self):
        self.answers(*TOTALS)
        row = self.rows()
        self.step.domain = "[('bpm_company_amount', '>', 60000.0)]"
        with self.assertRaisesRegex(UserError, "changed meanwhile"):
            row.action_raise()
        self.assertIn("60000", self.step.domain)

    def test_dropping_the_last_rule_retires_the_route(self):
        row = self.rows()
        row.action_drop()
        self.assertEqual(self.big.state, "retired")
        with self.assertRaisesRegex(UserError, "decided already"):
            row.action_keep()

    def test_dropping_one_of_two_leaves_the_other(self):
        other = self.step.copy({"name": "Other", "domain": "[]"})
        self.rows().action_drop()
        self.assertFalse(self.step.exists())
        self.assertEqual((self.big.state, self.big.step_ids), ("active", other))

    def test_a_rule_once_kept_is_not_proposed_again_for_half_a_year(self):
        self.answers(*TOTALS)
        self.rows().action_keep()
        self.assertEqual(self.events(self.big)[-1], "rule_kept")
        self.assertIn(self.admin.name, self.rows().done)
        self.assertFalse(self.rows().can_decide)
        with freeze_time("2027-01-17"):
            self.assertFalse(self.rows().done)

    def test_directors_read_and_change_nothing(self):
        self.answers(*TOTALS)
        director = self.person("boss", "base.group_user", "bpm_crm_addon.group_bpm_director")
        row = self.rows(director)
        self.assertFalse(row.can_decide)
        for door in (row.action_raise, row.action_drop, row.action_keep):
            with self.assertRaisesRegex(AccessError, "approval administrator"):
                door()

    def test_others_see_neither_advice_nor_times(self):
        with self.assertRaisesRegex(AccessError, "directors"):
            self.env["bpm.approval.advice"].with_user(self.seller).action_open()
        with self.assertRaises(AccessError):
            self.env["bpm.approval.report"].with_user(self.seller).search([])

    def test_rows_belong_to_those_who_opened_the_list(self):
        row = self.rows()
        director = self.person("boss", "base.group_user", "bpm_crm_addon.group_bpm_director")
        with self.assertRaises(AccessError):
            row.with_user(director).read(["sentence"])
