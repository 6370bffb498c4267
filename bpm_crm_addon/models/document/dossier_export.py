"""A dossier as one file for another archive: papers, a list of them, and their fingerprints."""

import csv
import hashlib
import io
import zipfile

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...engine.safe_cell import safe_cell

MOST_FILES = 2_000
LARGEST = 500 * 2**20
COLUMNS = ("file", "paper", "number", "date", "kind", "version", "state", "bytes", "sha256")


class BpmDossier(models.Model):
    _inherit = "bpm.dossier"

    def _bpm_export(self, target):
        """Write the archive into `target`, an open file; the papers the user may see only.

        One file after another, so that memory holds one of them at a time.
        """
        self.ensure_one()
        self.check_access("read")
        papers = self.document_ids.filtered(lambda paper: not paper.sudo().disposed_at)
        versions = papers.sudo().version_ids
        self._bpm_refuse_export(versions)
        rows, used = [], set()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            for paper in papers.sudo().sorted("id"):
                for version in paper.version_ids.sorted("number"):
                    raw = _bytes_of(version.attachment_id)
                    name = _inside_name(paper, version, used)
                    archive.writestr(name, raw)
                    rows.append(self._bpm_export_row(name, paper, version, raw))
            archive.writestr("index.csv", _as_csv(rows))
            archive.writestr("index.html", self._bpm_index(rows))
        self._bpm_note("papers_exported", count=len(rows))

    def _bpm_refuse_export(self, versions):
        if not versions:
            raise UserError(self.env._("There are no papers yet, so nothing to download."))
        if len(versions) > MOST_FILES or sum(versions.mapped("size")) > LARGEST:
            raise UserError(
                self.env._(
                    "That is too much for one file: at most %(files)s papers and %(size)s MB. "
                    "Download the papers one by one.",
                    files=MOST_FILES,
                    size=LARGEST // 2**20,
                )
            )

    def _bpm_export_row(self, name, paper, version, raw):
        states = dict(paper._fields["state"]._description_selection(self.env))
        return {
            "file": name,
            "paper": paper.name,
            "number": paper.number or "",
            "date": format_date(self.env, paper.date),
            "kind": paper.type_id.name or "",
            "version": version.number,
            "state": states[paper.state],
            "bytes": len(raw),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }

    def _bpm_index(self, rows):
        """The list as a page that opens anywhere."""
        head = Markup().join(Markup("<th>%s</th>") % title for title in self._bpm_index_titles())
        body = Markup().join(
            Markup("<tr><td><a href='%s'>%s</a></td>%s</tr>")
            % (
                row["file"],
                row["paper"],
                Markup().join(Markup("<td>%s</td>") % row[name] for name in COLUMNS[2:]),
            )
            for row in rows
        )
        return str(
            Markup(
                "<!DOCTYPE html><html><head><meta charset='utf-8'><title>%s</title></head>"
                "<body><h1>%s</h1><table border='1' cellpadding='4'><tr>%s</tr>%s</table>"
                "</body></html>"
            )
            % (self.name or "", self.name or "", head, body)
        )

    def _bpm_index_titles(self):
        return [
            self.env._("Paper"),
            self.env._("Number"),
            self.env._("Date"),
            self.env._("Kind"),
            self.env._("Version"),
            self.env._("Status"),
            self.env._("Size, bytes"),
            self.env._("SHA-256"),
        ]


def _bytes_of(file):
    """The bytes of one file; neither those of its neighbours are read, nor are they kept."""
    raw = file.with_prefetch().raw or b""
    file.invalidate_recordset(["raw"], flush=False)
    return raw


def _inside_name(paper, version, used):
    """A name inside the archive that leads nowhere and is there once."""
    plain = "".join(
        letter if letter.isalnum() or letter in " .-_()" else "_" for letter in version.name
    ).strip(" .")
    name = f"papers/{paper.id:06}_v{version.number}_{plain[-80:] or 'paper'}"
    while name in used:
        name += "_"
    used.add(name)
    return name


def _as_csv(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({name: safe_cell(row[name]) for name in COLUMNS} for row in rows)
    return text.getvalue().encode("utf-8-sig")
