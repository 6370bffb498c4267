"""The import as people use it, in Chromium."""

from tests.common import BpmHttpCase
from tests.partner.import_case import ImportCase


class TestScreen(ImportCase, BpmHttpCase):
    def test_a_salesperson_loads_a_list_sees_what_changes_and_takes_it_back(self):
        """Journeys, salesperson 2: "≤4 clicks"; ux.md 2.1: one import door; one button undoes."""
        self.start_tour("/odoo/bpm-import", "bpm_import_list", login=self.seller.login, timeout=120)
        anna = self.called("Anna Tour")
        self.assertEqual(anna.parent_id.name, "Tour Mobili")
        self.assertIn("Mood: fine", anna.comment)
        self.assertFalse(self.called("Piet Tour"))
        self.start_tour(
            "/odoo/contacts?view_type=list", "bpm_import_undo", login=self.seller.login, timeout=120
        )
        self.env.invalidate_all()
        self.assertFalse(anna.exists())

    def test_a_steward_makes_an_attribute_of_a_column_on_the_spot(self):
        """Issue 4, part 4: "a column mapped to a new attribute on the spot"."""
        steward = self.importer("import_steward", "bpm_crm_addon.group_bpm_steward")
        self.start_tour(
            "/odoo/bpm-import", "bpm_import_new_attribute", login=steward.login, timeout=120
        )
        anna = self.called("Anna Tour")
        self.assertIn("fine", (anna.x_bpm_mood, anna.parent_id.x_bpm_mood))
        self.assertFalse(self.opened(b"Company;Mood\nTour;fine\n").bpm_page()["can_add"])

    def test_the_refused_rows_are_downloaded_by_their_owner_only(self):
        importing = self.imported(b"Company;E-mail\nTour Works;nobody\n")
        url = f"/bpm_crm_addon/import/{importing.id}/rejected"
        self.authenticate(self.seller.login, self.seller.login)
        answer = self.url_open(url)
        self.assertEqual((answer.status_code, answer.content[:2]), (200, b"PK"))
        other = self.importer("import_other")
        self.authenticate(other.login, other.login)
        self.assertEqual(self.url_open(url).status_code, 404)
