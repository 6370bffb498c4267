"""Purchase orders under a contract: counted in its amount and kept within it, where Odoo's
purchase app is installed; S2-22, decision 039.

Where it is not, quotations stand for them: the mixins through which purchase orders are reached are
theirs, too, and what contracts do for quotations themselves is switched off.
"""

from unittest.mock import patch

from odoo.addons.bpm_crm_addon.models.contract import purchase_order
from odoo.addons.bpm_crm_addon.models.contract.contract_limit import AboveContract
from odoo.fields import Command
from tests.contract.contract_case import ContractCase


class TestPurchases(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.is_real = "purchase.order" in cls.env
        if not cls.is_real:
            for name, value in (
                ("ORDER", "sale.order"), ("LINE", "sale.order.line"), ("CONFIRMED", "sale"),
            ):  # fmt: skip
                cls.classPatch(purchase_order, name, value)
            cls.classPatch(type(cls.env["sale.order"]), "_bpm_keep_within", lambda self: None)
        cls.kind.limit_behaviour = "block"
        cls.kind.direction = "purchase"
        cls.signed = cls.contract(amount=250)
        cls.sign(cls, cls.signed)
        cls.first, cls.second, cls.third = (cls.order() for _number in range(3))
        for order in (cls.first, cls.second):
            cls.confirm(order)

    @classmethod
    def order(cls, **values):
        """One of 100 under the contract for 250."""
        line = {"product_id": cls.product.id, "price_unit": 100.0, "tax_ids": [Command.clear()]}
        line |= {"product_qty": 1} if cls.is_real else {"product_uom_qty": 1}
        return cls.env[purchase_order.ORDER].create(
            {
                "partner_id": cls.customer.id,
                "bpm_contract_id": cls.signed.id,
                "order_line": [Command.create(line)],
                **values,
            }
        )

    @classmethod
    def confirm(cls, order):
        order.button_confirm() if cls.is_real else order.action_confirm()

    def test_what_is_ordered_is_told(self):
        self.assertEqual(self.signed.ordered, 200)
        counted = "purchase_count" if self.is_real else "order_count"
        self.assertEqual((self.signed[counted], self.signed.over_limit), (3, False))

    def test_no_road_goes_above_a_strict_limit(self):
        line, other = self.first.order_line, self.order(bpm_contract_id=False)
        quantity = "product_qty" if self.is_real else "product_uom_qty"
        self.confirm(other)
        state = {"state": purchase_order.CONFIRMED}
        roads = {
            "confirm": lambda: self.confirm(self.third),
            "write the state": lambda: self.third.write(state),
            "under it later": lambda: other.write({"bpm_contract_id": self.signed.id}),
            "born confirmed": lambda: self.order(**state),
            "more of it": lambda: line.write({quantity: 2}),
            "dearer": lambda: line.write({"price_unit": 200}),
            "a line more": lambda: line.copy({"order_id": self.first.id}),
        }
        for road, go in roads.items():
            with self.subTest(road), self.assertRaises(AboveContract), self.env.cr.savepoint():
                go()
        line.write({quantity: 0.5})
        self.assertLess(self.signed.ordered, 200, "less is never refused")

    def test_the_form_asks_for_the_contract(self):
        order = self.env[purchase_order.ORDER]
        with patch.object(purchase_order, "BESIDE", "partner_ref" if self.is_real else "name"):
            arch, _view = order._get_view(view_type="form")
        self.assertTrue(arch.xpath("//field[@name='bpm_contract_id']/@domain"))

    def test_a_bill_belongs_to_the_contract_of_its_orders(self):
        if not self.is_real:  # bills know orders by a field of the purchase app
            self.assertNotIn("purchase_line_id", self.env["account.move.line"]._fields)
            return
        self.first.order_line.qty_received = 1
        self.first.action_create_invoice()
        bill = self.first.invoice_ids
        bill.invoice_date = "2030-02-01"
        bill.action_post()
        self.assertEqual(bill.bpm_contract_id, self.signed)
        self.assertEqual((self.signed.ordered, self.signed.invoiced), (200, 100), "not twice")
