"""Word files that do harm are refused before they are read (cases 68 and 69)."""

import io
import time
import zipfile

from odoo.addons.bpm_crm_addon.models.document.docx_source import fault_of
from tests.common import BpmCase
from tests.document.word import MAIN, part, with_part, word

RELATIONS = "word/_rels/document.xml.rels"


class TestDocxSource(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.good = word("Offer {{ partner.name }}")

    def with_text(self, old, new, name=MAIN):
        return with_part(self.good, name, part(self.good, name).replace(old, new))

    def test_a_word_file_is_welcome(self):
        self.assertIsNone(fault_of(self.good))

    def test_bombs_are_refused_at_once(self):
        """Case 68: sizes, ratios, thousands of members, names that lead outside, links."""
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        many = io.BytesIO(self.good)
        with zipfile.ZipFile(many, "a") as archive:
            for number in range(2_001):
                archive.writestr(f"x/{number}", b"")
        squeezed = io.BytesIO(self.good)
        with zipfile.ZipFile(squeezed, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/bomb.xml", b"\0" * 20_000_000)
        bad = {
            "no_word_file": b"PK\x03\x04 but not really",
            "too_large": b"PK" + b"x" * 11_000_000,
            "too_many_parts": many.getvalue(),
            "packed_too_tightly": squeezed.getvalue(),
            "leads_outside": with_part(self.good, "../../evil.xml", "x"),
        }
        for fault, raw in bad.items():
            with self.subTest(fault):
                started = time.monotonic()
                self.assertEqual(fault_of(raw), fault)
                self.assertLess(time.monotonic() - started, 1)
        self.assertEqual(fault_of(with_part(self.good, link, "/etc/passwd")), "leads_outside")

    def test_declarations_are_refused_in_every_part(self):
        """Case 69: a DTD anywhere, whatever it is written in; nothing is fetched."""
        dtd = b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'
        for name in (MAIN, "word/styles.xml", RELATIONS, "docProps/core.xml"):
            with self.subTest(name):
                text = part(self.good, name)
                head, _, rest = text.partition(b"?>")
                self.assertEqual(
                    fault_of(with_part(self.good, name, head + b"?>" + dtd + rest)), "dtd"
                )
        wide = part(self.good).decode().replace("?>", "?>" + dtd.decode(), 1).encode("utf-16")
        self.assertEqual(fault_of(with_part(self.good, MAIN, wide)), "dtd")

    def test_what_fetches_or_runs_is_refused(self):
        """Threat T11: linked templates and pictures, DDE, macros, embedded files."""
        outside = (
            b'<Relationship Id="rIdX" Type="http://x/attachedTemplate" '
            b'Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/></Relationships>'
        )
        field = b"<w:r><w:instrText> DDEAUTO c:\\cmd </w:instrText></w:r></w:p>"
        self.assertEqual(
            fault_of(self.with_text(b"</Relationships>", outside, RELATIONS)), "fetches"
        )
        self.assertEqual(fault_of(self.with_text(b"</w:p>", field)), "fetches")
        self.assertEqual(fault_of(with_part(self.good, "word/vbaProject.bin", b"x")), "macro")
        self.assertEqual(fault_of(with_part(self.good, "word/embeddings/a.bin", b"x")), "embedded")

    def test_a_link_that_people_click_is_no_harm(self):
        link = (
            b'<Relationship Id="rIdX" TargetMode="External" Target="https://example.com" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
            b"/></Relationships>"
        )
        self.assertIsNone(fault_of(self.with_text(b"</Relationships>", link, RELATIONS)))
