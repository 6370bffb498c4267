"""ux.md 1: what a capability brings is not offered while it is switched off."""

from tests.partner.catalogue import CatalogueCase

OURS = {"Merge…", "Hand over to a colleague…", "What is held, erase…", "Hand over clients…"}


class TestActionsMenu(CatalogueCase):
    def offered(self, model):
        self.env.registry.clear_all_caches()
        user = self.env.ref("base.user_admin")
        actions = self.env["ir.actions.actions"].with_user(user).get_bindings(model)
        return {one["name"] for one in actions.get("action", ())}

    def test_only_while_counterparties_are_on(self):
        both = self.offered("res.partner") | self.offered("res.users")
        self.assertLessEqual(OURS, both)
        self.assertNotIn("Merge", both)
        self.env["res.config.settings"].create({"group_bpm_capability_partner": False}).execute()
        both = self.offered("res.partner") | self.offered("res.users")
        self.assertFalse(OURS & both)
        self.assertIn("Merge", both)
