"""Lists of outreach are cards on a phone: six columns cannot be read at 390 px (ux.md 2, 3)."""

from tests.common import BpmCase

LISTS = (
    *("message", "campaign", "segment", "reminder", "department", "gateway", "contact_policy"),
    *("consent", "suppression", "reminder_level", "message_template", "payment_promise"),
    *("payment_dispute", "phone_round"),
)


class TestPhoneLists(BpmCase):
    def test_each_list_has_cards(self):
        for name in LISTS:
            with self.subTest(name):
                action = self.env.ref(f"bpm_crm_addon.action_bpm_{name}")
                self.assertIn("kanban", action.view_mode.split(","))
                self.env[action.res_model].get_views([(False, "kanban")])

    def test_a_level_says_when(self):
        levels = self.env["bpm.reminder.level"]
        told = {days: levels.new({"days": days}).when for days in (-3, 0, 7)}
        self.assertEqual(
            told, {-3: "3 days before due", 0: "on the due day", 7: "7 days after due"}
        )
