"""Issue 4, part 1: history as a line in time, "as of" a date, and a lead that becomes a partner."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from tests.partner.catalogue import CatalogueCase


class TestPast(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rate, cls.secret = cls.add_all(
            {"name": "Rate", "type": "float", "history": True},
            {"name": "Secret", "history": True, "sensitive": True},
        )
        cls.firm.with_context(bpm_effective_date="2025-01-01").x_bpm_rate = 3
        cls.firm.with_context(bpm_effective_date="2025-06-01").x_bpm_rate = 4
        cls.firm.sudo().with_context(bpm_effective_date="2025-06-01").x_bpm_secret = "4711"

    def test_the_line_in_time_and_a_day_in_it(self):
        past = self.firm.with_user(self.clerk).bpm_attribute_past("2025-05-31")
        said = [(one["day"], one["name"], one["old"], one["new"]) for one in past["changes"]]
        self.assertEqual(said[-1], ("2025-01-01", "Rate", "0.0", "3.0"))
        self.assertIn(("2025-06-01", "Rate", "3.0", "4.0"), said)
        self.assertEqual(past["as_of"], [{"name": "Rate", "value": "3.0"}])
        self.assertNotIn("4711", str(past))

    def test_only_of_counterparties_one_may_see(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.firm.company_id = company
        stranger = new_test_user(self.env, "past_stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.firm.with_user(stranger).bpm_attribute_past()


class TestCarried(CatalogueCase):
    """S3-18 "registers of current and potential clients in one base": one catalogue for both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        both = [
            {"name": "Budget", "code": "budget", "type": "integer"},
            {"name": "Size", "code": "size", "type": "selection",
             "option_ids": [(0, 0, {"name": "Big"})]},
            {"name": "Hobby", "code": "hobby", "kind": "person"},
            {"name": "Pass", "code": "pass", "sensitive": True},
        ]  # fmt: skip
        cls.add_all(
            *[{**values, "applies_to": "lead", "kind": "both"} for values in both],
            *both,
            {"name": "Other", "code": "other", "type": "char"},
            {"name": "Other", "code": "other", "type": "integer", "applies_to": "lead"},
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Fair",
                "type": "opportunity",
                "partner_name": "Lead firm",
                "contact_name": "Lead person",
                "user_id": cls.seller.id,
                "x_bpm_budget": 500,
                "x_bpm_size": "big",
                "x_bpm_hobby": "chess",
                "x_bpm_other": 7,
            }
        )
        cls.lead.sudo().x_bpm_pass = "4711"

    def test_attributes_go_along(self):
        self.lead.with_user(self.seller)._handle_partner_assignment(create_missing=True)
        person, firm = self.lead.partner_id, self.lead.partner_id.parent_id
        self.assertEqual((firm.x_bpm_budget, firm.x_bpm_size), (500, "big"))
        self.assertEqual((person.x_bpm_hobby, person.x_bpm_budget), ("chess", 0))
        self.assertFalse(firm.x_bpm_hobby, "asked of persons only")
        self.assertFalse(firm.x_bpm_other, "another type is another thing")
        self.assertFalse(firm.sudo().x_bpm_pass or person.sudo().x_bpm_pass, "protected")
