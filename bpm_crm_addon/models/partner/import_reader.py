"""A file → its sheets. Everything that could do harm is refused here, with a sentence."""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

from odoo import api, models

from ...engine.tabular import text_file, zip_limits
from ..audit.refusal import Refusal

CHILD = Path(__file__).with_name("import_child.py")
MOST_BYTES = 30 * 2**20
PATIENCE = 120  # seconds; the process has its own limit of processor time
DIRECTORY_END = b"PK\x05\x06"
BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
)


class UnreadableFile(Refusal):
    """A file that is not opened, or holds no table."""


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def _read_sheets(self, data, name=""):
        """The sheets of a file: [{"name", "rows": [[text]], "merged": [first and last cell]}].

        `data`: the file's bytes. The kind is told from them, never from the name.
        """
        if not data or not data.strip():
            raise self._unreadable("empty")
        if len(data) > MOST_BYTES:
            raise self._unreadable("too_large")
        if data.startswith(b"PK"):
            self._check_zip(data)
            return self._read_workbook(data)
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            return self._read_workbook(data)
        if data.startswith(BINARY) or data.lstrip()[:1] == b"<":
            raise self._unreadable("not_a_table")
        return [{"name": name, "rows": text_file.grid_of(data), "merged": []}]

    @api.model
    def _check_zip(self, data):
        """Refuse by the table of contents, before anything is unpacked."""
        end = data.rfind(DIRECTORY_END, max(0, len(data) - 66_000))
        if end < 0 or len(data) < end + 22:
            raise self._unreadable("broken")
        count, size = struct.unpack("<HL", data[end + 10 : end + 16])
        if count > zip_limits.MEMBERS or size > 2**21:
            raise self._unreadable("too_many_parts")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = [
                    zip_limits.Entry(
                        entry.filename,
                        entry.compress_size,
                        entry.file_size,
                        entry.external_attr >> 16,
                    )
                    for entry in archive.infolist()
                ]
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
            raise self._unreadable("broken") from error
        names = {entry.name for entry in entries}
        if danger := zip_limits.danger(entries):
            raise self._unreadable(danger)
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise self._unreadable("not_a_table")

    @api.model
    def _read_workbook(self, data):
        """Let a process of its own, with limits, unpack and parse it."""
        paths = os.pathsep.join(path for path in sys.path if path)
        try:
            done = subprocess.run(
                [sys.executable, "-S", str(CHILD)],
                input=data,
                capture_output=True,
                timeout=PATIENCE,
                env={
                    "PYTHONPATH": paths,
                    "PYTHONIOENCODING": "utf-8",
                    "PATH": os.environ.get("PATH", ""),
                },
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise self._unreadable("busy") from error
        if done.returncode < 0 or b"MemoryError" in done.stderr:
            raise self._unreadable("too_large")
        if done.returncode:
            raise self._unreadable("broken")
        answer = json.loads(done.stdout)
        if "refused" in answer:
            raise self._unreadable(answer["refused"])
        return answer["sheets"]

    @api.model
    def _unreadable(self, reason):
        """The error that says why a file is not read, and what to do."""
        sentences = {
            "empty": self.env._("There is nothing in this file. Choose the one with your table."),
            "broken": self.env._(
                "This file cannot be read: it is damaged or protected by a password. Open it in "
                "Excel, save it again as .xlsx without a password and try once more."
            ),
            "not_a_table": self.env._(
                "This is not a table. Save your list in Excel as .xlsx, .xls or .csv and choose "
                "that."
            ),
            "too_large": self.env._(
                "This file is too large to be read safely. Divide the list into several files and "
                "import them one after another."
            ),
            "busy": self.env._(
                "Reading this file takes too long: the server is busy, or the list is very long. "
                "Try again in a few minutes, or divide the list into several files."
            ),
            "packed_too_tightly": self.env._(
                "This file is packed in a way that ordinary workbooks are not, so it was not "
                "opened. Copy the list into a new workbook and save that."
            ),
            "too_many_parts": self.env._(
                "This file consists of too many parts to be an ordinary workbook, so it was not "
                "opened. Copy the list into a new workbook and save that."
            ),
            "leads_outside": self.env._(
                "This file points to places outside itself, so it was not opened. Copy the list "
                "into a new workbook and save that."
            ),
            "dtd": self.env._(
                "This file holds instructions that could read other files of the server, so it "
                "was not opened. Copy the list into a new workbook and save that."
            ),
            "too_many_columns": self.env._(
                "A sheet of this file has more than 256 columns. Keep the columns you need and "
                "import that."
            ),
            "too_many_rows": self.env._(
                "A sheet of this file has more than 100 000 rows. Divide the list into several "
                "files and import them one after another."
            ),
            "no_table": self.env._(
                "No table was found in this file: a row of headings with rows below it. Check that "
                "the right file was chosen."
            ),
        }
        return UnreadableFile(sentences[reason])
