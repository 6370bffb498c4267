"""Approvals stay what they are when two cards of the customer become one, or two again.

An approval covers the number of the customer's card. A merge changes that number and nothing
else, so a document that was exactly what was approved stays approved: the request takes the new
fingerprint, and the audit trail says so. A document that was not as approved gets nothing.
"""

from odoo import models
from odoo.tools import SQL

EVENT = "changed_after"
PROVING = ("no_route", "own_authority", EVENT)


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _move_all(self):
        """Override to carry the proofs of documents over to the kept card."""
        documents = self._proven_documents(self.partner_ids - self.kept_id)
        notes = super()._move_all()
        self._prove_again(documents)
        return notes

    def _move_back(self):
        """Override to carry the proofs of documents back."""
        documents = self._proven_documents(self.kept_id)
        result = super()._move_back()
        self.env.invalidate_all()
        self._prove_again(documents)
        return result

    def _proven_documents(self, partners):
        """[(documents, {id: live request's row}, {id: (digest, content)})] that name these."""
        found = []
        requests = self.env["bpm.approval.request"].sudo()
        for model_name in self._guarded_models():
            model = self.env[model_name].sudo().with_context(active_test=False)
            names = [
                name
                for name, field in model._fields.items()
                if field.store and field.type == "many2one" and field.comodel_name == "res.partner"
            ]
            domain = ["|"] * (len(names) - 1) + [(name, "in", partners.ids) for name in names]
            documents = self._with_a_proof(model.search(domain)) if names else model
            if not documents:
                continue
            live = requests.search(
                [
                    ("res_model", "=", model_name),
                    ("res_id", "in", documents.ids),
                    ("state", "in", ("open", "approved")),
                ]
            )
            rows = {
                one.res_id: {
                    "id": one.id, "digest": one.digest, "version_id": one.version_id.id,
                    "attachments": one.attachments, "state": one.state,
                }
                for one in live.sorted("id")
            }  # fmt: skip
            found.append((documents, rows, self._fingerprints(documents, rows)))
        return found

    def _with_a_proof(self, documents):
        """Those with a request that counts, or with an entry that proves something without one."""
        rows = self.env.execute_query(
            SQL(
                """SELECT res_id FROM bpm_approval_request
                    WHERE res_model = %(model)s AND res_id = ANY(%(ids)s)
                      AND state IN ('open', 'approved')
                    UNION
                   SELECT res_id FROM bpm_journal
                    WHERE res_model = %(model)s AND res_id = ANY(%(ids)s)
                      AND event = ANY(%(events)s)""",
                model=documents._name,
                ids=documents.ids,
                events=list(PROVING),
            )
        )
        return documents.browse(sorted(one for (one,) in rows))

    def _guarded_models(self):
        """Models with an approval, or with a journal entry that proves something without one."""
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT res_model FROM bpm_approval_request UNION SELECT 'sale.order'")
        )
        return [name for (name,) in rows if name in self.env and name != "res.partner"]

    def _fingerprints(self, documents, rows):
        """{id: (digest by its request, or None, digest without a request)}."""
        asked = documents.browse(one for one in documents.ids if one in rows)
        by_request = asked._bpm_request_fingerprints(rows) if asked else {}
        bare = documents._bpm_bare_digests()
        return {one: (by_request.get(one), bare[one]) for one in documents.ids}

    def _prove_again(self, found):
        """Give what was proven before the move its proof for the content after it."""
        entries = []
        for documents, rows, before in found:
            documents.invalidate_recordset()
            proven = self._proven_digests(documents)
            after = self._fingerprints(documents, rows)
            for document in documents.ids:
                row = rows.get(document)
                fingerprint = after[document][0]
                if row and before[document][0][0] == row["digest"] != fingerprint[0]:
                    self._seal(row, fingerprint)
                if before[document][1] in proven.get(document, ()) and (
                    after[document][1] != before[document][1]
                ):
                    entries.append(
                        {
                            "event": EVENT, "res_model": documents._name, "res_id": document,
                            "method": "policy",
                            "data": {"digest": after[document][1], "fields": ["partner_id"]},
                        }
                    )  # fmt: skip
        self.env["bpm.journal"].sudo()._append(entries)

    def _proven_digests(self, documents):
        """{id: digests that entries without a request prove}."""
        rows = self.env.execute_query(
            SQL(
                """SELECT res_id, array_agg(data ->> 'digest') FROM bpm_journal
                    WHERE res_model = %s AND res_id = ANY(%s)
                      AND event = ANY(%s)
                    GROUP BY res_id""",
                documents._name,
                documents.ids,
                list(PROVING),
            )
        )
        return {document: set(digests) for document, digests in rows}

    def _seal(self, row, fingerprint):
        self.env["bpm.approval.request"].sudo().browse(row["id"]).write(
            {"digest": fingerprint[0], "content": fingerprint[1]}
        )
