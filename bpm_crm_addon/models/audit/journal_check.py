"""Is the audit trail whole?"""

from itertools import chain

from odoo import api, models
from odoo.tools import SQL

from ...engine import journal_chain

BATCH = 5000
ENTRIES = SQL(
    """SELECT %s, j.hash, h.number AS head_number, h.hash AS head_hash
         FROM bpm_journal j LEFT JOIN bpm_journal_head h USING (res_model, res_id)""",
    SQL(", ").join(SQL.identifier("j", name) for name in journal_chain.COLUMNS),
)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _verify(self, res_model, res_id):
        """True when this document's chain is whole; False when any entry, or the comment an
        entry speaks of, was altered, is missing or was put in between."""
        rows = self._rows(
            SQL(
                "%s WHERE j.res_model = %s AND j.res_id = %s ORDER BY j.number",
                ENTRIES,
                res_model,
                res_id,
            )
        )
        heads = self._heads_of([{"res_model": res_model, "res_id": res_id}])
        head = heads.get((res_model, res_id), (None, None))
        return journal_chain.is_whole(rows, head) and self._comments_unaltered(rows)

    @api.model
    def _verify_all(self):
        """The sorted (res_model, res_id) of every chain that is not whole.

        Reads the trail in portions, so its size does not matter.
        """
        rows = chain.from_iterable(self._portions())
        found = set(journal_chain.broken(rows))
        found.update(
            self.env.execute_query(
                SQL(
                    """SELECT h.res_model, h.res_id FROM bpm_journal_head h
                WHERE NOT EXISTS (SELECT FROM bpm_journal j
                                   WHERE j.res_model = h.res_model AND j.res_id = h.res_id)"""
                )
            )
        )
        found.update(self._chains_with_altered_comments())
        return sorted(found)

    def _rows(self, query):
        return self.env.execute_query_dict(query)

    def _portions(self):
        """Lists of rows, some thousands at a time: all entries, chain by chain."""
        after = ("", -1, -1)
        while rows := self._rows(
            SQL(
                """%s WHERE (j.res_model, j.res_id, j.number) > %s
                ORDER BY j.res_model, j.res_id, j.number LIMIT %s""",
                ENTRIES,
                after,
                BATCH,
            )
        ):
            yield rows
            after = (rows[-1]["res_model"], rows[-1]["res_id"], rows[-1]["number"])

    # === COMMENTS === #

    def _comments_unaltered(self, rows):
        return self._comments_of([row["data"] for row in rows])._is_unaltered()

    def _comments_of(self, facts):
        """The comments that facts of entries speak of, whoever asks: the caller has checked."""
        fingerprints = {one.get("comment") for one in facts if isinstance(one, dict)} - {None}
        comments = self.env["bpm.journal.comment"]
        return comments.union(*comments._by_fingerprint(fingerprints).values())

    def _chains_with_altered_comments(self):
        return self.env.execute_query(
            SQL(
                """SELECT DISTINCT j.res_model, j.res_id
                     FROM bpm_journal_comment c
                     JOIN bpm_journal j ON j.data->>'comment' = c.fingerprint
                    WHERE c.text IS NOT NULL AND c.fingerprint
                          <> encode(sha256(convert_to(concat(c.salt, c.text), 'UTF8')), 'hex')"""
            )
        )
