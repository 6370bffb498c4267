"""The door through which files come: versions of papers, for any number in one go."""

import base64
import binascii
import hashlib

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

LARGEST = 50 * 2**20
PDF = "application/pdf"


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_add_version(self, files):
        """Add a version to each paper; `files`: one dictionary per paper of self, in its order.

        Keys: name, raw (bytes); if wanted note, mimetype, template, template_version (a number),
        snapshot (JSON values), pdf (bytes of the same as PDF), author (a user).
        Returns the versions in that order. Refused for signed papers. The caller has checked that
        the user may change the papers.
        """
        files = list(files)
        self._bpm_refuse_files(files)
        self._bpm_lock_papers()
        self._bpm_refuse_frozen()
        numbers = self._bpm_last_numbers()
        vals_list = []
        for paper, file in zip(self, files, strict=True):
            numbers[paper.id] = numbers.get(paper.id, 0) + 1
            vals_list.append(paper._bpm_version_values(file, numbers[paper.id]))
        versions = self.env["bpm.document.version"].sudo().create(vals_list)
        versions._bpm_keep_files(files)
        for paper, version in zip(self, versions, strict=True):
            paper.sudo().write({"current_version_id": version.id})
        self._bpm_versions_added(versions)
        return versions.sudo(False)

    def _bpm_versions_added(self, versions):
        """Versions came to self; whoever relies on a paper's content overrides this."""

    def _bpm_version_values(self, file, number):
        return {
            "document_id": self.id,
            "number": number,
            "name": file["name"],
            "sha256": "-",  # of the bytes as they are kept: set with them
            "author_id": (file.get("author") or self.env.user).id,
            "note": file.get("note"),
            "template_id": (file.get("template") or self.env["bpm.document.template"]).id,
            "template_version": file.get("template_version") or 0,
            "snapshot": file.get("snapshot"),
        }

    def _bpm_refuse_files(self, files):
        for file in files:
            if not file.get("raw"):
                raise UserError(
                    self.env._("%s is empty. Choose the file again.", file.get("name") or "")
                )
            if len(file["raw"]) > LARGEST:
                raise UserError(
                    self.env._(
                        "%(name)s is larger than %(size)s MB. Make it smaller, for example by "
                        "scanning in grey.",
                        name=file.get("name") or "",
                        size=LARGEST // 2**20,
                    )
                )

    def _bpm_refuse_frozen(self):
        signed = self.sudo().filtered("frozen")
        if signed:
            raise UserError(
                self.env._(
                    "%s is signed: nothing of it can change any more. Make a new paper, for "
                    "example an amendment.",
                    ", ".join(signed.mapped("display_name")),
                )
            )

    def _bpm_lock_papers(self):
        """Lock the papers' rows until the commit, and change them: a second writer has to look
        again at what the first left behind."""
        if not self.ids:
            return
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                """
                UPDATE bpm_document d SET write_date = d.write_date
                  FROM (SELECT id FROM bpm_document
                         WHERE id = ANY(%s) ORDER BY id FOR UPDATE) locked
                 WHERE d.id = locked.id RETURNING d.id
                """,
                sorted(self.ids),
            )
        )
        self.invalidate_recordset(["frozen", "state", "current_version_id", "number"])

    def _bpm_last_numbers(self):
        rows = (
            self.env["bpm.document.version"]
            .sudo()
            ._read_group([("document_id", "in", self.ids)], ["document_id"], ["number:max"])
        )
        return {paper.id: number for paper, number in rows}

    # === FROM SCREENS === #

    @api.model
    def bpm_upload(self, values, files):
        """Make a paper of each uploaded file, as the current user.

        :param dict values: of the new papers: res_model, res_id, partner_id, type_id, name
        :param list files: dictionaries of name and data (base64)
        :return: ids of the new papers
        """
        allowed = ("res_model", "res_id", "partner_id", "type_id", "company_id", "date", "note")
        given = {name: value for name, value in values.items() if name in allowed and value}
        self._bpm_check_owner(given)
        papers = self.create(
            [{**given, "name": values.get("name") or _title(file["name"])} for file in files]
        )
        papers._bpm_add_version([_decoded(file) for file in files])
        return papers.ids

    def bpm_upload_version(self, files):
        """Add one more version, as the current user.

        :param list files: one dictionary of name, data (base64) and, if wanted, note
        :return: number of the version
        """
        self.ensure_one()
        self.check_access("write")
        if len(files) != 1:
            raise UserError(self.env._("A version is one file. Drop one file only."))
        return self._bpm_add_version([_decoded(files[0])]).number

    @api.model
    def _bpm_check_owner(self, values):
        """Refuse papers of something that has none, or that the user may not change."""
        model, res_id = values.get("res_model"), values.get("res_id")
        if not model:
            return
        if model not in self._bpm_document_models():
            raise UserError(self.env._("Papers cannot be kept with this. Keep them elsewhere."))
        owner = self.env[model].browse(res_id).exists()
        owner.check_access("write")

    @api.model
    def _bpm_with_owners(self, vals_list):
        """The same values with counterparty and company taken from what the papers belong to."""
        by_model = {}
        for vals in vals_list:
            if vals.get("res_model") in self.env and vals.get("res_id"):
                by_model.setdefault(vals["res_model"], set()).add(vals["res_id"])
        taken = {}
        for model, numbers in by_model.items():
            owners = self.env[model].sudo().browse(numbers).exists()
            for number, values in self._bpm_owner_values(owners).items():
                taken[model, number] = values
        return [
            {**taken.get((vals.get("res_model"), vals.get("res_id")), {}), **vals}
            for vals in vals_list
        ]

    @api.model
    def _bpm_owner_values(self, owners):
        """Return {id: values of papers that belong to each of `owners`}: counterparty, company."""
        found = {}
        for owner in owners:
            firm = owner if owners._name == "res.partner" else self.env["res.partner"]
            if "partner_id" in owner._fields:
                firm = owner.partner_id
            company = owner.company_id if "company_id" in owner._fields else None
            found[owner.id] = {
                "res_model": owners._name,
                "res_id": owner.id,
                "partner_id": firm.id,
                "company_id": (company or self.env.company).id,
            }
        return found


