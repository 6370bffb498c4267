"""Issue part 6: "everything follows", links that each company keeps for itself too."""

from tests.partner.test_merge import MergeCase


class TestCompanyLinks(MergeCase):
    def setUp(self):
        # Registered first, so run last: after the savepoint of the test is rolled back.
        self.addCleanup(self.registry._setup_models__, self.env.cr)
        super().setUp()
        self.env["ir.model.fields"].create(
            {
                "name": "x_forwarder",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "ttype": "many2one",
                "relation": "res.partner",
                "company_dependent": True,
            }
        )
        self.second = self.env["res.company"].create({"name": "Second company"})
        self.client = self.env["res.partner"].create({"name": "A client"})

    def links(self):
        self.env.invalidate_all()
        own, other = self.client, self.client.with_company(self.second)
        return own.x_forwarder, other.x_forwarder

    def test_each_company_is_led_to_the_card_that_stays_and_back(self):
        third = self.env["res.partner"].create({"name": "Third"})
        self.client.x_forwarder = self.other
        self.client.with_company(self.second).x_forwarder = third
        merge = self.merged()
        self.assertEqual(self.links(), (self.kept, third))
        merge.action_undo()
        self.assertEqual(self.links(), (self.other, third))

    def test_what_was_changed_since_stays(self):
        self.client.x_forwarder = self.other
        self.client.with_company(self.second).x_forwarder = self.other
        merge = self.merged()
        third = self.env["res.partner"].create({"name": "Third"})
        self.client.with_company(self.second).x_forwarder = third
        merge.action_undo()
        self.assertEqual(self.links(), (self.other, third))
