"""Relations: S2-02 "any relations, not only clients"."""

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger
from tests.partner.catalogue import CatalogueCase


class TestRelation(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls.env.ref("bpm_crm_addon.relation_director")
        cls.relation = cls.relate(cls.person, cls.firm)

    @classmethod
    def relate(cls, partner, other, **values):
        return cls.env["bpm.partner.relation"].with_user(cls.seller).create(
            {"partner_id": partner.id, "other_id": other.id, "type_id": cls.director.id, **values}
        )  # fmt: skip

    def seen(self, partner):
        return [(row.title, row.other_id) for row in partner.bpm_relation_ids]

    def test_it_is_seen_from_both_sides_under_its_two_names(self):
        self.assertEqual(self.seen(self.person), [("Director of", self.firm)])
        self.assertEqual(self.seen(self.firm), [("Has the director", self.person)])

    def test_both_sides_change_and_go_together(self):
        self.firm.bpm_relation_ids.with_user(self.seller).date_to = "2026-01-31"
        self.assertEqual(str(self.relation.date_to), "2026-01-31")
        self.firm.bpm_relation_ids.with_user(self.seller).unlink()
        self.assertFalse(self.relation.exists())

    def test_who_is_related_how_stays(self):
        with self.assertRaises(UserError):
            self.relation.other_id = self.seller.partner_id

    def test_nobody_is_related_to_themselves(self):
        with self.assertRaises(ValidationError):
            self.relate(self.firm, self.firm)

    @mute_logger("odoo.sql_db")
    def test_the_same_relation_is_there_once(self):
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            self.relate(self.person, self.firm)

    def test_it_is_searched(self):
        found = self.env["res.partner"].search(
            [("bpm_relation_ids.type_id", "=", self.director.id), ("id", "in", self.partners.ids)]
        )
        self.assertEqual(found, self.partners)

    def test_a_clerk_reads_and_changes_nothing(self):
        self.assertEqual(self.relation.with_user(self.clerk).title, "Director of")
        with self.assertRaises(AccessError):
            self.relation.with_user(self.clerk).unlink()
