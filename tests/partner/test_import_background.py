"""Long lists: imported and undone by the scheduled action, portion by portion."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.addons.bpm_crm_addon.models.partner import (
    import_cron,
    import_quiet,
    import_run,
    import_undo,
)
from tests.partner.import_case import ImportCase
from tests.partner.tables import fair, listed


class TestBackground(ImportCase):
    def setUp(self):
        super().setUp()
        for module in (import_run, import_undo):
            self.patch(module, "AT_ONCE", 2)
        self.patch(import_cron, "PORTION", 2)

    def run_scheduled_action(self):
        with self.enter_registry_test_mode():
            self.env.ref(import_cron.CRON).method_direct_trigger()
        self.env.invalidate_all()

    def test_a_long_list_goes_on_in_the_background_and_back(self):
        importing = self.looked(fair([4, "", "Piet", "", "piet at home", "", ""]))
        page = importing.bpm_run()
        self.assertEqual((page["state"], page["progress"]), ("running", 0))
        self.assertFalse(self.called("Anna Rossi"))
        self.run_scheduled_action()
        self.assertEqual(importing.state, "done")
        self.assertEqual(self.counts(importing), (3, 0, 0, 1))
        self.assertEqual(self.called("Anna Rossi").create_uid, self.seller)
        self.assertEqual(
            len(self.called("Zeta Mobili")), 1, "the firm of the portion before is known"
        )
        self.assertEqual(importing.bpm_undo()["state"], "running")
        self.run_scheduled_action()
        self.assertEqual(importing.state, "undone")
        self.assertFalse(self.called("Anna Rossi") | self.called("Zeta Mobili"))

    def test_the_work_is_done_with_the_rights_and_the_company_of_the_one_who_began(self):
        importing = self.looked(fair())
        importing.bpm_run()
        self.seller.group_ids = self.env.ref("base.group_user")
        self.run_scheduled_action()
        self.assertEqual(self.counts(importing), (0, 0, 0, 3))
        self.assertIn("not allowed", importing.row_ids[0].reason)


class TestForgetting(ImportCase):
    def test_old_imports_are_forgotten_with_their_rows(self):
        begun, done = self.opened(listed(["Name"], ["Ann Alone"])), self.imported(fair())
        imports = self.env["bpm.partner.import"]
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            imports._gc_imports()
        self.assertEqual((begun | done).exists(), done)
        with freeze_time(fields.Datetime.now() + timedelta(days=366)):
            imports._gc_imports()
        self.assertFalse(done.exists())
        self.assertTrue(self.called("Anna Rossi"))


class TestQuiet(ImportCase):
    """The switch "automations on or off"."""

    def test_history_is_written_only_with_automations_on(self):
        quiet = self.imported(listed(["Company"], ["Quiet Works"])).row_ids.partner_id
        loud = self.imported(
            listed(["Company"], ["Loud Works"]), automations=True
        ).row_ids.partner_id
        self.env.flush_all()
        self.assertFalse(quiet.message_ids)
        self.assertTrue(loud.message_ids)

    def test_automation_rules_ask_first(self):
        class Rules:
            env = self.env

            def browse(self):
                return []

            def _get_actions(self, records, triggers):
                return ["rule"]

        import_quiet._ask_first(Rules)
        partner, order = self.env["res.partner"], self.env["sale.order"]
        importing = self.looked(listed(["Company"], ["Some Works"]))
        with importing._quiet():
            self.assertEqual(Rules()._get_actions(partner, []), [])
            self.assertEqual(Rules()._get_actions(order, []), ["rule"])
        self.assertEqual(Rules()._get_actions(partner, []), ["rule"])
        loud = self.looked(listed(["Company"], ["Loud Works"]), automations=True)
        with loud._quiet():
            self.assertEqual(Rules()._get_actions(partner, []), ["rule"])

    def test_the_switch_is_no_context_key(self):
        """T4: what a caller puts into the context changes nothing."""
        importing = self.looked(listed(["Company"], ["Some Works"]))
        with importing.with_context(**{import_quiet.MARK: True})._quiet():
            self.assertTrue(self.env.cr.cache[import_quiet.MARK])
        self.assertNotIn(import_quiet.MARK, self.env.cr.cache)
