"""Invariants I1, I3, I9 for contracts: asked of the database itself, whoever changed it."""

from tests.contract.contract_case import ContractCase


class TestInvariants(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_route()
        cls.deal = cls.contract()

    def violations(self):
        self.env.invalidate_all()
        found = self.env["bpm.approval.request"].sudo()._bpm_check_invariants()
        return [sentence for sentence in found if self.deal.display_name in sentence]

    def test_approved_and_signed_all_is_well(self):
        self.approve(self.deal)
        self.sign(self.deal)
        self.assertEqual(self.violations(), [])

    def test_what_somebody_changed_by_sql_is_found(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpm_contract SET state = 'active' WHERE id = %s", [self.deal.id]
        )
        found = self.violations()
        self.assertEqual(len(found), 2)
        self.assertIn("without a proof", found[0])
        self.assertIn("has not signed", found[1])

    def test_content_changed_by_sql_after_signing_is_found(self):
        self.approve(self.deal)
        self.sign(self.deal)
        self.env.flush_all()
        self.env.cr.execute("UPDATE bpm_contract SET amount = 5 WHERE id = %s", [self.deal.id])
        self.assertEqual(len(self.violations()), 1)
