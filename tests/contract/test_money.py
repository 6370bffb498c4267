"""Invoiced, paid and left under a contract; amendments and the terms that hold now; S2-22."""

from datetime import date

from odoo.addons.bpm_crm_addon.models.contract.account_move import AboveContract
from tests.contract.contract_case import ContractCase


class TestMoney(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signed = cls.contract()
        cls.signed.action_sign()
        for party in cls.signed.party_ids:
            cls.signed._record_signature(party, "scan", "Somebody")

    def invoice(self, price, move_type="out_invoice"):
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.customer.id,
                "invoice_date": date(2030, 2, 1),
                "bpm_contract_id": self.signed.id,
                "invoice_line_ids": [
                    (0, 0, {"name": "x", "quantity": 1, "price_unit": price, "tax_ids": []})
                ],
            }
        )
        move.action_post()
        return move

    def test_what_is_left(self):
        self.invoice(300)
        self.invoice(50, "out_refund")
        signed = self.signed
        signed.invalidate_recordset()
        self.assertEqual((signed.invoiced, signed.paid, signed.remaining), (250, 0, 750))
        self.assertFalse(signed.over_limit)

    def test_above_the_amount_it_is_noted(self):
        self.invoice(1200)
        self.assertTrue(self.signed.over_limit)
        self.assertTrue(
            self.signed.message_ids.filtered(lambda one: "raises the amount" in (one.body or ""))
        )

    def test_above_the_amount_it_is_refused_when_the_kind_says_so(self):
        self.kind.limit_behaviour = "block"
        with self.assertRaises(AboveContract):
            self.invoice(1200)

    def test_what_comes_under_it_later_is_refused_too(self):
        self.kind.limit_behaviour = "block"
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": self.customer.id,
                    "invoice_date": date(2030, 2, 1),
                    "invoice_line_ids": [
                        (0, 0, {"name": "x", "quantity": 1, "price_unit": price, "tax_ids": []})
                    ],
                }
                for price in (900, 200)
            ]
        )
        moves.action_post()
        moves[0].bpm_contract_id = self.signed
        with self.assertRaises(AboveContract):
            moves[1].bpm_contract_id = self.signed

    def test_orders_hand_the_contract_to_their_invoices(self):
        quote = self.quote()
        quote.bpm_contract_id = self.signed
        self.assertEqual(quote._prepare_invoice()["bpm_contract_id"], self.signed.id)

    def amend(self, **values):
        amendment = self.env["bpm.contract"].browse(self.signed.action_amend()["res_id"])
        amendment = amendment.with_user(self.seller)
        amendment.write(values)
        return amendment

    def test_an_amendment_changes_what_it_says_and_only_when_signed(self):
        amendment = self.amend(amount=1500)
        self.assertEqual(amendment.number, f"{self.signed.number}/1")
        self.assertEqual(self.signed.current_amount, 1000)
        self.sign(amendment)
        self.assertEqual(self.signed.current_amount, 1500)
        self.assertEqual(self.signed.date_until, date(2030, 12, 31))

    def test_the_last_amendment_in_force_counts(self):
        self.sign(self.amend(amount=1500, date_end=date(2031, 6, 30)))
        second = self.amend(amount=1800)
        self.sign(second)
        self.assertEqual(self.signed.current_amount, 1800)
        self.assertEqual(self.signed.date_until, date(2031, 6, 30))
        second.action_terminate("It was a mistake.")
        self.assertEqual(self.signed.current_amount, 1800, "what was in force stays in the chain")

    def test_prolonged_by_hand(self):
        self.signed.action_prolong(date(2032, 1, 31))
        self.assertEqual(self.signed.date_until, date(2032, 1, 31))
        self.assertEqual(self.signed.date_end, date(2030, 12, 31))
        self.assertIn("contract_prolonged", self.events(self.signed))
