"""Papers that belong to what was submitted: they change like any other controlled content."""

from odoo import models
from odoo.tools import SQL

CONTENT = frozenset({"raw", "datas", "db_datas", "store_fname", "checksum", "url", "res_model", "res_id"})


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
        """Return the documents, a recordset per model, whose live request holds papers of self."""
        if not self.ids or self._bpm_guard() is None and not self._bpm_any_route():
            return []
        self.env["bpm.approval.request"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT r.res_model, array_agg(r.res_id) FROM bpm_approval_request r
                 WHERE r.state IN ('open', 'approved')
                   AND (r.res_model, r.res_id) IN (
                       SELECT res_model, res_id FROM ir_attachment WHERE id = ANY(%(ids)s))
                   AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(r.attachments) paper
                                WHERE paper::integer = ANY(%(ids)s))
              GROUP BY r.res_model
                """,
                ids=list(self.ids),
            )
        )
        return [self.env[model].browse(ids) for model, ids in rows if model in self.env]

    def _bpm_any_route(self):
        pool = self.pool
        if "bpm.approval.route" not in pool.models or getattr(pool, "_bpm_uninstalling", False):
            return False
        if not pool.ready:
            return False
        return bool(self.env["bpm.approval.route"]._guard_map())


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
