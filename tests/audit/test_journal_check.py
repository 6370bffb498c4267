"""Whoever gets past the triggers is found out.

design.md: `_verify` is True when whole, False when an entry was altered or is missing.
"""

from odoo.addons.bpm_crm_addon.models.audit import journal_check
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from tests.audit.tampering import tamper, without_protection
from tests.common import BpmCase

CHAIN = ("sale.order", -1)


class TestCheck(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal = cls.env["bpm.journal"]
        cls.comment = cls.env["bpm.journal.comment"]._store(["Prepay 30 %, says Anna"])
        facts = {"amount": 48200.5, "comment": cls.comment._fingerprint()}
        cls.journal._append(
            [
                {"event": "submitted", "res_model": "sale.order", "res_id": -1, "data": facts},
                {
                    "event": "returned",
                    "res_model": "sale.order",
                    "res_id": -1,
                    "on_behalf_of_id": 2,
                },
                {"event": "voided", "res_model": "sale.order", "res_id": -1},
                {"event": "approved", "res_model": "sale.order", "res_id": -2},
            ]
        )

    def setUp(self):
        super().setUp()
        self.assertTrue(self.journal._verify(*CHAIN))
        self.assertEqual(self.journal._verify_all(), [])

    def assertBroken(self):
        self.assertFalse(self.journal._verify(*CHAIN))
        self.assertEqual(self.journal._verify_all(), [CHAIN])
        self.assertTrue(self.journal._verify("sale.order", -2))

    def test_any_column_altered(self):
        for change in (
            "data = '{\"amount\": 4820}'",
            "at = at + interval '1 microsecond'",
            "user_id = user_id + 1",
            "on_behalf_of_id = 7",
            "event = 'approved'",
            "method = 'api'",
            "previous_hash = 'genesis:elsewhere'",
            "hash = repeat('0', 64)",
        ):
            with self.subTest(change), self.env.cr.savepoint(flush=False) as savepoint:
                tamper(
                    self.env.cr,
                    f"UPDATE bpm_journal SET {change} WHERE res_id = -1 AND number = 1",
                )
                self.assertBroken()
                savepoint.rollback()

    def test_an_entry_missing(self):
        """Also the last one, and all of them: what is left must not look whole."""
        for which in ("number = 1", "number = 2", "number = 3", "number > 0"):
            with self.subTest(which), self.env.cr.savepoint(flush=False) as savepoint:
                tamper(self.env.cr, f"DELETE FROM bpm_journal WHERE res_id = -1 AND {which}")
                self.assertBroken()
                savepoint.rollback()

    def test_an_entry_put_in(self):
        tamper(
            self.env.cr,
            """INSERT INTO bpm_journal (res_model, res_id, number, at, user_id, event, method,
                                        data, previous_hash, hash)
               SELECT res_model, res_id, 4, at, user_id, 'approved', method, data, hash,
                      encode(sha256('guess'), 'hex')
                 FROM bpm_journal WHERE res_id = -1 AND number = 3""",
        )
        self.assertBroken()

    def test_the_head_moved_or_removed(self):
        for change in (
            "UPDATE bpm_journal_head SET number = 2 WHERE res_id = -1",
            "DELETE FROM bpm_journal_head WHERE res_id = -1",
        ):
            with self.subTest(change), self.env.cr.savepoint(flush=False) as savepoint:
                tamper(self.env.cr, change)
                self.assertBroken()
                savepoint.rollback()

    def test_a_comment_rewritten(self):
        tamper(
            self.env.cr,
            "UPDATE bpm_journal_comment SET text = 'Fine with me' WHERE id = %s",
            self.comment.id,
        )
        self.env.invalidate_all()
        self.assertBroken()

    def test_a_chain_that_never_was_is_whole(self):
        self.assertTrue(self.journal._verify("sale.order", -77))

    def test_more_entries_than_fit_into_one_portion(self):
        """The whole trail is read in portions; a chain may lie across two of them."""
        entry = {"event": "approved", "res_model": "sale.order", "res_id": -3}
        self.journal._append([entry] * 7)
        self.patch(journal_check, "BATCH", 3)
        self.assertEqual(self.journal._verify_all(), [])
        tamper(self.env.cr, "UPDATE bpm_journal SET user_id = 0 WHERE res_id = -3 AND number = 6")
        self.assertEqual(self.journal._verify_all(), [("sale.order", -3)])

    # === ERASURE === #

    def test_erasing_a_comment_keeps_the_chain_whole(self):
        """design.md: a person's data can be erased and the chain still holds."""
        fingerprint = self.comment._fingerprint()
        self.comment._erase()
        self.env.invalidate_all()
        self.assertFalse(self.comment.text)
        self.assertFalse(self.comment.salt)
        self.assertTrue(self.comment.erased_at)
        self.assertEqual(self.comment._fingerprint(), fingerprint)
        self.assertTrue(self.journal._verify(*CHAIN))
        self.assertEqual(self.journal._verify_all(), [])
        noted = self.journal.search([("res_model", "=", "bpm.journal.comment")])
        self.assertEqual((noted.event, noted.res_id), ("comment_erased", self.comment.id))

    def test_no_words_of_people_stand_in_the_chain(self):
        self.env.cr.execute("SELECT string_agg(data::text, ' ') FROM bpm_journal")
        self.assertNotIn("Anna", self.env.cr.fetchone()[0])

    def test_the_same_words_do_not_have_the_same_fingerprint(self):
        """Otherwise a short comment is found out by trying, erased or not."""
        first, second = self.env["bpm.journal.comment"]._store(["No", "No"])
        self.assertNotEqual(first._fingerprint(), second._fingerprint())

    def test_a_comment_is_not_rewritten_through_odoo(self):
        with self.assertRaises(UserError):
            self.comment.sudo().write({"text": "Fine with me"})
        with self.assertRaises(UserError):
            self.comment.sudo().unlink()
        with self.assertRaises(UserError):
            self.comment.sudo().create({"text": "x", "fingerprint": "y"})

    def test_only_administrators_erase(self):
        entry = self.journal.search([("res_id", "=", -1), ("number", "=", 1)])
        other = new_test_user(
            self.env, "approval_adm", groups="bpm_crm_addon.group_bpm_approval_admin"
        )
        with self.assertRaises(AccessError):
            entry.with_user(other).action_erase_comment()
        self.assertTrue(self.comment.text)
        entry.with_user(self.env.ref("base.user_admin")).action_erase_comment()
        self.assertFalse(self.comment.text)

    # === ON THE SCREEN === #

    def test_the_button_says_what_it_found(self):
        journal = self.journal.with_user(self.env.ref("base.user_admin"))
        entry = journal.search([("res_id", "=", -1)], limit=1)
        self.assertEqual(journal.action_check_chain()["params"]["type"], "success")
        self.assertEqual(entry.action_check_chain()["params"]["type"], "success")
        tamper(self.env.cr, "UPDATE bpm_journal SET user_id = 0 WHERE res_id = -1")
        for told in (journal.action_check_chain(), entry.action_check_chain()):
            self.assertEqual(told["params"]["type"], "danger")
            self.assertIn("number -1", told["params"]["message"])

    def test_switched_off_protection_is_shown(self):
        def line():
            return self.env["bpm.health"]._line_of_audit_trail()["level"]

        self.assertEqual(line(), "success")
        with without_protection(self.env.cr):
            self.assertEqual(line(), "danger")
        self.env.cr.execute("DROP TRIGGER bpm_journal_no_truncate ON bpm_journal")
        self.assertEqual(line(), "danger")
