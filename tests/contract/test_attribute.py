"""Kinds of contracts with attributes of their own: conventions 5.2, S0-09, S2-22."""

from lxml import etree

from odoo.addons.bpm_crm_addon.models.contract.contract_findings import NotReadyToSign
from odoo.addons.bpm_crm_addon.models.contract.contract_states import AlreadySigned
from odoo.exceptions import UserError, ValidationError
from tests.contract.contract_case import ContractCase
from tests.partner.catalogue import KeepsRegistry


class TestAttributeOfContracts(KeepsRegistry, ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.begin_catalogue()
        cls.other_kind = cls.kind.copy({"name": "Test lease"})
        cls.penalty, cls.floor, cls.shelf = cls.add(
            {"name": "Penalty", "type": "float", "contract_type_ids": [(6, 0, cls.kind.ids)]},
            {"name": "Floor", "type": "char", "contract_type_ids": [(6, 0, cls.other_kind.ids)]},
            {"name": "Shelf", "type": "char", "is_agreed": False, "history": True},
        )

    @classmethod
    def add(cls, *vals_list):
        model = cls.env["bpm.partner.attribute"].with_user(cls.steward)
        return model.create(
            [{"set_id": cls.set.id, "applies_to": "contract", **vals} for vals in vals_list]
        )

    def view(self, kind):
        contracts = self.env["bpm.contract"].with_user(self.seller)
        return etree.fromstring(contracts.get_view(view_type=kind)["arch"])

    # === LIKE ANY FIELD === #

    def test_it_is_searched_grouped_exported_and_imported(self):
        contract = self.contract(x_bpm_penalty=0.5)
        contracts = self.env["bpm.contract"].with_user(self.seller)
        self.assertEqual(contracts.search([("x_bpm_penalty", "=", 0.5)]), contract)
        groups = contracts._read_group([("id", "=", contract.id)], ["x_bpm_penalty"], ["__count"])
        self.assertEqual(groups, [(0.5, 1)])
        self.assertEqual(contract.sudo().export_data(["x_bpm_penalty"])["datas"], [[0.5]])
        loaded = contracts.load(
            ["type_id/.id", "name", "x_bpm_shelf"], [[str(self.kind.id), "Loaded", "4 b"]]
        )
        self.assertFalse(loaded["messages"])
        self.assertEqual(contracts.browse(loaded["ids"]).x_bpm_shelf, "4 b")

    def test_list_and_search_offer_it(self):
        self.assertTrue(self.view("list").xpath("//field[@name='x_bpm_penalty'][@optional]"))
        search = self.view("search")
        self.assertTrue(search.xpath("//field[@name='x_bpm_penalty']"))
        self.assertTrue(search.xpath("//filter[@name='group_by_x_bpm_shelf']"))

    def test_the_form_asks_by_kind_in_a_tab_that_is_read_when_opened(self):
        form = self.view("form")
        [page] = form.xpath("//page[@name='document']/following-sibling::page[1]")
        self.assertEqual(page.get("name"), "bpm_details")
        self.assertFalse(form.xpath("//field[starts-with(@name, 'x_bpm_')]"))
        told = self.env["bpm.contract"].with_user(self.seller).bpm_details("bpm_details")
        tab = etree.fromstring(told["views"]["form"]["arch"])
        [penalty] = tab.xpath(".//field[@name='x_bpm_penalty']")
        self.assertEqual(penalty.get("invisible"), f"(type_id not in {self.kind.ids})")
        self.assertEqual(penalty.get("readonly"), "state not in ('draft', 'approved')")
        [shelf] = tab.xpath(".//field[@name='x_bpm_shelf']")
        self.assertFalse(shelf.get("invisible") or shelf.get("readonly"))

    def test_a_template_knows_it(self):
        contract = self.contract(x_bpm_penalty=0.5)
        facts = contract._bpm_document_facts("en_US")[contract.id]
        self.assertEqual(facts["contract"]["attribute"]["penalty"], "0.5")

    def test_its_history_is_kept_and_seen_by_those_who_see_the_contract(self):
        contract = self.contract()
        contract.x_bpm_shelf = "4 b"
        values = self.env["bpm.partner.attribute.value"]
        mine = values.with_user(self.seller).search([("contract_id", "=", contract.id)])
        self.assertEqual(mine.mapped("new"), ["4 b"])
        self.assertEqual(contract.bpm_attribute_past()["changes"][0]["new"], "4 b")
        self.assertFalse(values.with_user(self.finance).search([("contract_id", "=", contract.id)]))
        self.assertTrue(values.with_user(self.manager).search([("contract_id", "=", contract.id)]))

    # === PART OF WHAT IS APPROVED AND SIGNED === #

    def test_what_is_agreed_is_approved_with_the_rest(self):
        self.sign_route()
        contract = self.contract(x_bpm_penalty=0.5)
        request = self.approve(contract)
        self.assertIn(["Penalty", "0.5"], request.facts)
        contract.x_bpm_shelf = "4 b"
        self.assertEqual(contract.state, "approved")
        contract.x_bpm_penalty = 0.1
        self.assertEqual((contract.state, request.state), ("draft", "void"))
        with self.assertRaisesRegex(UserError, "Penalty"):
            contract.action_sign()

    def test_it_is_locked_while_people_are_asked(self):
        self.sign_route()
        contract = self.contract()
        contract.action_bpm_request_approval()
        with self.assertRaises(UserError):
            contract.x_bpm_penalty = 0.1
        contract.x_bpm_shelf = "4 b"

    def test_signed_it_stays(self):
        contract = self.contract(x_bpm_penalty=0.5)
        self.sign(contract)
        with self.assertRaises(AlreadySigned):
            contract.x_bpm_penalty = 0.1
        contract.x_bpm_shelf = "4 b"

    def test_an_attribute_that_comes_later_takes_no_approval_away(self):
        self.sign_route()
        approved, signed = self.contract(), self.contract()
        self.approve(approved)
        self.approve(signed)
        self.sign(signed)
        self.add({"name": "Fine", "type": "char"})
        self.sign(approved)
        self.assertEqual(approved.state, "active")
        self.assertFalse(self.env["bpm.contract"]._unproven())
        fresh = self.contract(x_bpm_fine="1 %")
        request = self.approve(fresh)
        fresh.x_bpm_fine = "2 %"
        self.assertEqual(request.state, "void")

    def test_what_comes_out_of_a_set_that_was_put_away_is_approved_with_the_rest(self):
        away = self.set.copy({"name": "Put away", "active": False})
        [fine] = self.add({"name": "Fine", "type": "char", "set_id": away.id})
        self.sign_route()
        fine.set_id = self.set
        contract = self.contract(x_bpm_fine="1 %")
        request = self.approve(contract)
        contract.x_bpm_fine = "2 %"
        self.assertEqual((contract.state, request.state), ("draft", "void"))

    def test_an_attribute_that_comes_later_leaves_other_proofs_alone(self):
        """I1: what nobody had to be asked about is proven by the same content as before."""
        self.sign_route(domain="[('amount', '>', 100000)]")
        signed = self.contract()
        self.sign(signed)
        self.add({"name": "Fine", "type": "char"}, {"name": "Urgent", "type": "boolean"})
        self.assertFalse(self.env["bpm.contract"]._unproven())
        signed.flush_recordset()
        signed.invalidate_recordset()
        signed.action_suspend()
        self.assertEqual(signed.state, "suspended")

    def test_nobody_approved_an_attribute_that_is_filled_after_it_came(self):
        self.sign_route()
        contract = self.contract()
        request = self.approve(contract)
        self.add({"name": "Fine", "type": "char"})
        contract.x_bpm_fine = "1 %"
        self.assertNotEqual((contract.state, request.state), ("approved", "approved"))

    # === DOUBTS === #

    def test_what_is_missing_is_told_before_signing_on_its_kind_only(self):
        self.add(
            {
                "name": "Area",
                "type": "integer",
                "required_domain": "[('amount', '>', 0)]",
                "contract_type_ids": [(6, 0, self.other_kind.ids)],
                "severity": "block",
            }
        )
        supply, lease = self.contract(), self.contract(type_id=self.other_kind.id)
        self.assertFalse(supply.sign_warning)
        self.assertEqual(lease.sign_warning, "Area is not filled in.")
        self.sign(supply)
        with self.assertRaisesRegex(NotReadyToSign, "Area is not filled in"):
            lease.action_sign()
        lease.x_bpm_area = 40
        lease.action_sign()

    def test_a_value_that_looks_wrong_is_told_and_stops_nobody(self):
        self.add({"name": "Rate", "type": "float", "validator": "range", "maximum": 20})
        contract = self.contract(x_bpm_rate=35)
        self.assertIn("It is too large", contract.sign_warning)
        contract.action_sign()
        self.assertFalse(
            self.env["bpm.partner.finding"].search([("field_name", "=", "x_bpm_rate")])
        )

    # === REFUSED === #

    def test_what_is_agreed_is_not_hidden_or_kept_elsewhere(self):
        with self.assertRaises(ValidationError):
            self.add({"name": "Secret", "sensitive": True})
        beside = self.env["bpm.partner.attribute.set"].create({"name": "B", "is_beside": True})
        with self.assertRaises(ValidationError):
            self.add({"name": "Far", "set_id": beside.id})
        with self.assertRaises(ValidationError):
            self.add({"name": "Of whom", "applies_to": "partner",
                      "contract_type_ids": [(6, 0, self.kind.ids)]})  # fmt: skip
