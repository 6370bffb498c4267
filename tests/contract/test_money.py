"""Invoiced, paid and left under a contract; amendments and the terms that hold now; S2-22."""

from datetime import date

from odoo.addons.bpm_crm_addon.models.contract.contract_limit import AboveContract
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


class TestOrders(ContractCase):
    """Orders above the amount of their contract, on every road; S2-22."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.limit_behaviour = "block"
        cls.signed = cls.contract(amount=250)
        cls.signed.action_sign()
        for party in cls.signed.party_ids:
            cls.signed._record_signature(party, "scan", "Somebody")
        # Two of 100 each under a contract for 250 are within it; three are not.
        cls.first, cls.second, cls.third = (
            cls.quote(bpm_contract_id=cls.signed.id) for _number in range(3)
        )
        cls.env["sale.order.line"].search(
            [("order_id", "in", (cls.first | cls.second | cls.third).ids)]
        ).tax_ids = False
        (cls.first | cls.second).action_confirm()

    def test_what_is_ordered_is_told(self):
        self.assertEqual(self.signed.ordered, 200)
        self.assertFalse(self.signed.over_limit)

    def test_no_road_goes_above_a_strict_limit(self):
        line, other = self.first.order_line, self.quote()
        other.action_confirm()
        roads = {
            "confirm": lambda: self.third.action_confirm(),
            "write the state": lambda: self.third.write({"state": "sale"}),
            "born confirmed": lambda: self.third.copy(
                {"state": "sale", "bpm_contract_id": self.signed.id}
            ),
            "under it later": lambda: other.write({"bpm_contract_id": self.signed.id}),
            "more of it": lambda: line.write({"product_uom_qty": 2}),
            "dearer": lambda: line.write({"price_unit": 200}),
            "a line more": lambda: line.copy({"order_id": self.first.id}),
            "a line by its order": lambda: self.first.write(
                {"order_line": [(1, line.id, {"product_uom_qty": 3})]}
            ),
        }
        for road, go in roads.items():
            with self.subTest(road), self.assertRaises(AboveContract), self.env.cr.savepoint():
                go()

    def test_less_is_never_refused(self):
        self.signed.sudo()._put({"amount": 150})
        self.assertTrue(self.signed.over_limit)
        self.first.order_line.product_uom_qty = 0.5
        self.assertEqual(self.signed.ordered, 150)

    def test_by_the_kind_it_is_only_noted_or_let_be(self):
        self.kind.limit_behaviour = "warn"
        self.third.action_confirm()
        told = self.signed.message_ids.filtered(lambda one: "Ordered under" in (one.body or ""))
        self.assertEqual(len(told), 1)
        self.kind.limit_behaviour = "none"
        self.first.order_line.product_uom_qty = 9
        self.assertEqual(self.signed.message_ids.filtered(lambda one: one in told), told)

    def test_an_invoice_of_an_order_is_not_counted_twice(self):
        self.first.order_line.qty_delivered = 1
        invoice = self.first._create_invoices()
        invoice.invoice_date = date(2030, 2, 1)
        invoice.action_post()
        self.assertEqual((self.signed.ordered, self.signed.invoiced), (200, 100))
