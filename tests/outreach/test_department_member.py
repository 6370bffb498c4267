"""Whose a department is: its members', texts, campaigns, sender and budget alike.

Issue item 4: "each with templates, sender, budget and right to its own"; S1-04, S1-23.
"""

from odoo.exceptions import AccessError, ValidationError
from tests.outreach.camp_case import CampCase

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"
MEMBER = "bpm_crm_addon.group_bpm_outreach_member"
ADMIN = "bpm_crm_addon.group_bpm_admin"


class TestMember(CampCase):
    """``maria`` belongs to Support and is no outreach manager; ``other`` manages outreach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria, cls.other = cls.person("maria"), cls.person("other", MANAGER)
        cls.own = cls.text(department_id=cls.support.id)
        cls.foreign = cls.text(department_id=cls.sales.id)
        cls.support.user_ids = cls.maria

    def test_a_member_writes_the_texts_of_their_department_only(self):
        """Any colleague may be chosen; no administrator has to give rights."""
        self.own.with_user(self.maria).subject = "Hello again"
        made = self.env["bpm.message.template"].with_user(self.maria).create(
            {"name": "New", "subject": "New", "body": "<p>New</p>", "model_name": "res.partner"}
        )  # fmt: skip
        self.assertEqual(made.department_id, self.support)
        for theirs in (self.foreign, self.text()):  # of others, of nobody
            with self.assertRaises(AccessError):
                theirs.with_user(self.maria).subject = "Mine"
        with self.assertRaises(AccessError):
            made.department_id = self.sales
        with self.assertRaises(AccessError):
            self.support.with_user(self.maria).budget = 1000.0

    def test_a_member_finds_and_previews_the_texts(self):
        self.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        menus = self.env["ir.ui.menu"].with_user(self.maria)._visible_menu_ids()
        self.assertIn(self.env.ref("bpm_crm_addon.menu_bpm_message_template").id, menus)
        self.assertNotIn(self.env.ref("bpm_crm_addon.menu_bpm_department").id, menus)
        self.client("Camp Ann")
        shown = self.env["bpm.template.preview"].with_user(self.maria)
        self.assertIn("Hello", shown.create({"template_id": self.own.id}).cards)
        about_debts = self.text("bpm.payment.reminder", department_id=self.support.id)
        self.assertIn("may not see", shown.create({"template_id": about_debts.id}).cards)

    def test_who_belongs_nowhere_any_more_writes_nothing(self):
        self.assertTrue(self.maria.has_group(MEMBER))
        self.marketing.user_ids = self.maria
        self.support.user_ids = False
        self.own.department_id = self.marketing
        self.own.with_user(self.maria).subject = "Still mine"
        self.marketing.user_ids = self.other
        self.assertFalse(self.maria.has_group(MEMBER))
        with self.assertRaises(AccessError):
            self.own.with_user(self.maria).subject = "Mine"

    def test_a_manager_cannot_admit_himself(self):
        """Members, sender and budget are the members' and the administrators' to change."""
        theirs = self.support.with_user(self.other)
        for values in (
            {"user_ids": [(4, self.other.id)]}, {"email_from": "me@x.invalid"}, {"budget": 1.0}
        ):  # fmt: skip
            with self.assertRaises(AccessError):
                theirs.write(values)
        self.sales.with_user(self.other).budget = 1.0  # it has no members
        self.support.with_user(self.person("boss", ADMIN)).user_ids = self.maria | self.other
        theirs.budget = 2.0

    def test_campaigns_and_reminders_are_the_departments(self):
        campaign, reminder = (
            self.campaign(department_id=self.support.id),
            self.reminder(department_id=self.support.id),
        )
        own = self.reminder()
        for act in (
            lambda: campaign.with_user(self.other).action_release(),
            lambda: campaign.with_user(self.other).write({"template_id": self.foreign.id}),
            lambda: campaign.with_user(self.other).copy(),
            lambda: reminder.with_user(self.other).action_switch_on(),
            lambda: reminder.step_ids.with_user(self.other).write({"channel": "sms"}),
            lambda: own.step_ids.with_user(self.other).write({"reminder_id": reminder.id}),
        ):
            with self.assertRaises(AccessError):
                act()
        mine = self.campaign().with_user(self.other)
        with self.assertRaises(AccessError):
            mine.department_id = self.support
        mine.action_release()

    def test_changes_stand_in_the_audit_trail(self):
        self.support.budget = 100.0
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", "bpm.department"), ("res_id", "=", self.support.id)], limit=1
        )
        self.assertEqual((entry.event, entry.data["fields"]), ("department_changed", ["budget"]))

    def test_people_outside_are_no_members(self):
        outsider = self.env["res.users"].create(
            {
                "name": "Out",
                "login": "out@x.invalid",
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        with self.assertRaisesRegex(ValidationError, "no colleague"):
            self.support.user_ids = outsider
