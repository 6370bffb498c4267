"""Signed papers: bytes, hash and version rows stay as they are (case 65; issue item 1)."""

from pathlib import Path

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import mute_logger
from tests.common import BpmCase


class TestFreeze(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create({"name": "Paper Mill"})
        cls.kind = cls.env.ref("bpm_crm_addon.document_type_contract")
        cls.paper = cls.env["bpm.document"].create(
            {
                "name": "Contract",
                "type_id": cls.kind.id,
                "res_model": "res.partner",
                "res_id": cls.partner.id,
            }
        )
        cls.paper._bpm_add_version([{"name": "contract.txt", "raw": b"first"}])
        cls.version = cls.paper._bpm_add_version([{"name": "contract.txt", "raw": b"second"}])
        cls.paper._bpm_freeze()
        cls.file = cls.version.sudo().attachment_id

    def test_every_road_of_the_orm_is_refused(self):
        """Case 65: the paper, its versions, its file, by anybody, also as the system."""
        other = self.env["ir.attachment"].create({"name": "x", "raw": b"other"})
        roads = {
            "rename": lambda: self.paper.write({"name": "Other"}),
            "date": lambda: self.paper.write({"date": "2020-01-01"}),
            "move": lambda: self.paper.write({"res_id": self.env.user.partner_id.id}),
            "thaw": lambda: self.paper.sudo().write({"frozen": False}),
            "draft": lambda: self.paper._bpm_move("draft"),
            "version": lambda: self.version.sudo().write({"attachment_id": other.id}),
            "hash": lambda: self.version.sudo().write({"sha256": "0"}),
            "raw": lambda: self.file.write({"raw": b"changed"}),
            "datas": lambda: self.file.write({"datas": b"Y2hhbmdlZA=="}),
            "owner of the file": lambda: self.file.write({"res_model": False, "res_id": 0}),
            "url": lambda: self.file.write({"type": "url", "url": "http://x"}),
            "delete the file": lambda: self.file.unlink(),
            "delete the version": lambda: self.version.sudo().unlink(),
            "delete the paper": lambda: self.paper.sudo().unlink(),
            "new version": lambda: self.paper._bpm_add_version([{"name": "a", "raw": b"third"}]),
        }
        for name, road in roads.items():
            with self.subTest(name), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    road()
        self.env.invalidate_all()
        self.assertEqual(self.file.raw, b"second")
        self.assertFalse(self.paper._bpm_verify())

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_too(self):
        """The last line: SQL past the ORM."""
        for statement in (
            "UPDATE bpm_document_version SET sha256 = 'x' WHERE id = %(version)s",
            "UPDATE bpm_document_version SET frozen = false WHERE id = %(version)s",
            "DELETE FROM bpm_document_version WHERE id = %(version)s",
            "UPDATE bpm_document SET frozen = false WHERE id = %(paper)s",
            "UPDATE bpm_document SET current_version_id = NULL WHERE id = %(paper)s",
            "UPDATE ir_attachment SET checksum = 'x' WHERE id = %(file)s",
            "UPDATE ir_attachment SET res_model = NULL WHERE id = %(file)s",
            "DELETE FROM ir_attachment WHERE id = %(file)s",
        ):
            with self.subTest(statement), self.assertRaises(psycopg2.Error):
                with self.env.cr.savepoint():
                    self.env.cr.execute(
                        statement,
                        {
                            "version": self.version.id,
                            "paper": self.paper.id,
                            "file": self.file.id,
                        },
                    )

    def test_what_may_still_be_said(self):
        """Filed, shared, another person responsible: not the paper itself."""
        self.paper.write({"shared": True, "user_id": self.env.ref("base.user_admin").id})
        self.paper.action_file_away()
        self.assertEqual(self.paper.state, "archived")

    def test_archiving_the_partner_changes_no_byte(self):
        """Case 65."""
        self.partner.action_archive()
        self.assertFalse(self.paper._bpm_verify())

    def test_moving_the_file_store_goes_on(self):
        """The same bytes may be written again: Odoo does it when the store is moved."""
        self.file.write({"raw": b"second", "mimetype": self.file.mimetype})
        self.assertEqual(self.file.raw, b"second")

    def test_changed_bytes_are_found(self):
        """`_bpm_verify` tells which papers are not what was added."""
        path = self.file._full_path(self.file.store_fname)
        Path(path).write_bytes(b"tampered")
        self.addCleanup(Path(path).write_bytes, b"second")
        self.env.invalidate_all()
        self.assertEqual(self.paper._bpm_verify(), self.paper)

    def test_without_a_file_there_is_nothing_to_sign(self):
        empty = self.env["bpm.document"].create({"name": "Empty"})
        with self.assertRaises(UserError):
            empty._bpm_freeze()
        self.assertEqual(empty.state, "draft")

    def test_a_draft_may_go(self):
        draft = self.env["bpm.document"].create({"name": "Draft"})
        file = draft._bpm_add_version([{"name": "a.txt", "raw": b"a"}]).sudo().attachment_id
        draft.unlink()
        self.assertFalse(file.exists())

    def test_states_are_not_written_by_hand(self):
        user = self.env["res.users"].create({"name": "Clerk", "login": "test_clerk"})
        paper = self.env["bpm.document"].with_user(user).create({"name": "Mine"})
        for vals in ({"state": "signed"}, {"frozen": True}, {"number": "1"}):
            with self.subTest(vals), self.assertRaises(UserError):
                paper.write(vals)
        with self.assertRaises(UserError):
            self.env["bpm.document"].with_user(user).create({"name": "x", "state": "signed"})
        with self.assertRaises(UserError):
            paper.with_context(default_state="signed").create({"name": "x"})
        with self.assertRaises(UserError):
            paper.with_context(default_number="C-0001").create({"name": "x"})

    def test_registered_once_in_order(self):
        """S3-16: a register number per kind, by one act."""
        papers = self.env["bpm.document"].create(
            [{"name": f"Letter {n}", "type_id": self.kind.id} for n in range(3)]
        )
        papers.action_register()
        numbers = papers.mapped("number")
        papers.action_register()
        self.assertEqual(papers.mapped("number"), numbers)
        self.assertEqual(len(set(numbers)), 3)
        self.assertEqual(sorted(numbers), numbers)

    def test_disposal_is_an_act_and_waits_for_the_term(self):
        """Issue item 5: retention, legal hold, disposal as a journaled act."""
        with self.assertRaises(UserError):
            self.paper._bpm_dispose("order 1")
        old = self.env["bpm.document"].create(
            {"name": "Old", "type_id": self.kind.id, "date": "2001-01-01"}
        )
        file = old._bpm_add_version([{"name": "a.txt", "raw": b"a"}]).sudo().attachment_id
        told = old.current_version_id.sha256
        old._bpm_freeze()
        old._bpm_hold("a dispute")
        with self.assertRaises(UserError):
            old._bpm_dispose("order 1")
        old.action_release_hold()
        old._bpm_dispose("order 1")
        self.assertFalse(file.exists())
        self.assertEqual(old.current_version_id.sha256, told)
        self.assertFalse(old._bpm_verify())
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", "bpm.document"), ("res_id", "=", old.id)], order="number"
        )
        self.assertEqual(
            entry.mapped("event"),
            ["paper_signed", "paper_held", "paper_released", "paper_disposed"],
        )
