"""Attributes of contracts travel between databases with their kinds and what is agreed: S0-09
"any non-standard attributes", S2-22, conventions 5.2."""

import base64
import json

from lxml import etree

from odoo.tests import Form
from tests.contract.contract_case import ContractCase
from tests.partner.catalogue import KeepsRegistry


class TestAttributeFileOfContracts(KeepsRegistry, ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.begin_catalogue()
        cls.kind.code = "test_supply"
        cls.lease = cls.kind.copy({"name": "Test lease"})
        of_both, of_lease = (cls.kind + cls.lease).ids, cls.lease.ids
        cls.env["bpm.partner.attribute"].with_user(cls.steward).create(
            [
                {"set_id": cls.set.id, "applies_to": "contract", **values}
                for values in (
                    {"name": "Floor", "contract_type_ids": [(6, 0, of_lease)]},
                    {"name": "Penalty", "contract_type_ids": [(6, 0, of_both)]},
                    {"name": "Shelf", "is_agreed": False},
                )
            ]
        )
        cls.text = cls.set._to_text()

    def dialog(self, text):
        form = Form(self.env["bpm.partner.attribute.file"].with_user(self.steward))
        form.content = base64.b64encode(text.encode())
        return form.save()

    def attribute(self, code):
        attributes = self.env["bpm.partner.attribute"]
        return attributes.search([("code", "=", code), ("applies_to", "=", "contract")])

    def forget_all(self):
        """As in a database that has neither the attributes nor the kind without a code."""
        self.set.attribute_ids.with_user(self.steward).unlink()
        self.set.unlink()
        self.lease.unlink()

    def asked(self, code, contract):
        """Whether the form asks a contract for the attribute."""
        told = contract.with_user(self.seller).bpm_details("bpm_details")
        tab = etree.fromstring(told["views"]["form"]["arch"])
        [field] = tab.xpath(f".//field[@name='x_bpm_{code}']")
        hidden = field.get("invisible") or "False"
        return not eval(hidden, {"type_id": contract.type_id.id})  # noqa: S307

    def test_kinds_and_agreement_come_back_as_they_were(self):
        self.set.attribute_ids.with_user(self.steward).unlink()
        self.set.unlink()
        dialog = self.dialog(self.text)
        self.assertFalse(dialog.left_open)
        dialog.action_take_over()
        self.assertEqual(self.attribute("floor").contract_type_ids, self.lease)
        self.assertEqual(self.attribute("penalty").contract_type_ids, self.kind + self.lease)
        shelf = self.attribute("shelf")
        self.assertFalse(shelf.is_agreed or shelf.contract_type_ids)
        self.assertEqual(shelf.set_id._to_text(), self.text)

    def test_what_is_the_same_is_left_alone_and_what_differs_is_told(self):
        self.assertEqual(set(self.dialog(self.text).line_ids.mapped("state")), {"same"})
        self.attribute("floor").write({"contract_type_ids": [(5,)], "is_agreed": False})
        dialog = self.dialog(self.text)
        told = {line.name: line.what for line in dialog.line_ids if line.state == "changed"}
        self.assertEqual(set(told), {"Floor"})
        self.assertEqual(
            set(told["Floor"].split(", ")), {"Agreed with the other side", "Only of the kinds"}
        )
        dialog.action_take_over()
        floor = self.attribute("floor")
        self.assertTrue(floor.is_agreed)
        self.assertEqual(floor.contract_type_ids, self.lease)

    def test_a_kind_that_is_missing_is_told_and_waited_for(self):
        self.forget_all()
        dialog = self.dialog(self.text)
        self.assertIn("no such kind of contracts here: Test lease.", dialog.left_open)
        dialog.action_take_over()
        floor, penalty = self.attribute("floor"), self.attribute("penalty")
        contract = self.contract()
        self.assertFalse(self.asked("floor", contract), "it is a question for leases only")
        self.assertTrue(self.asked("penalty", contract))
        self.assertEqual(floor.set_id._to_text(), self.text, "nothing is lost on the way")
        lease = self.kind.with_user(self.manager).create({"name": "Test lease"})
        self.assertEqual(floor.contract_type_ids, lease)
        self.assertEqual(penalty.contract_type_ids, self.kind + lease)
        self.assertFalse(floor.kinds_awaited or penalty.kinds_awaited)
        self.assertTrue(self.asked("floor", self.contract(type_id=lease.id)))

    def test_a_steward_need_not_wait(self):
        self.forget_all()
        self.dialog(self.text).action_take_over()
        floor = self.attribute("floor").with_user(self.steward)
        self.assertIn("Test lease", floor.kinds_awaited_told)
        floor.action_await_no_kinds()
        self.assertFalse(floor.kinds_awaited_told)
        self.assertTrue(self.asked("floor", self.contract()))

    def test_what_all_contracts_are_asked_is_not_hidden_by_a_file(self):
        self.attribute("floor").contract_type_ids = False
        self.lease.unlink()
        self.dialog(self.text).action_take_over()
        self.assertTrue(self.asked("floor", self.contract()))

    def test_a_name_that_nobody_knows_here_is_passed_over(self):
        whole = json.loads(self.text)
        for told in whole["sets"][0]["attributes"]:
            told["more"]["other_addon"] = True
        self.assertEqual(set(self.dialog(json.dumps(whole)).line_ids.mapped("state")), {"same"})
