"""Papers: versions are added, never changed; signed ones stay as they are (S2-05, S3-16)."""

import base64
import hashlib

from odoo.addons.bpm_crm_addon import hooks
from odoo.exceptions import UserError
from tests.common import BpmCase


class TestDocument(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create({"name": "Paper Mill"})
        cls.paper = cls.env["bpm.document"].create(
            {"name": "Charter", "res_model": "res.partner", "res_id": cls.partner.id}
        )
        cls.paper._bpm_add_version([{"name": "charter.txt", "raw": b"first"}])

    def test_versions_are_counted_and_the_newest_is_current(self):
        """S2-05: a second file is a second version, the first one stays."""
        second = self.paper._bpm_add_version([{"name": "charter.txt", "raw": b"second"}])
        self.assertEqual(self.paper.version_ids.mapped("number"), [2, 1])
        self.assertEqual(self.paper.current_version_id, second)
        self.assertEqual(self.paper.version_ids[1].attachment_id.raw, b"first")

    def test_what_changed_is_kept_with_the_version(self):
        """Issue item 1: versions with author, note and fingerprint."""
        data = base64.b64encode(b"second").decode()
        self.paper.bpm_upload_version([{"name": "b.txt", "data": data, "note": "Their remarks"}])
        version = self.paper.current_version_id
        self.assertEqual((version.note, version.author_id), ("Their remarks", self.env.user))
        self.assertEqual(version.sha256, hashlib.sha256(b"second").hexdigest())

    def test_a_signed_paper_takes_no_more_versions(self):
        """Issue "dossiers": frozen once signed."""
        self.paper._bpm_freeze()
        with self.assertRaises(UserError):
            self.paper._bpm_add_version([{"name": "charter.txt", "raw": b"second"}])
        self.assertFalse(self.paper._bpm_verify())

    def test_after_removal_files_are_kept_once(self):
        """An invoice's PDF that filed itself is not there twice; all other files go back."""
        source = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"first", "res_model": "res.partner",
             "res_id": self.partner.id}
        )  # fmt: skip
        filed = self.env["bpm.document"].create(
            {"name": "Filed", "res_model": "res.partner", "res_id": self.partner.id,
             "source_attachment": source.id}
        )  # fmt: skip
        filed._bpm_add_version([{"name": "a.txt", "raw": b"first"}])
        files = (self.paper | filed).version_ids.attachment_id
        self.env.flush_all()
        hooks._drop_functions(self.env.cr)
        hooks._hand_papers_back(self.env.cr)
        self.env.invalidate_all()
        kept = files.exists()
        self.assertEqual((len(files), len(kept)), (2, 1))
        self.assertEqual((kept.res_model, kept.res_id), ("res.partner", self.partner.id))