class BpmDocumentVersion(models.Model):
    _inherit = "bpm.document.version"

    def _bpm_keep_files(self, files):
        """Store the bytes of versions just made, and note what was stored."""
        papers = self.env["ir.attachment"].sudo()
        kept = papers.create([version._bpm_file_values(f) for version, f in zip(self, files)])
        pdfs = {version: f["pdf"] for version, f in zip(self, files) if f.get("pdf")}
        kept_pdfs = papers.create(
            [
                version._bpm_file_values(
                    {"name": f"{_stem(version.name)}.pdf", "raw": raw, "mimetype": PDF}
                )
                for version, raw in pdfs.items()
            ]
        )
        pdf_of = dict(zip(pdfs, kept_pdfs, strict=True))
        for version, paper in zip(self, kept, strict=True):
            pdf = pdf_of.get(version, papers)
            version.write(
                {
                    "attachment_id": paper.id,
                    "sha256": _fingerprint(paper.raw),
                    "size": paper.file_size,
                    "mimetype": paper.mimetype,
                    "pdf_attachment_id": pdf.id,
                    "pdf_sha256": _fingerprint(pdf.raw) if pdf else False,
                }
            )

    def _bpm_file_values(self, file):
        values = {
            "name": file["name"],
            "raw": file["raw"],
            "res_model": self._name,
            "res_id": self.id,
            "company_id": self.document_id.company_id.id,
        }
        if file.get("mimetype"):
            values["mimetype"] = file["mimetype"]
        return values


def _fingerprint(raw):
    return hashlib.sha256(raw or b"").hexdigest()


def _decoded(file):
    try:
        raw = base64.b64decode(file["data"], validate=True)
    except (binascii.Error, ValueError, TypeError):
        raw = b""
    return {"name": file["name"], "raw": raw, "note": file.get("note")}


def _stem(name):
    return name.rpartition(".")[0] or name


def _title(name):
    """What a paper is called after its file: without the ending, underscores as spaces."""
    return _stem(name).replace("_", " ").strip() or name
