"""PostgreSQL's own last line beneath the guard of contracts: decision 037, invariant I1."""

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import mute_logger
from tests.contract.contract_case import ContractCase


class TestNet(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_route()

    def commit(self):
        """What the trigger sees when a transaction commits."""
        self.env.flush_all()
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.env.cr.execute("SET CONSTRAINTS ALL DEFERRED")

    def sql(self, statement, contract):
        self.env.flush_all()
        self.env.cr.execute(statement, [contract.id])
        self.env.invalidate_all()

    def assert_refused(self, *statements, contract):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation) as refusal,
            self.env.cr.savepoint(),
        ):
            for statement in statements:
                self.sql(statement, contract)
            self.commit()
        self.assertEqual(refusal.exception.diag.constraint_name, "bpm_contract_net")

    def test_sql_does_not_sign_what_was_not_approved(self):
        contract = self.contract()
        for state in ("signing", "active", "expired"):
            with self.subTest(state):
                sign = f"UPDATE bpm_contract SET state = '{state}' WHERE id = %s"
                self.assert_refused(sign, contract=contract)
        forged = "UPDATE bpm_contract SET state = 'active', taken_over = true WHERE id = %s"
        self.assert_refused(forged, contract=contract)

    def test_sql_does_not_sign_what_waits(self):
        contract = self.contract()
        contract.action_bpm_request_approval()
        self.assert_refused(
            "UPDATE bpm_contract SET state = 'active' WHERE id = %s", contract=contract
        )

    def test_what_was_approved_and_signed_passes(self):
        contract = self.contract()
        contract.instalment_ids = [(0, 0, {"name": "Advance", "amount": 100})]
        self.approve(contract)
        self.sign(contract)
        self.commit()
        contract.action_suspend()
        contract.action_terminate("It came to nothing.")
        self.commit()
        self.assertEqual(contract.state, "terminated")

    def test_content_does_not_change_in_the_same_breath(self):
        for change in (
            "UPDATE bpm_contract SET amount = 9 WHERE id = %s",
            "UPDATE bpm_contract_party SET side = 'Nobody' WHERE contract_id = %s",
            "DELETE FROM bpm_contract_party WHERE contract_id = %s",
            "UPDATE bpm_contract_instalment SET amount = 9 WHERE contract_id = %s",
        ):
            contract = self.contract(instalment_ids=[(0, 0, {"name": "Advance", "amount": 1})])
            self.approve(contract)
            contract.action_sign()
            with self.subTest(change):
                self.assert_refused(change, contract=contract)

    def test_a_row_is_not_born_signed(self):
        contract = self.contract()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = 'bpm_contract'::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attname NOT IN ('id', 'state', 'number')"
        )
        [[columns]] = self.env.cr.fetchall()
        self.assert_refused(
            f"INSERT INTO bpm_contract (state, {columns})"
            f" SELECT 'active', {columns} FROM bpm_contract WHERE id = %s",
            contract=contract,
        )

    def test_where_nobody_has_to_be_asked_the_pass_is_its_proof(self):
        self.env["bpm.approval.route"].search(
            [("model_name", "=", "bpm.contract")]
        ).domain = "[('amount', '>', 100000)]"
        contract = self.contract()
        self.sign(contract)
        self.commit()
        other = self.contract()
        self.assert_refused(
            "UPDATE bpm_contract SET state = 'signing' WHERE id = %s", contract=other
        )

    def test_what_was_signed_long_ago_comes_in_and_nothing_else(self):
        files = [{"name": "a.pdf", "raw": b"%PDF-1.4 x", "text": "“Test customer”"}]
        card = self.env["bpm.contract"].with_user(self.manager)._from_files(files)
        card.action_checked()
        self.commit()
        self.assertEqual(card.state, "active")

    def test_its_refusal_is_a_sentence(self):
        contract = self.contract()
        with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False) as savepoint:
            self.sql("UPDATE bpm_contract SET state = 'active' WHERE id = %s", contract)
            try:
                self.commit()
            except psycopg2.errors.CheckViolation as refusal:
                sentence = contract._sql_error_to_message(refusal)
            savepoint.rollback()
        self.assertIn("Use Request Approval", sentence)

    def test_without_it_the_guard_still_refuses(self):
        contract = self.contract()
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE bpm_contract DISABLE TRIGGER bpm_contract_net")
        with self.assertRaises(UserError):
            contract.action_sign()
