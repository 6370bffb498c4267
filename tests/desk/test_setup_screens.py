"""ux.md 4.2 on screens: the list on its page, at a desk and on a phone."""

from tests.common import BpmHttpCase
from tests.desk.test_setup import SetupCase


class ScreenCase(SetupCase, BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss.password = cls.boss.login

    def tour(self, name):
        self.start_tour("/odoo/setup", name, login=self.boss.login, timeout=120)
        self.env.invalidate_all()


class TestScreens(ScreenCase):
    def test_a_trial_is_decided_and_removed(self):
        """Step 4: it waits in the real inbox; deciding ticks the box."""
        self.tour("bpm_setup_trial")
        self.assertTrue(self.company.bpm_trial_decided_at)
        self.assertFalse(self.env["bpm.setup.trial"].search([("approver_id", "=", self.boss.id)]))

    def test_skip_and_take_up_again(self):
        self.tour("bpm_setup_skip")
        self.assertFalse(self.company.bpm_setup_skipped)

    def test_nothing_technical_on_the_page(self):
        """Every step opened: no technical name, no condition, no model on the screen."""
        self.tour("bpm_setup_reads_plain")


class TestPhone(ScreenCase):
    """4.2 at 390 px."""

    browser_size = "390x844"
    touch_enabled = True

    def test_skip_and_take_up_again_on_the_phone(self):
        self.tour("bpm_setup_skip")
