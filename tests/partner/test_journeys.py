"""The weeks of the data steward and the salesperson on screen: journeys.md 3.3 and 3.1 row 12.

Steward's rows 1, 3 and 6 are in test_queue_screen.py, 4 in test_merge_screens.py, 7 in
test_screens.py; the salesperson's 1 and 3 in test_card_screens.py, 2 in test_import_screen.py.
"""

from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user
from tests.common import BpmHttpCase
from tests.partner.import_case import ImportCase
from tests.partner.queue_case import QueueCase


class TestJourneys(QueueCase, ImportCase, BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Only what the tours speak of is in the queue and long unchecked.
        cls.env["res.partner"].search([])._bpm_set_verification("entered", bpm_verified_at=None)
        role = cls.env["bpm.partner.role"].create({"name": "Journey role"})
        given = {"city": "Kyiv", "country_id": cls.russia.id, "bpm_role_ids": role.ids}
        cls.one = cls.enter("Journey Firm", vat="7707083893", **given)
        cls.enter("Journey Whole", vat="7721573681", phone="+7 495 111 22 33", **given)
        cls.person = cls.env["res.partner"].create(
            {"name": "Journey Person", "email": "person@journey.invalid"}
        )
        cls.env["bpm.partner.finding"].search([]).unlink()

    def tour(self, url, name, user):
        self.start_tour(url, name, login=user.login, timeout=180)
        self.env.invalidate_all()

    def test_a_steward_watches_quality_and_corrects_in_a_spreadsheet(self):
        """Data steward 8 and 11: "export → edit → import with diff preview"."""
        self.steward.group_ids |= self.env.ref("base.group_allow_export")
        self.tour("/odoo/bpm-attributes", "bpm_steward_watches_quality", self.steward)
        self.assertEqual(self.one.city, "Odesa")

    def test_a_steward_links_a_branch_and_checks_the_old_ones(self):
        """Data steward 5 and 9: ""branch of" in one click"; "scheduled, batched"."""
        branch = self.enter("Journey Branch", vat="7707083893")
        findings = self.env["bpm.partner.finding"]
        findings.search([]).unlink()
        findings._raise({("partner_id", branch.id, "double", "vat", self.one.id): {"value": "vat"}})
        self.one._bpm_verify()
        self.one._bpm_set_verification(
            "verified", bpm_verified_at=fields.Datetime.now() - timedelta(days=500)
        )
        findings._age()
        url = "/odoo/bpm-queue"
        self.tour(url, "bpm_steward_links_a_branch_and_checks_old_ones", self.steward)
        self.assertEqual(self.one.bpm_verification_state, "verified")
        self.assertTrue(branch.active)
        relation = self.env["bpm.partner.relation"].search([("partner_id", "=", branch.id)])
        self.assertEqual(relation.other_id, self.one)

    def test_a_steward_answers_a_person_who_wants_to_be_forgotten(self):
        """Data steward 10: "one report, one action, log"."""
        url = f"/odoo/contacts/{self.person.id}"
        self.tour(url, "bpm_steward_forgets_a_person", self.steward)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Journey Person")]))
        entry = self.env["bpm.journal"].search(
            [("event", "=", "person_erased"), ("res_id", "=", self.person.id)]
        )
        self.assertEqual(entry.user_id, self.steward.id)

    def test_rows_that_were_not_imported_come_to_the_steward(self):
        """Salesperson 2: "bad rows go to the steward, not to her"."""
        importing = self.opened(
            b"Company;Contact person;E-mail\nJourney Fair;Piet Journey;at home\n"
            b"Journey Fair;Ann Journey;ann@journey.invalid\n",
            name="fair.csv",
        )
        importing.bpm_map([[one["target"], one["mode"]] for one in importing.columns])
        importing.bpm_preview()
        importing.bpm_run()
        self.steward.bpm_job = "steward"
        self.tour("/odoo/desk", "bpm_steward_mends_refused_rows", self.steward)
        self.assertTrue(importing.rejects_settled)
        self.assertFalse(self.env["bpm.desk"].with_user(self.steward)._card_rejects())

    def test_a_salesperson_passes_a_client_to_a_colleague(self):
        """Salesperson 12: "1 action moves tasks, offers; nobody loses history"."""
        heir = new_test_user(
            self.env,
            "journey_heir",
            "base.group_user,sales_team.group_sale_salesman",
            name="Journey Heir",
        )
        client = self.enter("Journey Client")
        client.message_post(body="Prices by Friday", message_type="comment")
        order = self.quote(client, user_id=self.seller.id).with_env(self.env)
        self.seller.group_ids |= self.env.ref("sales_team.group_sale_salesman")
        self.seller.password = self.seller.login
        self.tour("/odoo/bpm-counterparties", "bpm_seller_passes_a_client", self.seller)
        self.assertEqual((client.user_id, order.user_id), (heir, heir))
        self.assertTrue(client.message_ids.filtered(lambda one: "Friday" in one.body))
