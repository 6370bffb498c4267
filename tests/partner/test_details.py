"""S0-06 "unlimited number of attributes": a card reads them when their tab is opened."""

from odoo.tests import new_test_user
from tests.common import BpmHttpCase


class TestDetails(BpmHttpCase):
    def setUp(self):
        # Registered first, so run last: after the test is rolled back.
        self.addCleanup(self.registry.reset_changes)
        super().setUp()
        one_set = self.env["bpm.partner.attribute.set"].create({"name": "Tour set"})
        self.env["bpm.partner.attribute"].create(
            [
                {"name": "Rate", "code": "tour_rate", "type": "integer", "set_id": one_set.id},
                {
                    "name": "Fairs",
                    "code": "tour_fairs",
                    "type": "table",
                    "set_id": one_set.id,
                    "column_ids": [(0, 0, {"name": "Name"})],
                },
            ]
        )

    def test_the_form_reads_attributes_only_while_their_tab_is_open(self):
        """One record, one Save: what is typed in the tab is saved and kept with all the rest."""
        new_test_user(self.env, "details", "base.group_user,base.group_partner_manager")
        one, two = self.env["res.partner"].create(
            [
                {"name": "A Tour One", "is_company": True, "x_bpm_tour_rate": 7},
                {"name": "A Tour Two", "is_company": True, "x_bpm_tour_rate": 8},
            ]
        )
        self.start_tour(
            "/odoo/bpm-counterparties?view_type=list", "bpm_details_when_opened", login="details"
        )
        self.env.invalidate_all()
        self.assertEqual((one.x_bpm_tour_rate, two.x_bpm_tour_rate), (9, 8))
        self.assertEqual(one.x_bpm_tour_fairs.x_name, "Hannover")
        three = self.env["res.partner"].search([("name", "=", "A Tour Three")])
        self.assertEqual(three.x_bpm_tour_rate, 3)
