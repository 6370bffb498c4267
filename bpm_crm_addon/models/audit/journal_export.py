"""The audit trail as a file."""

import csv
import io
import json
import tempfile

from odoo import api, models
from odoo.exceptions import AccessError

from ...engine.journal_chain import moment
from ...engine.safe_cell import safe_cell

KINDS = ("csv", "jsonl")


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _export(self, kind):
        """The whole audit trail as an open binary file, of any size.

        `kind`: 'csv' for people with a spreadsheet, 'jsonl' complete with fingerprints, which
        `python3 engine/journal_chain.py FILE` checks without Odoo or a database.
        """
        self._check_may_export()
        file = tempfile.TemporaryFile()  # noqa: SIM115  closed by who sends it, and so deleted
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        write = {"csv": self._write_csv, "jsonl": self._write_jsonl}[kind]
        write(text)
        text.detach()
        file.seek(0)
        return file

    @api.model
    def _check_may_export(self):
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_admin"):
            raise AccessError(
                self.env._("Only an administrator may download the audit trail. Ask one of them.")
            )

    def _write_csv(self, text):
        text.write("\ufeff")
        writer = csv.writer(text)
        writer.writerow(self._csv_heading())
        events, methods = dict(self._selection_event()), dict(self._selection_method())
        for portion in self._portions():
            reading = self._reading(portion)
            for row in portion:
                cells = self._csv_cells(row, reading, events, methods)
                writer.writerow([safe_cell(cell) for cell in cells])

    def _csv_heading(self):
        return [
            self.env._("When (UTC)"),
            self.env._("Who"),
            self.env._("On behalf of"),
            self.env._("What happened"),
            self.env._("Kind of document"),
            self.env._("Document"),
            self.env._("Document number"),
            self.env._("No."),
            self.env._("By which way"),
            self.env._("Comment"),
            self.env._("Facts"),
            self.env._("Fingerprint"),
        ]

    def _csv_cells(self, row, reading, events, methods):
        people, documents, kinds, comments = reading
        comment = comments.get((row["data"] or {}).get("comment"))
        return [
            moment(row["at"]),
            people.get(row["user_id"]),
            people.get(row["on_behalf_of_id"]),
            events.get(row["event"], row["event"]),
            kinds[row["res_model"]],
            documents[row["res_model"]].get(row["res_id"]),
            row["res_id"],
            row["number"],
            methods.get(row["method"], row["method"]),
            comment and comment.text,
            json.dumps(row["data"], ensure_ascii=False),
            row["hash"],
        ]

    def _write_jsonl(self, text):
        for portion in self._portions():
            people, documents, _kinds, comments = self._reading(portion)
            for row in portion:
                comment = comments.get((row["data"] or {}).get("comment"))
                row = row | {
                    "at": moment(row["at"]),
                    "user_name": people.get(row["user_id"]),
                    "document_name": documents[row["res_model"]].get(row["res_id"]),
                    "comment": comment and comment.text or None,
                    "salt": comment and comment.salt or None,
                }
                text.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _reading(self, portion):
        """What numbers mean in these rows: people, documents, kinds of documents, comments."""
        self.env.invalidate_all()
        people = {row["user_id"] for row in portion} | {row["on_behalf_of_id"] for row in portion}
        kinds = dict(self._kinds(sorted({row["res_model"] for row in portion})))
        documents = {
            kind: self._document_names(
                kind, {row["res_id"] for row in portion if row["res_model"] == kind}
            )
            for kind in kinds
        }
        comments = self._comments_of([row["data"] for row in portion])
        by_fingerprint = {comment.fingerprint: comment for comment in comments}
        return self._people_names(people), documents, kinds, by_fingerprint
