"""ux.md 2.2, row User: one field Job sets the groups and offers the home action.

It changes the addon's own groups only and never takes away what was given by hand.
"""

from odoo.addons.bpm_crm_addon.models.desk.res_users import GROUPS_OF_JOB
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user
from tests.common import BpmCase


class TestJob(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env, "desk_person", groups="base.group_user,sales_team.group_sale_salesman"
        )

    def has(self, group):
        return self.user.has_group(f"bpm_crm_addon.{group}")

    def test_every_internal_user_may_ask_and_decide_without_a_job(self):
        """design.md: group_bpm_user comes with base.group_user."""
        self.assertTrue(self.has("group_bpm_user"))
        self.assertFalse(self.user.bpm_job)

    def test_the_administrator_of_the_database_has_every_right(self):
        admin = self.env.ref("base.user_admin")
        for group in (
            "rule_author", "approval_admin", "steward", "outreach_manager", "director", "admin"
        ):  # fmt: skip
            self.assertTrue(admin.has_group(f"bpm_crm_addon.group_bpm_{group}"), group)
            self.assertFalse(self.has(f"group_bpm_{group}"), group)

    def test_each_job_on_the_screen_has_its_rights(self):
        offered = {key for key, _label in self.env["res.users"]._fields["bpm_job"].selection}
        self.assertEqual(offered, set(GROUPS_OF_JOB))
        for job, groups in GROUPS_OF_JOB.items():
            self.user.bpm_job = job
            brought = self.user.bpm_job_group_ids.get_external_id().values()
            self.assertEqual(set(brought), set(groups), job)
            self.assertLessEqual(self.user.bpm_job_group_ids, self.user.group_ids)

    def test_another_job_takes_back_the_rights_of_the_one_before(self):
        self.user.bpm_job = "steward"
        self.assertTrue(self.has("group_bpm_steward"))
        self.user.bpm_job = "director"
        self.assertFalse(self.has("group_bpm_steward"))
        self.assertTrue(self.has("group_bpm_director"))
        self.user.bpm_job = False
        self.assertFalse(self.has("group_bpm_director"))

    def test_the_rights_of_other_applications_stay(self):
        self.user.bpm_job = "admin"
        self.user.bpm_job = "salesperson"
        self.assertTrue(self.user.has_group("sales_team.group_sale_salesman"))
        self.assertTrue(self.user.has_group("base.group_user"))

    def test_a_right_given_by_hand_stays_when_the_job_changes(self):
        self.user.group_ids |= self.env.ref("bpm_crm_addon.group_bpm_steward")
        self.user.bpm_job = "steward"
        self.user.group_ids |= self.env.ref("bpm_crm_addon.group_bpm_rule_author")
        self.user.bpm_job = "outreach"
        self.assertTrue(self.has("group_bpm_steward"))
        self.assertTrue(self.has("group_bpm_rule_author"))
        self.assertTrue(self.has("group_bpm_outreach_manager"))

    def test_a_new_user_gets_the_rights_of_the_job_at_once(self):
        user = self.env["res.users"].create(
            {"name": "New", "login": "desk_new", "bpm_job": "director"}
        )
        self.assertTrue(user.has_group("bpm_crm_addon.group_bpm_director"))

    def test_a_copied_user_keeps_the_job_and_can_change_it(self):
        self.user.bpm_job = "director"
        twin = self.user.copy()
        self.assertTrue(twin.has_group("bpm_crm_addon.group_bpm_director"))
        twin.bpm_job = "approver"
        self.assertFalse(twin.has_group("bpm_crm_addon.group_bpm_director"))
        self.assertTrue(self.has("group_bpm_director"))

    def test_only_who_administers_users_sees_or_sets_a_job(self):
        as_colleague = self.user.with_user(new_test_user(self.env, "desk_colleague"))
        as_self = self.user.with_user(self.user)
        for user in (as_colleague, as_self):
            with self.assertRaises(AccessError):
                user.bpm_job = "admin"
            with self.assertRaises(AccessError):
                user.read(["bpm_job"])
        self.assertNotIn("bpm_job", as_self.fields_get())

    def test_who_administers_users_but_not_the_database_may_set_it(self):
        officer = new_test_user(self.env, "desk_officer", groups="base.group_erp_manager")
        user = self.user.with_user(officer)
        user.write({"bpm_job": "steward", "bpm_opens_workdesk": True})
        self.assertTrue(self.has("group_bpm_steward"))
        self.assertTrue(user.bpm_opens_workdesk)

    def test_an_external_user_can_have_no_job(self):
        portal = new_test_user(self.env, "desk_portal", groups="base.group_portal")
        with self.assertRaisesRegex(ValidationError, "Make them an internal user first"):
            portal.bpm_job = "steward"

    def test_my_own_preferences_open_and_save(self):
        """Self-service is not touched by fields people may not see."""
        form = Form(
            self.env["res.users"].with_user(self.user).browse(self.user.id),
            view="base.view_users_form_simple_modif",
        )
        form.phone = "+380441234567"
        form.save()
        self.assertEqual(self.user.phone, "+380441234567")


class TestHomePage(BpmCase):
    """A home page is offered per person and never set silently."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "desk_home")
        cls.home = cls.env["res.users"]._bpm_home_action_id()

    def test_the_first_page_to_offer_is_the_desk(self):
        """ux.md 2.3: My Desk is the first page of the Workdesk."""
        desk = self.env.ref("bpm_crm_addon.action_bpm_desk")
        self.assertEqual(self.home, desk.id)
        self.user.bpm_opens_workdesk = True
        home = self.user.with_user(self.user).read(["action_id"])[0]["action_id"]
        self.assertEqual(home[0], desk.id, "the web client reads it at each login")

    def test_a_job_alone_sets_no_home_page(self):
        self.user.bpm_job = "approver"
        self.assertFalse(self.user.action_id)
        self.assertFalse(self.user.bpm_opens_workdesk)

    def test_ticked_it_is_the_home_page_and_unticked_it_is_not(self):
        self.user.bpm_opens_workdesk = True
        self.assertEqual(self.user.action_id.id, self.home)
        self.assertTrue(self.user.bpm_opens_workdesk)
        self.user.bpm_opens_workdesk = False
        self.assertFalse(self.user.action_id)

    def test_another_home_page_is_left_alone(self):
        other = self.env.ref("base.action_res_users")
        self.user.action_id = other.id
        self.user.bpm_opens_workdesk = False
        self.assertEqual(self.user.action_id.id, other.id)
