"""The card as people use it: from a kind and a counterparty to signed, and through approval; ux.md
3.5, S2-33."""

from tests.common import BpmHttpCase
from tests.contract.contract_case import ContractCase


class TestContractScreens(BpmHttpCase, ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        switch = cls.env.ref("bpm_crm_addon.group_bpm_capability_contract")
        cls.env.ref("base.group_user")._apply_group(switch)
        cls.kind.name = "Tour supply"
        cls.kind.template_ids = cls.env.ref("bpm_crm_addon.template_supply_en")

    def tour(self, url, name, person):
        self.start_tour(url, name, login=person.login, timeout=180)
        self.env.invalidate_all()

    def test_from_a_kind_and_a_counterparty_to_signed(self):
        self.tour("/odoo/bpm-contracts", "bpm_contract_from_kind_to_signed", self.manager)
        signed = self.env["bpm.contract"].search([("type_id", "=", self.kind.id)]).filtered(
            lambda one: not one.parent_id
        )  # fmt: skip
        self.assertEqual(signed.state, "active")
        self.assertEqual(signed.party_ids.mapped("sign_order"), [1, 2])
        self.assertEqual(signed.amendment_ids.state, "draft")

    def test_text_and_approval(self):
        self.sign_route()
        contract = self.contract()
        self.tour(
            f"/odoo/bpm-contracts/{contract.id}", "bpm_contract_text_and_approval", self.seller
        )
        self.assertEqual(contract.state, "approval")
        self.assertEqual(len(contract.sudo().text_id.version_ids), 1)
