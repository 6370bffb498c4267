"""Figures follow what happens: issue 5, point 9 ("refreshed incrementally from posted lines")."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from tests.desk.xray_world import TODAY, days_ago
from tests.rule.metric_case import MetricCase

MORNING = datetime(2026, 3, 18, 10)


class TestNotes(MetricCase):
    """Whichever road a change took, the counterparty is noted; what changes nothing is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm, cls.other = cls.client("Firm"), cls.client("Other")
        cls.line = cls.owed(cls.firm, days_ago(10))
        cls.notes("DELETE")

    def assertNotes(self, *firms):
        self.assertEqual(self.noted(), self.env["res.partner"].concat(*firms))
        self.notes("DELETE")

    def test_posting_paying_and_unmatching(self):
        line = self.owed(self.firm, days_ago(5))
        self.assertNotes(self.firm)
        money = self.paid(self.firm, days_ago(1), 100.0)
        self.assertNotes(self.firm)
        (line + money).reconcile()
        self.assertNotes(self.firm)
        line.remove_move_reconcile()
        self.assertNotes(self.firm)
        line.move_id.button_draft()
        self.assertNotes(self.firm)

    def test_a_draft_is_nobodys_business(self):
        draft = self.line.move_id.copy()
        draft.invoice_line_ids.price_unit = 77.0
        self.assertNotes()
        draft.unlink()
        self.assertNotes()

    def test_a_remark_on_a_posted_line_changes_nothing(self):
        self.line.name = "Reminder sent"
        self.line.move_id.narration = "Thanks"
        self.assertNotes()

    def test_another_match_on_another_day(self):
        """The same amounts stay open; what settled them came on another day."""
        first, second = (self.paid(self.firm, days_ago(days), 100.0) for days in (9, 3))
        (self.line + first).reconcile()
        self.notes("DELETE")
        self.line.remove_move_reconcile()
        (self.line + second).reconcile()
        self.assertNotes(self.firm)

    def test_orders(self):
        self.quotes(self.firm)
        self.assertNotes()
        order = self.quotes(self.firm)
        order.action_confirm()
        self.assertNotes(self.firm)
        order.note = "Leave at the gate"
        self.assertNotes()
        order._action_cancel()
        self.assertNotes(self.firm)

    def test_a_contact_that_moves_to_another_firm(self):
        ann = self.client("Ann", parent_id=self.firm.id, is_company=False)
        self.notes("DELETE")
        ann.parent_id = self.other
        self.assertNotes(self.firm | self.other)

    def test_lines_changed_past_odoo(self):
        self.env.cr.execute(
            "UPDATE account_move_line SET amount_residual = 1 WHERE id = %s", (self.line.id,)
        )
        self.assertNotes(self.firm)


class TestRefresh(MetricCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.client("Firm")

    def test_a_row_comes_and_goes(self):
        line = self.owed(self.firm, days_ago(10))
        self.assertEqual(self.of(self.firm).overdue, 100)
        self.assertEqual(self.notes(), 0)
        line.move_id.button_draft()
        self.assertFalse(self.of(self.firm))

    def test_only_the_noted_are_computed(self):
        other = self.client("Other")
        self.owed(self.firm, days_ago(10))
        self.owed(other, days_ago(10))
        self.refresh()
        mark = "UPDATE bpm_partner_metric SET overdue = 1 WHERE partner_id = %s"
        self.env.cr.execute(mark, (other.id,))
        self.owed(self.firm, days_ago(10))
        self.assertEqual((self.of(self.firm).overdue, self.of(other).overdue), (200, 1))

    def test_with_a_new_day_debts_are_a_day_older(self):
        self.owed(self.firm, TODAY)
        self.assertEqual(self.of(self.firm).overdue, 0)
        with freeze_time(MORNING + timedelta(days=31)):
            row = self.of(self.firm)
            self.assertEqual((row.overdue_31, row.longest_overdue), (100, 31))
            self.assertEqual(row.computed_on, TODAY + timedelta(days=31))

    def test_the_day_begins_by_the_companys_clock(self):
        self.company.partner_id.tz = "Asia/Tokyo"
        self.owed(self.firm, TODAY)
        with freeze_time(MORNING + timedelta(hours=6)):  # one in the morning in Tokyo
            self.assertEqual(self.of(self.firm).longest_overdue, 1)

    def test_a_row_of_who_became_a_contact_goes(self):
        parent = self.client("Parent")
        self.owed(self.firm, days_ago(10))
        self.refresh()
        self.firm.write({"parent_id": parent.id, "is_company": False})
        self.assertFalse(self.of(self.firm))
        self.assertEqual(self.of(parent).overdue, 100)

    def test_after_installation_the_history_is_filled_in(self):
        """Issue 2.2: installing computes nothing."""
        line = self.owed(self.firm, days_ago(10))
        self.notes("DELETE")
        self.env["ir.config_parameter"].set_param("bpm_crm_addon.metrics_filled", False)
        with self.enter_registry_test_mode():
            self.env.ref("bpm_crm_addon.ir_cron_partner_metric").method_direct_trigger()
        self.assertEqual(self.of(line.partner_id).overdue, 100)
        self.assertTrue(self.env["ir.config_parameter"].get_param("bpm_crm_addon.metrics_filled"))
        months = self.env["bpm.company.metric"].search([("company_id", "=", self.company.id)])
        self.assertEqual(months[:1].receivable, 100, "the company as a whole, too")

    def test_queries_do_not_grow_with_firms(self):
        def queries(count):
            firms = [self.client(f"Firm {number}") for number in range(count)]
            for firm in firms:
                self.owed(firm, days_ago(10))
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.refresh()
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertLessEqual(queries(5), queries(1))


class TestMerge(MetricCase):
    def test_figures_follow_the_documents_and_come_back(self):
        """Merging: the loser's figures become the winner's; undone, both have their own."""
        steward = self.person("steward", "bpm_crm_addon.group_bpm_steward")
        kept, other = self.client("OpenWood"), self.client("Open Wood Ltd")
        self.owed(kept, days_ago(10), 100.0)
        self.owed(other, days_ago(40), 50.0)
        self.assertEqual((self.of(kept).overdue, self.of(other).overdue), (100, 50))
        merges = self.env["bpm.partner.merge"].with_user(steward)
        merge = merges.browse(merges.action_open((kept | other).ids)["res_id"])
        merge.action_keep(kept.id)
        merge.action_merge()
        self.assertEqual((self.of(kept).overdue, self.of(kept).longest_overdue), (150, 40))
        self.assertFalse(self.of(other))
        merge.action_undo()
        self.assertEqual((self.of(kept).overdue, self.of(other).overdue), (100, 50))
