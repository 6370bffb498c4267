"""What a data steward and a seller see: S0-09 "create at run time by business user"."""

from odoo.tests import new_test_user
from tests.common import BpmHttpCase


class TestScreens(BpmHttpCase):
    def setUp(self):
        # Registered first, so run last: after the test is rolled back.
        self.addCleanup(self.registry.reset_changes)
        super().setUp()

    def test_a_steward_adds_an_attribute_and_fills_it_in(self):
        """In a minute, on one dialog, without a word of Odoo's own configuration."""
        new_test_user(
            self.env,
            "tour_steward",
            "base.group_user,base.group_partner_manager,bpm_crm_addon.group_bpm_steward",
        )
        firm = self.env["res.partner"].create({"name": "A Tour Firm", "is_company": True})
        self.start_tour("/odoo/bpm-attributes", "bpm_steward_adds_attribute", login="tour_steward")
        self.assertEqual(firm.x_bpm_delivery_days, 5)
