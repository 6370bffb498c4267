"""Making papers from a template: all of them, or none.

What takes long (filling in, PDF) is done first and without a lock. Then the rows of what the papers
are made for are changed: of two people who make the same paper at once, the second waits, is
replayed by Odoo and finds the first one's paper, equal to its own.
"""

from importlib.util import find_spec

from odoo import models
from odoo.exceptions import UserError

from ...engine.fact_paths import clean, fingerprint
from . import docx_render


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    def _bpm_generate(self, records, lang=None):
        """Fill the template in for each of `records`; return their papers, in that order.

        A record has one paper per template as long as nobody signed it: making it again adds a
        version, and none when nothing has changed. Either all of them are made, or none.
        """
        self.ensure_one()
        self._bpm_refuse_records(records)
        papers = self._bpm_papers_of(records)
        snapshots = self._bpm_snapshots(records, lang)
        changed = records.filtered(
            lambda record: not self._bpm_is_the_same(papers.get(record.id), snapshots[record.id])
        )
        files = [self._bpm_file(record, snapshots[record.id]) for record in changed]
        changed._bpm_touch()
        missing = changed.filtered(lambda record: record.id not in papers)
        for record, paper in zip(missing, self._bpm_new_papers(missing), strict=True):
            papers[record.id] = paper
        documents = self.env["bpm.document"]
        documents.browse(papers[record.id].id for record in changed)._bpm_add_version(files)
        return documents.browse(papers[record.id].id for record in records)

    def _bpm_refuse_records(self, records):
        if records._name != self.model_name:
            words = dict(self._fields["model_name"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(template)s is for %(what)s. Choose another template.",
                    template=self.name,
                    what=words.get(self.model_name, self.model_name),
                )
            )
        if self.kind == "docx":
            self._bpm_refuse_without_word()
        if self.kind == "qweb" and not self.report_id:
            raise UserError(self.env._("%s has no report yet. Choose one.", self.name))
        records.check_access("write")
        company = self.sudo().company_id
        if company and "company_id" in records._fields:
            if records.company_id - company:
                raise UserError(
                    self.env._(
                        "%(template)s belongs to %(company)s. Choose another template.",
                        template=self.name,
                        company=company.name,
                    )
                )

    def _bpm_refuse_without_word(self):
        if not self.current_version_id:
            raise UserError(self.env._("%s has no Word file yet. Upload one.", self.name))
        if not find_spec("docxtpl"):
            raise UserError(
                self.env._(
                    "Word templates cannot be filled in on this server yet. Ask an administrator "
                    "to install the Python library docxtpl; the page Health & Problems says how."
                )
            )

    # === FILLING IN === #

    def _bpm_snapshots(self, records, lang=None):
        """{id: what the paper is filled in with}: facts, language, whether it may be sent."""
        held = records._bpm_document_held()
        found = {}
        for code, batch in self._bpm_by_lang(records, lang).items():
            facts = self._bpm_facts_of(batch, code)
            for record in batch:
                found[record.id] = {"facts": facts[record.id], "lang": code}
                if record.id in held:
                    found[record.id]["held"] = 1
                if self.kind == "qweb":  # a report reads more than the facts
                    found[record.id]["written"] = str(record.write_date)
        return found

    def _bpm_file(self, record, snapshot):
        """What `_bpm_add_version` takes, for one record."""
        raw, pdf, ending = self._bpm_fill(record, snapshot)
        return {
            "name": f"{self._bpm_file_name(record, snapshot['lang'])}.{ending}",
            "raw": raw,
            "pdf": pdf,
            "template": self,
            "template_version": self.version,
            "snapshot": snapshot,
            "note": self._bpm_note(),
        }

    def _bpm_note(self):
        if self.kind == "qweb":
            return self.env._("From the report %s", self.name)
        return self.env._(
            "From %(template)s, version %(version)s", template=self.name, version=self.version
        )

    def _bpm_by_lang(self, records, lang=None):
        """{language: records}: what was asked for, the template's, the counterparty's, mine."""
        installed = dict(self.env["res.lang"].get_installed())
        found = {}
        for record in records:
            firm = record if record._name == "res.partner" else None
            if firm is None and "partner_id" in record._fields:
                firm = record.sudo().partner_id
            wanted = (lang, self.lang, firm and firm.lang, self.env.lang, "en_US")
            code = next(code for code in wanted if code in installed)
            found[code] = found.get(code, records.browse()) | record
        return found

    def _bpm_facts_of(self, records, lang):
        """{id: facts, with the clauses they call for} in one language."""
        speaking = records.with_context(lang=lang)
        facts = speaking._bpm_document_facts(lang)
        clauses = self.env["bpm.document.clause"].with_context(lang=lang)
        clauses = clauses.search([("active", "=", True)])
        companies = self.env["bpm.dossier"]._bpm_companies(records)
        return {
            number: {
                **clean(facts[number]),
                "clause": clauses._bpm_chosen(facts[number], companies[number]),
            }
            for number in records.ids
        }

    def _bpm_fill(self, record, made):
        """(bytes, bytes of the PDF or None, ending) of one paper; refused with what is wrong."""
        if self.kind == "qweb":
            report = self.env["ir.actions.report"].with_context(lang=made["lang"])
            raw, kind = report._render_qweb_pdf(self.report_id.id, record.ids)
            return raw, None, kind
        filled, faults = self._bpm_filled(made["facts"])
        if faults:
            raise UserError(
                self.env._(
                    "%(template)s cannot be filled in for %(record)s:\n%(faults)s",
                    template=self.name,
                    record=record.display_name,
                    faults="\n".join(self._bpm_fault_lines(faults)),
                )
            )
        return self._bpm_finished(filled, made, record)

    def _bpm_filled(self, facts):
        """(what the paper is made of, or None; faults): a Word file's bytes."""
        pictures = self.env["bpm.fact.words"]._picture_bytes(facts)
        return docx_render.render(self._bpm_raw(), facts, pictures)

    def _bpm_finished(self, filled, made, record):
        """What `_bpm_fill` returns, of what was filled in."""
        lang = made["lang"]
        if "held" in made:
            words = self.env["ir.actions.report"].with_context(lang=lang)._bpm_stamp_words()
            filled = docx_render.mark(filled, words)
        return filled, self._bpm_pdf_of(filled, lang), "docx"

    def _bpm_raw(self):
        """The bytes of the template's newest file."""
        return self.sudo().with_context(bin_size=False).current_version_id.attachment_id.raw

    def _bpm_file_name(self, record, lang):
        name = f"{self.with_context(lang=lang).name} {record.display_name or ''}".strip()
        return "".join("-" if letter in '/\\:*?"<>|' else letter for letter in name)[:100]

    # === PAPERS === #

    def _bpm_papers_of(self, records):
        """{id of the record: its paper of this template that nobody signed}."""
        papers = (
            self.env["bpm.document"]
            .sudo()
            .search(
                [
                    ("template_id", "=", self.id),
                    ("res_model", "=", records._name),
                    ("res_id", "in", records.ids),
                    ("frozen", "=", False),
                ]
            )
        )
        return {paper.res_id: paper.sudo(False) for paper in papers}

    def _bpm_new_papers(self, records):
        documents = self.env["bpm.document"]
        return (
            documents.sudo()
            .create(
                [
                    {
                        "res_model": records._name,
                        "res_id": record.id,
                        "name": f"{self.name} {record.display_name or ''}".strip(),
                        "type_id": self.type_id.id,
                        "template_id": self.id,
                        "user_id": self.env.uid,
                    }
                    for record in records
                ]
            )
            .sudo(False)
        )

    def _bpm_is_the_same(self, paper, snapshot):
        """Whether the paper's newest version says what a new one would."""
        version = paper.sudo().current_version_id if paper else None
        return (
            bool(version)
            and version.template_id == self
            and version.template_version == self.version
            and fingerprint(version.snapshot or {}) == fingerprint(snapshot)
        )
