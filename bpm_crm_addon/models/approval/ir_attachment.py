"""Papers that belong to what was submitted: they change like any other controlled content."""

from odoo import models
from odoo.tools import SQL

CONTENT = frozenset(
    {"raw", "datas", "db_datas", "store_fname", "checksum", "url", "res_model", "res_id"}
)


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        if not CONTENT & vals.keys():
            return super().write(vals)
        return self._bpm_judged(lambda: super(IrAttachment, self).write(vals))

    def unlink(self):
        return self._bpm_judged(super().unlink)

    def _bpm_judged(self, change_papers):
        """Change papers of documents; refused while a decision on them is waited for."""
        batches = self._bpm_documents()
        if not batches:
            return change_papers()
        with self.env.cr.savepoint():
            changes = [(documents, documents._bpm_before_papers()) for documents in batches]
            result = change_papers()
            for documents, change in changes:
                documents._bpm_after_change(change)
        return result

    def _bpm_documents(self):
        """Return the documents, a recordset per model, whose live request holds papers of self.

        All documents with papers of self are locked and their rows changed: a request that is
        being made at this moment has these papers in it, or meets this change.
        """
        guarded = [name for name, guard in self._bpm_guards().items() if guard.get("routes")]
        if not self.ids or not guarded:
            return []
        self.flush_model(["res_model", "res_id", "res_field"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT res_model, array_agg(DISTINCT res_id) FROM ir_attachment
                 WHERE id = ANY(%s) AND res_model = ANY(%s) AND res_id > 0 AND res_field IS NULL
              GROUP BY res_model
                """,
                self.ids,
                guarded,
            )
        )
        papers, found = set(self.ids), []
        for model, ids in rows:
            live = self.env[model].browse(ids)._bpm_clean()._bpm_lock(touch=True)
            found.append(
                [id_ for id_, row in live.items() if papers & set(row["attachments"] or ())]
            )
        return [self.env[model].browse(ids) for (model, _all), ids in zip(rows, found) if ids]


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_before_papers(self):
        """Lock the documents whose papers are about to change; see ``_bpm_before_change``."""
        guard = self._bpm_guard()
        documents = self._bpm_clean()
        documents._bpm_lines_changed()
        live = documents._bpm_lock()
        self._bpm_refuse_while_pending(live, {"attachments"})
        return {
            "guard": guard,
            "live": live,
            "controlled": True,
            "gate": False,
            "past": documents._bpm_past_gates(guard),
            "states": {},
            "fingerprints": {},
            "chosen": {},
        }
