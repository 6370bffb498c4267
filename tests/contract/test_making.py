"""From a quotation to a contract in two clicks, from a file to a card to check; journeys.md,
salesperson 8; ux.md 3.5."""

from datetime import date

from odoo.exceptions import UserError
from tests.contract.contract_case import ContractCase

SIGNED = """SUPPLY CONTRACT No. 17/26
Kyiv, 12.03.2026. Between “Test customer” and us. In force until 31.12.2027."""


class TestMaking(ContractCase):
    def test_a_quotation_becomes_a_contract_with_everything_filled(self):
        """S2-04: "hand-off without second entry"."""
        half = self.env["account.payment.term"].create(
            {
                "name": "Half and half",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 0}),
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 30}),
                ],
            }
        )
        quote = self.quote(quantity=10, payment_term_id=half.id)
        action = quote.action_bpm_make_contract()
        contract = self.env["bpm.contract"].browse(action["res_id"])
        self.assertEqual(quote.bpm_contract_id, contract)
        self.assertEqual(contract.partner_id, self.customer)
        self.assertEqual(contract.amount, quote.amount_total)
        self.assertEqual(contract.name, "Test desk")
        self.assertEqual(contract.instalment_ids.mapped("amount"), [500.0, 500.0])
        ours = contract.party_ids.filtered(lambda party: party.role == "ours")
        self.assertEqual(ours.partner_id, quote.company_id.partner_id)
        self.assertTrue(contract.date_start and contract.date_end)
        self.assertEqual(quote.action_bpm_make_contract()["res_id"], contract.id)

    def test_an_opportunity_becomes_one_too(self):
        lead = self.env["crm.lead"].with_user(self.seller).create(
            {"name": "Forty chairs", "type": "opportunity", "expected_revenue": 4000,
             "user_id": self.seller.id}
        )  # fmt: skip
        with self.assertRaises(UserError):
            lead.action_bpm_make_contract()
        lead.partner_id = self.customer
        contract = self.env["bpm.contract"].browse(lead.action_bpm_make_contract()["res_id"])
        self.assertEqual((contract.name, contract.amount), ("Forty chairs", 4000))

    def test_who_signed_last_signs_again(self):
        first = self.contract()
        theirs = first.party_ids.filtered(lambda party: party.role == "theirs")
        theirs.write({"signatory_id": self.signatory.id, "authority": "attorney",
                      "authority_number": "17"})  # fmt: skip
        second = self.contract()
        known = second.party_ids.filtered(lambda party: party.role == "theirs")
        self.assertEqual((known.signatory_id, known.authority_number), (self.signatory, "17"))

    def test_numbers_have_no_gaps_of_drafts_that_came_to_nothing(self):
        self.contract().unlink()
        first, second = self.contract(), self.contract()
        first.action_sign()
        second.action_sign()
        numbers = [int(one.number.rpartition("/")[2]) for one in (first, second)]
        self.assertEqual(numbers[1], numbers[0] + 1)

    def test_signed_files_become_cards_to_check(self):
        contracts = self.env["bpm.contract"].with_user(self.manager)
        made = contracts._from_files(
            [
                {"name": "old one.pdf", "raw": b"%PDF-1.4 x", "text": SIGNED},
                {"name": "scan.jpg", "raw": b"x", "text": ""},
            ]
        )
        first = made[0]
        self.assertEqual(first.partner_id, self.customer)
        self.assertEqual((first.number, first.type_id.code), ("17/26", "supply"))
        self.assertEqual((first.date, first.date_end), (date(2026, 3, 12), date(2027, 12, 31)))
        self.assertEqual(set(made.mapped("state")), {"draft"})
        self.assertTrue(all(made.mapped("to_check")))
        self.assertEqual(len(first.document_ids), 1)

    def test_only_a_contract_manager_takes_signed_ones_over(self):
        self.sign_route()
        made = (
            self.env["bpm.contract"]
            .with_user(self.seller)
            ._from_files([{"name": "a.pdf", "raw": b"%PDF-1.4 x", "text": SIGNED}])
        )
        with self.assertRaises(UserError):
            made.action_checked()
        made.with_user(self.manager).action_checked()
        self.assertEqual(made.state, "active")
        self.assertIn("contract_taken_over", self.events(made))
        draft = self.contract()
        draft.with_user(self.manager).action_checked()
        self.assertEqual(draft.state, "draft", "what nobody uploaded is not taken over")

    def test_two_files_of_one_number_are_two_cards(self):
        file = {"name": "a.pdf", "raw": b"%PDF-1.4 x", "text": SIGNED}
        made = self.env["bpm.contract"].with_user(self.manager)._from_files([file, file])
        self.assertEqual(made.mapped("number"), ["17/26", False])
        self.assertEqual(made.mapped("their_number"), ["17/26", "17/26"])

    def test_a_number_that_came_from_elsewhere_is_left_out(self):
        first, second, archived = self.contract(), self.contract(), self.contract()
        first._give_number()
        start, number = first.number.rpartition("/")[::2]
        ahead = [f"{start}/{int(number) + step:0{len(number)}}" for step in (1, 2, 3)]
        self.contract(number=ahead[0])
        archived.write({"number": ahead[1], "active": False})
        second._give_number()
        self.assertEqual(second.number, ahead[2])

    def test_the_head_of_a_firm_signs_its_first_contract(self):
        """ux.md 3.5, everything filled: by the position of the one contact who is a head."""
        self.signatory.function = "Deputy director"
        first = self.contract()
        self.assertFalse(first.party_ids.filtered(lambda one: one.role == "theirs").signatory_id)
        first.sudo().unlink()
        head = self.signatory.copy({"name": "Test head", "function": "General Director"})
        theirs = self.contract().party_ids.filtered(lambda one: one.role == "theirs")
        self.assertEqual(
            (theirs.signatory_id, theirs.signatory_function, theirs.authority),
            (head, "General Director", "charter"),
        )
        theirs.signatory_id = self.signatory
        again = self.contract().party_ids.filtered(lambda one: one.role == "theirs")
        self.assertEqual(again.signatory_id, self.signatory, "whoever signed last goes before")
        head.copy({"name": "Test second head"})
        theirs.sudo().signatory_id = again.sudo().signatory_id = False
        doubtful = self.contract().party_ids.filtered(lambda one: one.role == "theirs")
        self.assertFalse(doubtful.signatory_id, "of two heads nobody is guessed")
