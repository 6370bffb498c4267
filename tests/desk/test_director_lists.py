"""The lists below the director's sentences: ux.md 2.3, last row; and the highlighted buttons."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from tests.approval.past import PastCase
from tests.common import ApprovalCase
from tests.desk.reading import DirectorCase


@freeze_time(PastCase.NOW)
class TestLists(DirectorCase):
    def lists(self, reader):
        cards = self.env["bpm.director"].with_user(reader).director_lists()
        return {card["name"]: card for card in cards}

    def test_who_gave_how_much_and_the_quotations_behind_it(self):
        first, second = self.sent(3, discount=20, quantity=10), self.sent(20, discount=10)
        self.sent(40, discount=50, quantity=10)  # longer ago than anybody looks
        self.sent(3, quantity=10)  # no discount
        [row] = self.lists(self.boss)["sellers"]["rows"]
        self.assertEqual((row["title"], row["amount"]), ("Test seller", 210))
        self.assertIn("quotations: 2", row["text"])
        action = row["open"]["action"]
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, first | second)

    def test_only_what_the_reader_may_see(self):
        """Without rights in Sales no sellers, without rights in Accounting no late payers."""
        self.assertEqual(set(self.lists(self.boss)), {"sellers", "overdue"})
        stranger = self.person("stranger", "bpm_crm_addon.group_bpm_director")
        self.assertEqual(self.lists(stranger), {})
        with self.assertRaises(AccessError):
            self.lists(self.seller)


class TestHighlighted(ApprovalCase):
    """ux.md 2.3: one primary action per job."""

    def test_the_first_card_of_a_steward_and_of_collections_leads(self):
        self.env.ref("base.group_user")._apply_group(
            self.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        )
        for job, leading in {
            "group_bpm_steward": {"queue"},
            "group_bpm_outreach_manager": {"reminders", "overdue"},
        }.items():
            person = self.person(job, f"bpm_crm_addon.{job}", "account.group_account_invoice")
            desk = self.env["bpm.desk"].with_user(person)
            cards = desk.desk()["cards"]
            self.assertEqual({card["name"] for card in cards if card.get("leads")}, leading)
            for name in leading:
                self.assertTrue(desk.desk_card(name)["leads"])
