"""The papers of a contract: its text belongs to what is approved and signed; the rest lies beside.

The text are the papers marked so: what was made from a template, what was added while it is being
prepared. A scan of the signed copy is no part of what was agreed, but its proof.
"""

from contextlib import contextmanager

from odoo import fields, models

from .contract import BEHIND_SIGNING
from .contract_states import AlreadySigned


class BpmContract(models.Model):
    _name = "bpm.contract"
    _inherit = ["bpm.contract", "bpm.with.papers"]

    document_ids = fields.Many2many(
        "bpm.document", string="Papers of the Contract", compute="_compute_document_ids",
        search="_search_document_ids",
    )  # fmt: skip
    text_id = fields.Many2one("bpm.document", compute="_compute_document_ids")

    def _compute_document_ids(self):
        """Those the reader may see, the newest first; the text to be read is the newest one."""
        papers = self.env["bpm.document"].search(self._papers_domain(), order="id desc")
        by_contract = papers.grouped("res_id")
        for contract in self:
            mine = by_contract.get(contract._origin.id, papers.browse())
            contract.document_ids = mine
            contract.text_id = mine.filtered("contract_text")[:1]

    def _search_document_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        papers = self.env["bpm.document"]
        domain = fields.Domain(value) if operator == "any" else fields.Domain("id", "in", value)
        query = papers._search(domain & fields.Domain("res_model", "=", self._name))
        return [("id", "in", query.subselect("res_id"))]

    def _papers_domain(self):
        return [("res_model", "=", self._name), ("res_id", "in", self._origin.ids)]

    # === PART OF WHAT IS APPROVED === #

    def _bpm_papers(self, specs):
        """Override: beside what was attached, the text as it stands now, by its bytes."""
        papers = super()._bpm_papers(specs)
        hashes = {}
        texts = (
            self.env["bpm.document"]
            .sudo()
            .search([*self._papers_domain(), ("contract_text", "=", True)])
        )
        for text in texts.filtered("current_version_id"):
            hashes.setdefault(text.res_id, []).append(text.current_version_id.sha256)
        return {
            contract: sorted([*papers.get(contract, ()), *hashes.get(contract, ())])
            for contract in specs
        }

    @contextmanager
    def _text_changing(self):
        """The text of these contracts changes inside: judged like any change of what was agreed."""
        for contract in self.filtered(lambda one: one.state in BEHIND_SIGNING):
            raise AlreadySigned(contract._signed_refusal(["document_ids"]))
        guard = self._bpm_guard()
        judged = self if guard and guard.get("routes") else self.browse()
        with self.env.cr.savepoint():
            change = judged._bpm_before_papers() if judged else None
            yield
            if change:
                judged._bpm_after_change(change)
        (self - judged)._bpm_lines_changed()

    # === SIGNED === #

    def _freeze_papers(self):
        """Override: text and scans change no more from here on."""
        super()._freeze_papers()
        papers = self.env["bpm.document"].sudo().search(self._papers_domain())
        papers.filtered("current_version_id")._bpm_freeze()

    def _add_scan(self, name, raw):
        """Keep the scan of signed paper with the contract, as proof beside its text.

        `raw`: the file's bytes. Returns the paper.
        """
        self.ensure_one()
        papers = self.env["bpm.document"].sudo()
        paper = papers.create(
            {
                **papers._bpm_owner_values(self)[self.id],
                "name": self.env._("Signed copy of %s", self.number or self.name or ""),
                "type_id": papers.type_id._bpm_by_code("contract", self.company_id).id,
                "user_id": self.user_id.id,
                "contract_text": False,
            }
        )
        paper._bpm_add_version([{"name": name or "scan.pdf", "raw": raw, "author": self.env.user}])
        return paper

    def _text_version(self):
        """The newest version of the text, as the system reads it; nothing without one."""
        domain = [*self._papers_domain(), ("contract_text", "=", True)]
        papers = self.env["bpm.document"].sudo().search(domain, order="id desc")
        return papers.current_version_id[:1]

    # === COMPLETE? === #

    def _sign_findings(self):
        """Override: papers that are missing, as heavy as their rule says."""
        result = super()._sign_findings()
        for contract, facts in self.env["bpm.dossier"]._bpm_completeness(self).items():
            if facts["severity"] in ("warn", "block"):
                result[contract] += [(facts["severity"], text) for text in facts["missing"]]
        return result
