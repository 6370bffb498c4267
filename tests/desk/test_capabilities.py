"""Issue 2, point 2: "menus of a switched-off capability do not exist"."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from tests.common import ApprovalCase, BpmCase

SWITCH = "bpm_crm_addon.group_bpm_capability_approval"


class TestCapabilities(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(cls.env, "desk_clerk")
        cls.boss = new_test_user(
            cls.env, "desk_boss", groups="base.group_user,bpm_crm_addon.group_bpm_admin"
        )
        cls.env["bpm.approval.request"].sudo().search([("state", "=", "open")]).action_withdraw()
        routes = cls.env["bpm.approval.route"].search([("state", "in", ("active", "watching"))])
        routes.action_retire()
        top = cls.env.ref("bpm_crm_addon.menu_bpm_approvals")
        action = cls.env.ref("base.action_res_company_form")
        cls.everyone, cls.managers = cls.env["ir.ui.menu"].create(
            [
                {"name": name, "parent_id": top.id, "action": f"{action._name},{action.id}"}
                for name in ("for everyone", "for managers")
            ]
        )
        cls.managers.group_ids = cls.env.ref(SWITCH) | cls.env.ref(
            "bpm_crm_addon.group_bpm_approval_admin"
        )

    def switch(self, on):
        settings = self.env["res.config.settings"].create({"group_bpm_capability_approval": on})
        settings.execute()

    def seen_by(self, user):
        """The ids of the menus the web client gets for this person."""
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        return {key for key in menus if key != "root"}

    def test_approvals_are_on_after_installation(self):
        self.assertTrue(self.clerk.has_group(SWITCH))
        self.assertTrue(self.env["res.config.settings"].create({}).group_bpm_capability_approval)

    def test_a_capability_asks_for_the_switch_and_for_the_right(self):
        """A menu that names a capability and a right is not for everyone with either."""
        self.assertIn(self.everyone.id, self.seen_by(self.clerk))
        self.assertNotIn(self.managers.id, self.seen_by(self.clerk))
        self.assertIn(self.managers.id, self.seen_by(self.boss))

    def test_switched_off_its_menus_exist_for_nobody(self):
        self.switch(False)
        admin = self.env.ref("base.user_admin")
        for user in (self.clerk, self.boss, admin):
            menus = self.env["ir.ui.menu"].browse(self.seen_by(user))
            self.assertFalse(menus & (self.everyone | self.managers | self.everyone.parent_id))
            actions = [action for menu in menus.sudo() if (action := menu.action)]
            models = {action.res_model for action in actions if "res_model" in action._fields}
            self.assertFalse({name for name in models if str(name).startswith("bpm.approval")})

    def test_a_folder_with_nothing_left_to_open_goes_too(self):
        """A clerk without anything but capabilities keeps the desk once all of them are off;
        without the desk there would be no Workdesk."""
        root = self.env.ref("bpm_crm_addon.menu_bpm_root")
        names = [f"group_bpm_capability_{name}" for name in ("approval", "partner", "contract")]
        self.env["res.config.settings"].create(dict.fromkeys(names, False)).execute()
        self.assertIn(root.id, self.seen_by(self.clerk))
        self.env.ref("bpm_crm_addon.menu_bpm_desk").active = False
        self.assertNotIn(root.id, self.seen_by(self.clerk))
        self.assertIn(self.env.ref("contacts.menu_contacts").id, self.seen_by(self.clerk))

    def test_switched_on_again_they_come_back(self):
        self.switch(False)
        self.switch(True)
        self.assertIn(self.everyone.id, self.seen_by(self.clerk))
        self.assertIn(self.managers.id, self.seen_by(self.boss))

    def test_an_upgrade_does_not_switch_it_on_again(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "bpm_crm_addon"), ("name", "=", SWITCH.partition(".")[2])]
        )
        self.assertTrue(data.noupdate)

    def test_other_settings_are_saved_while_approvals_stay_as_they_are(self):
        self.switch(False)
        self.env["res.config.settings"].create({}).execute()
        self.assertFalse(self.clerk.has_group(SWITCH))


class TestCapabilityInUse(ApprovalCase):
    """Switching off is refused, with a sentence naming what to do, while it is in use."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.approval.request"].search([("state", "=", "open")]).action_withdraw()

    def switch_off(self):
        values = {"group_bpm_capability_approval": False}
        self.env["res.config.settings"].create(values).execute()

    def test_refused_while_a_route_is_active(self):
        self.route(name="Large orders")
        with self.assertRaisesRegex(UserError, "Large orders.*Retire them"):
            self.switch_off()

    def test_refused_while_a_route_is_being_watched(self):
        self.route(name="Large orders", activate=False).action_watch()
        with self.assertRaisesRegex(UserError, "Large orders.*Retire them"):
            self.switch_off()

    def test_refused_while_a_document_still_waits(self):
        """Its approver would have no place left to decide."""
        route, quote = self.route(), self.quote()
        request = self.asked(quote)
        route.action_retire()
        with self.assertRaisesRegex(UserError, f"1 documents.*{quote.name}.*withdrawn"):
            self.switch_off()
        request.action_withdraw()
        self.switch_off()
        self.assertFalse(self.seller.has_group(SWITCH))

    def test_a_draft_or_a_retired_route_does_not_stand_against_it(self):
        self.route(activate=False)
        self.route().action_retire()
        self.switch_off()
        self.assertFalse(self.seller.has_group(SWITCH))
