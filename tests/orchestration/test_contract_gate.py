"""Issue 6, gate `sign`, meets issue 4: doubts about a party before a contract is signed; S2-12."""

from odoo.addons.bpm_crm_addon.models.contract.contract_findings import NotReadyToSign
from tests.contract.contract_case import ContractCase


class TestContractGate(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"country_id": cls.env.ref("base.ru").id, "vat": "7721537681"})

    def be(self, strictness):
        self.env.company.bpm_strictness = strictness

    def test_soft_says_nothing(self):
        self.be("soft")
        contract = self.contract()
        self.assertFalse(contract.sign_warning)
        contract.action_sign()
        self.assertEqual(contract.state, "signing")

    def test_warn_says_it_and_lets_it_out(self):
        self.be("warn")
        contract = self.contract()
        contract.action_sign()
        self.assertEqual(contract.state, "signing")
        noted = contract.message_ids.filtered(lambda one: "7721573681" in (one.body or ""))
        self.assertTrue(noted)

    def test_block_refuses_until_the_number_is_right(self):
        self.be("block")
        contract = self.contract()
        with self.assertRaisesRegex(NotReadyToSign, "did you mean 7721573681"):
            contract.action_sign()
        self.assertEqual(contract.state, "draft")
        self.customer.vat = "7721573681"
        contract.action_sign()
        self.assertEqual(contract.state, "signing")
