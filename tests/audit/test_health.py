"""An alarm when one of the addon's own scheduled actions is inactive or late.

Issue 2.2, invariant I13 (F12).
"""

from datetime import timedelta

from odoo import fields
from odoo.addons.bpm_crm_addon.models.audit import health_cron
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from tests.common import BpmCase


class TestHealth(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.health = cls.env["bpm.health"]
        cls.cron = cls.env.ref("bpm_crm_addon.ir_cron_incident_retry")
        cls.admin = cls.env.ref("base.user_admin")
        cls.env["ir.config_parameter"].set_param("database.is_neutralized", False)
        now = fields.Datetime.now()
        cls.health._scheduled_actions().write({"active": True, "nextcall": now, "failure_count": 0})
        cls.health._check_scheduled_actions()

    def problems(self):
        return self.env["bpm.incident"].search(
            [("state", "=", "open"), ("key", "=", f"health.scheduled_action.{self.cron.id}")]
        )

    def late(self, **delay):
        self.cron.nextcall = fields.Datetime.now() - timedelta(**delay)

    def run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("bpm_crm_addon.ir_cron_health").method_direct_trigger()
        self.env.invalidate_all()

    def test_all_is_well(self):
        self.run_cron()
        self.assertFalse(self.problems())

    def test_switched_off(self):
        self.cron.active = False
        self.run_cron()
        self.assertEqual(len(self.problems()), 1)
        self.assertIn("switched off", self.problems().reason)
        self.assertTrue(self.problems().owner_id.has_group("bpm_crm_addon.group_bpm_admin"))

    def test_it_cannot_be_deleted(self):
        """Issue 2, point 2: nobody would notice one that is gone."""
        with self.assertRaisesRegex(UserError, "Switch it off instead"):
            self.cron.unlink()
        self.cron.copy().unlink()  # a further one of somebody's own

    def test_late_by_more_than_an_hour_and_two_of_its_intervals(self):
        self.late(minutes=59)
        self.run_cron()
        self.assertFalse(self.problems())
        self.late(minutes=61)
        self.run_cron()
        self.assertEqual(len(self.problems()), 1)

    def test_a_daily_one_may_be_two_days_late(self):
        self.cron.write({"interval_type": "days", "interval_number": 1})
        self.late(hours=47)
        self.run_cron()
        self.assertFalse(self.problems())
        self.late(hours=49)
        self.run_cron()
        self.assertTrue(self.problems())

    def test_failing_again_and_again(self):
        self.cron.failure_count = 3
        self.run_cron()
        self.assertIn("3 times", self.problems().reason)

    def test_one_problem_however_often_it_is_seen_closed_when_over(self):
        self.cron.active = False
        for _time in range(3):
            self.run_cron()
        problem = self.problems()
        self.assertEqual(len(problem), 1)
        self.cron.active = True
        self.run_cron()
        self.assertEqual(problem.state, "done")

    def test_the_watchman_itself_is_watched_when_an_administrator_comes(self):
        """It is a scheduled action too: when none runs, somebody else has to notice."""
        self.patch(health_cron, "STARTED", -10_000)
        watchman = self.env.ref("bpm_crm_addon.ir_cron_health")
        watchman.nextcall = fields.Datetime.now() - timedelta(hours=3)
        key = f"health.scheduled_action.{watchman.id}"
        domain = [("state", "=", "open"), ("key", "=", key)]
        new_test_user(self.env, "plain", groups="base.group_user")._on_webclient_bootstrap()
        self.assertFalse(self.env["bpm.incident"].search(domain))
        self.admin.with_user(self.admin)._on_webclient_bootstrap()
        self.assertTrue(self.env["bpm.incident"].search(domain))

    def test_looking_costs_a_page_load_next_to_nothing(self):
        self.patch(health_cron, "STARTED", -10_000)
        self.health._check_on_page_load()
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            self.health._check_on_page_load()

    def test_a_server_that_has_just_started_is_not_blamed(self):
        self.patch(health_cron, "STARTED", health_cron.time.monotonic())
        self.late(days=30)
        self.admin.with_user(self.admin)._on_webclient_bootstrap()
        self.assertFalse(self.problems())

    def test_a_neutralised_copy_is_silent(self):
        """Odoo switches all scheduled actions of a copy off, on purpose."""
        self.cron.active = False
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)
        self.run_cron()
        self.assertFalse(self.problems())

    # === PAGE === #

    def open(self):
        action = self.health.with_user(self.admin).action_open()
        return self.health.with_user(self.admin).browse(action["res_id"])

    def test_the_page_shows_what_is_wrong_first(self):
        self.cron.active = False
        page = self.open()
        self.assertEqual(page.line_ids[0].level, "danger")
        self.assertEqual(page.line_ids[0].name, self.cron.name)
        self.assertIn(self.problems(), page.incident_ids)
        self.cron.active = True
        page = self.open()
        self.assertNotIn("danger", page.line_ids.mapped("level"))
        self.assertFalse(page.incident_ids & self.problems())

    def test_a_missing_library_is_a_line(self):
        """design.md: a missing optional Python library is a line in Health, never a failed
        install."""
        libraries = {"no_such_library": ("no-such", "Nothing is read.")}
        self.patch(type(self.health), "_optional_libraries", lambda self: libraries)
        lines = self.open().line_ids.filtered(lambda line: "no-such" in line.name)
        self.assertEqual(lines.level, "warning")
        self.assertIn("pip install no-such", lines.text)

    def test_only_administrators_look(self):
        director = new_test_user(self.env, "boss", groups="bpm_crm_addon.group_bpm_director")
        with self.assertRaisesRegex(AccessError, "administrators only"):
            self.health.with_user(director).action_open()
