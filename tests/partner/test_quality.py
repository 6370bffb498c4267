"""Journeys, data steward 8: "completeness %, verified %, age of verification per role; trend"."""

import ast
from datetime import timedelta

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Domain
from tests.partner.queue_case import QueueCase

QUALITY = "bpm.partner.quality"


class TestQuality(QueueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = cls.env["bpm.partner.role"].create({"name": "Quality role"})
        whole = {"city": "Kyiv", "phone": "+380 44 555 66 77", "bpm_role_ids": cls.role.ids}
        cls.whole = cls.enter("Whole firm", vat="7721573681", **whole)
        cls.unreached = cls.enter("Unreached firm", vat="7707083893", **whole | {"phone": False})
        cls.unplaced = cls.enter("Unplaced firm", vat="7707083893", **whole | {"city": False})
        cls.unnumbered = cls.enter("Unnumbered firm", **whole)
        cls.person = cls.enter("A person", **whole | {"is_company": False})
        cls.env["bpm.partner.finding"].search([]).unlink()
        cls.whole._bpm_set_verification(
            "verified", bpm_verified_at=fields.Datetime.now() - timedelta(days=10)
        )
        cls.unplaced._bpm_set_verification(
            "stale", bpm_verified_at=fields.Datetime.now() - timedelta(days=400)
        )

    def noted(self, role=None):
        """Today's row of the role, or of all counterparties, as a steward reads it."""
        quality = self.env[QUALITY].with_user(self.steward)
        quality.action_today()
        return quality.search(
            [
                ("company_id", "=", self.env.company.id),
                ("role_id", "=", role.id if role else False),
                ("day", "=", fields.Date.context_today(quality)),
            ],
            limit=1,
        )

    def behind(self, action):
        """How many counterparties an action opens."""
        return self.env["res.partner"].search_count(Domain(action["domain"]))

    def test_each_role_is_counted(self):
        row = self.noted(self.role)
        self.assertEqual(
            (row.parties, row.reached, row.placed, row.numbered), (5, 4, 4, 4), row.about
        )
        self.assertEqual((row.complete, row.verified, row.stale, row.doubted), (2, 1, 1, 0))
        self.assertEqual((row.complete_share, row.verified_share), (40, 20))
        self.assertAlmostEqual(row.verified_days, 205, delta=1)

    def test_what_must_be_filled_in_and_is_missing_counts(self):
        self.env["bpm.partner.finding"]._raise(
            {("partner_id", self.whole.id, "missing", "x_any", 0): {}}
        )
        row = self.noted(self.role)
        self.assertEqual((row.complete, row.doubted), (1, 1))

    def test_a_figure_opens_exactly_its_counterparties(self):
        for row in (self.noted(self.role), self.noted()):
            self.assertEqual(self.behind(row.action_incomplete()), row.parties - row.complete)
            self.assertEqual(self.behind(row.action_not_verified()), row.parties - row.verified)

    def test_a_firm_within_a_firm_is_a_counterparty_a_contact_is_not(self):
        inside = {"parent_id": self.whole.id, "bpm_role_ids": self.role.ids, "city": False}
        self.enter("Firm within", **inside)
        self.enter("Contact within", **inside | {"is_company": False})
        row = self.noted(self.role)
        self.assertEqual(row.parties, 6)
        self.assertEqual(self.behind(row.action_incomplete()), row.parties - row.complete)

    def test_noted_twice_a_day_there_is_one_row_and_what_is_gone_goes(self):
        row = self.noted(self.role)
        self.whole.bpm_role_ids = False
        self.assertEqual(self.noted(self.role), row, "a report that is open stays usable")
        self.assertEqual(row.parties, 4)
        (self.unreached + self.unplaced + self.unnumbered + self.person).bpm_role_ids = False
        with freeze_time(fields.Datetime.now() + timedelta(seconds=1)):
            self.assertFalse(self.noted(self.role))

    def test_the_address_shows_the_last_day_there_is(self):
        """The night has not counted yet, or counted by a clock behind the reader's."""
        row = self.noted(self.role)
        earlier = row.sudo().copy({"day": row.day - timedelta(days=1)})
        views = self.env[QUALITY].with_user(self.steward).get_views([(False, "search")])
        arch = etree.fromstring(views["views"]["search"]["arch"])
        action = self.env.ref("bpm_crm_addon.action_bpm_partner_quality")
        [(default, _on)] = ast.literal_eval(action.context).items()
        name = default.removeprefix("search_default_")
        domain = ast.literal_eval(arch.xpath(f"//filter[@name='{name}']/@domain")[0])
        both = self.env[QUALITY].with_user(self.steward)
        both = both.search([("role_id", "=", self.role.id), *domain])
        self.assertEqual(both, row)
        self.assertEqual((row + earlier).mapped("latest"), [True, False])
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.assertEqual(both.search([("role_id", "=", self.role.id), *domain]), row)

    def test_the_night_counts(self):
        with self.enter_registry_test_mode():
            self.env.ref("bpm_crm_addon.ir_cron_partner_queue").method_direct_trigger()
        self.assertTrue(self.env[QUALITY].search([("role_id", "=", self.role.id)]))

    def test_it_is_compared_with_eight_weeks_ago(self):
        today = self.noted(self.role)
        for weeks, share in ((10, 90), (7, 5), (2, 15)):
            today.sudo().copy({"day": today.day - timedelta(weeks=weeks), "verified_share": share})
        self.env.invalidate_all()
        self.assertEqual(today.verified_change, 20 - 5)
        self.assertEqual(today.complete_change, 0)

    def test_another_companys_counterparties_are_not_counted(self):
        other = self.env["res.company"].create({"name": "Other quality"})
        self.unreached.company_id = other
        self.assertEqual(self.noted(self.role).parties, 4)
        self.steward.company_ids |= other
        there = self.env[QUALITY].search(
            [("company_id", "=", other.id), ("role_id", "=", self.role.id)]
        )
        self.assertEqual(there.parties, 1 + 4, "those of nobody belong to both")

    def test_it_is_for_stewards_and_directors(self):
        quality = self.env[QUALITY].with_user(self.seller)
        with self.assertRaisesRegex(AccessError, "Ask one of them"):
            quality.action_today()
        with self.assertRaises(AccessError):
            quality.search([])

    def test_one_statement_however_many_counterparties(self):
        def count():
            before = self.env.cr.sql_log_count
            self.env[QUALITY]._note_today()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for place in range(30):
            self.enter(f"More {place}", bpm_role_ids=self.role.ids)
        self.env.flush_all()
        self.assertEqual(count(), few)
