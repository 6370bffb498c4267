"""Entry on the run: S2-12 "no blocking", S2-14 "20-second entry", journeys 1."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from tests.common import BpmCase


class TestEntry(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.ua")
        groups = "base.group_user,base.group_partner_manager,sales_team.group_sale_salesman"
        cls.seller = new_test_user(cls.env, "entry_seller", groups)
        cls.partners = cls.env["res.partner"].with_user(cls.seller)

    def enter(self, *args):
        return self.env["res.partner"].browse(self.partners.bpm_quick_create(*args)["id"])

    def test_a_name_and_a_phone_suffice(self):
        """Phones by the company's country."""
        partner = self.enter("Fair visitor", "067 123 45 67", False)
        self.assertEqual(partner.phone, "+380 67 123 4567")
        self.assertEqual(partner.phone_sanitized, "+380671234567")
        self.assertFalse(partner.is_company)
        self.assertEqual(partner.user_id, self.seller)

    def test_nothing_is_refused(self):
        self.assertEqual(self.enter("Odd", "call after six").phone, "call after six")
        self.assertEqual(self.enter("", "+380671234567").name, "+380671234567")
        self.assertTrue(self.enter("", "").name)
        twin = self.enter("Odd", "call after six")
        self.assertEqual(twin.name, "Odd", "a double is saved, too")

    def test_what_is_no_phone_is_seen_by_a_data_steward(self):
        """Kept as typed, and a doubt; put right, the doubt is closed."""
        partner = self.enter("Odd", "call after six")
        doubts = self.env["bpm.partner.finding"].search(
            [("partner_id", "=", partner.id), ("field_name", "=", "phone")]
        )
        self.assertEqual((doubts.value, doubts.state), ("call after six", "open"))
        partner.with_user(self.seller).phone = "067 123 45 67"
        self.assertEqual(doubts.state, "accepted")
        fine = self.enter("Fine", "067 123 45 68")
        self.assertFalse(fine.bpm_finding_ids.filtered(lambda one: one.field_name == "phone"))

    def test_who_may_be_meant_is_told_while_typing(self):
        known = self.env["res.partner"].create(
            {"name": "Zorbala Oak Furniture", "is_company": True}
        )
        alike = self.partners.bpm_entry_hints("Zorbala Oak Furnitur")["alike"]
        self.assertEqual([one["id"] for one in alike], known.ids)
        mine = self.partners.bpm_entry_hints("Zorbala Oak Furniture", partner_id=known.id)["alike"]
        self.assertNotIn(known.id, [one["id"] for one in mine])

    def test_the_kind_follows_the_name(self):
        self.assertFalse(self.partners.bpm_entry_hints("Коваль Ольга Іванівна")["is_company"])
        self.assertTrue(self.partners.bpm_entry_hints("Oak Ltd")["is_company"])

    def test_choosing_a_customer_finds_another_spelling(self):
        """In the quote's customer field: before "Create" stands who may be meant."""
        known = self.env["res.partner"].create(
            {"name": "Zorbala Oak Furniture", "is_company": True}
        )
        named = {"display_name": {}}
        found = self.partners.web_name_search("Zorbala Oak Furnitur Ltd", named)
        self.assertEqual([one["id"] for one in found], known.ids)
        none = self.partners.web_name_search(
            "Zorbala Oak Furnitur Ltd", named, domain=[("is_company", "=", False)]
        )
        self.assertEqual(none, [], "the field's own condition holds")

    def test_who_may_not_make_counterparties_may_not_here(self):
        clerk = new_test_user(self.env, "entry_clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(clerk).bpm_quick_create("X", "1")
