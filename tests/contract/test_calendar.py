"""All dates of contracts in one calendar, and the board by state: issue of contracts, seeing it."""

from datetime import date

from freezegun import freeze_time

from tests.contract.contract_case import ContractCase


class TestCalendar(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls.contract(
            instalment_ids=[(0, 0, {"name": "Advance", "amount": 100, "due": date(2030, 2, 1)})],
            obligation_ids=[(0, 0, {"name": "Report", "due": date(2030, 3, 1)})],
        )
        cls.deal.action_sign()
        for party in cls.deal.party_ids:
            cls.deal._record_signature(party, "drawn", "Test signer")

    def dates(self, person=None):
        found = self.env["bpm.contract.date"].with_user(person or self.seller)
        return found.search([("contract_id", "=", self.deal.id)])

    def test_what_is_coming_stands_in_it(self):
        self.assertEqual(
            {(one.what, str(one.date)) for one in self.dates()},
            {("notice", "2030-12-01"), ("instalment", "2030-02-01"), ("obligation", "2030-03-01")},
        )
        self.assertIn("Test customer: Advance", self.dates().mapped("display_name"))

    def test_what_is_settled_leaves_it(self):
        self.deal.instalment_ids.paid_by_hand = True
        self.deal.obligation_ids.done = date(2030, 2, 1)
        self.assertEqual(self.dates().mapped("what"), ["notice"])
        self.deal.action_give_notice()
        self.assertEqual(self.dates().mapped("what"), ["end"])

    def test_its_numbers_stay_the_same_and_lead_to_the_contract(self):
        before = self.dates()
        self.contract()
        self.env.flush_all()
        self.assertEqual(self.dates(), before)
        self.assertEqual(before[0].action_open_contract()["res_id"], self.deal.id)

    def test_it_is_for_those_who_see_the_contract(self):
        self.assertFalse(self.dates(self.finance))
        self.assertEqual(len(self.dates(self.manager)), 3)
        self.deal.participant_ids = self.finance
        self.assertEqual(len(self.dates(self.finance)), 3)

    @freeze_time("2030-02-15 09:00:00")
    def test_filters_of_the_register_find_what_is_late(self):
        late = self.env["bpm.contract.date"].with_user(self.seller).search(
            [("date", "<", "today"), ("contract_id", "=", self.deal.id)]
        )  # fmt: skip
        self.assertEqual(late.mapped("what"), ["instalment"])

    def test_the_board_has_the_usual_way_and_what_is_there(self):
        contracts = self.env["bpm.contract"].with_user(self.seller)
        board = contracts._read_group([("id", "=", self.deal.id)], ["state"], ["__count"])
        self.assertEqual(board, [("active", 1)])
        shown = contracts.formatted_read_group([("id", "=", self.deal.id)], ["state"], ["__count"])
        self.assertTrue(shown)
        self.assertEqual(
            contracts._group_expand_states(["suspended"], []),
            ["draft", "approval", "approved", "signing", "active", "suspended"],
        )
