"""The X-ray as a director uses it, in Chromium, on a desk and on a telephone (ux.md 4.1)."""

from tests.common import ApprovalCase, BpmHttpCase


class ScreenCase(ApprovalCase, BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.person(
            "xray",
            "bpm_crm_addon.group_bpm_admin",
            "sales_team.group_sale_manager",
        )
        cls.reader.password = cls.reader.login
        cls.quote(0.0)
        for _number in range(19):
            cls.quote(0.0, price=100)
        cls.low = cls.quote(30.0, quantity=1000.0)


class TestScreen(ScreenCase):
    def test_sentences_figures_documents_and_the_button_that_mends(self):
        """Each figure opens its documents; back again the figures are still there; the button
        opens the ready rule with the limit that was measured."""
        self.start_tour("/odoo/xray", "bpm_xray", login=self.reader.login, timeout=120)

    def test_it_is_found_in_the_menu(self):
        menus = self.env["ir.ui.menu"].with_user(self.reader).load_menus(False)
        self.assertIn(self.env.ref("bpm_crm_addon.menu_bpm_xray").id, menus)
        menus = self.env["ir.ui.menu"].with_user(self.leader).load_menus(False)
        self.assertNotIn(self.env.ref("bpm_crm_addon.menu_bpm_xray").id, menus)


class TestPhone(ScreenCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_nothing_is_wider_than_the_telephone(self):
        self.start_tour("/odoo/xray", "bpm_xray_phone", login=self.reader.login, timeout=120)
