"""Fingerprint of a document's controlled content: what exactly was approved.

A specification says what is controlled: {"keys": [field], "lines": {one2many: [field]},
"attachments": None, or the ids of the papers}. The content is a JSON value; its digest is the
SHA-256 of its canonical text. Ids, never names; numbers rounded to six digits, because prices are
stored unrounded and arithmetic leaves noise in them.
"""

import hashlib
import json

from odoo import models
from odoo.tools.float_utils import float_round

VERSION = 1
TECHNICAL = ("message_", "activity_", "access_", "website_message_", "bpm_")


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_shipped_fields(self):
        """Return (field names, {one2many: line fields}) controlled when a route names none.

        All stored fields that people write; the lines too, when they belong to the document.
        """
        names, lines = [], {}
        for name, field in self._fields.items():
            if not _is_written(field) or name.startswith(TECHNICAL):
                continue
            if field.type == "one2many":
                if field.copy and field.inverse_name:
                    lines[name] = self._bpm_line_fields(name)
            elif field.type not in ("binary", "image", "properties", "json"):
                names.append(name)
        return sorted(names), lines

    def _bpm_line_fields(self, name):
        """Return the fields of one2many ``name`` that are controlled."""
        field = self._fields[name]
        comodel = self.env[field.comodel_name]
        return sorted(
            other
            for other, line_field in comodel._fields.items()
            if _is_written(line_field)
            and other != field.inverse_name
            and not other.startswith(TECHNICAL)
            and line_field.type not in ("one2many", "binary", "image", "properties", "json")
            and other not in ("sequence",)
        )

    def _bpm_only_filled(self):
        """Return the fields that are no content while they are empty: one that is added later does
        not make another content of what was approved before."""
        return frozenset()

    def _bpm_keys_since(self, keys):
        """Return the keys of a version, with what has become content since and was empty then."""
        return keys

    def _bpm_spec(self, route=None):
        """The specification of a route's facts; the shipped one for a proof without a request."""
        if route:
            return {"keys": route["keys"], "lines": route["lines"], "attachments": []}
        keys, lines = self._bpm_shipped_fields()
        return {"keys": keys, "lines": lines, "attachments": None}

    def _bpm_default_fingerprints(self, change):
        """Return {id: (digest, content)}: by the specification of the live request where there
        is one, else by the shipped list, which a journal entry without a route refers to."""
        versions = self.env["bpm.approval.version"]
        shipped, specs, known = None, {}, {}
        for document in self:
            row = change["live"].get(document.id) or {}
            if row.get("measured"):
                known[document.id] = tuple(row["measured"])
            elif row.get("id"):
                data = versions._data(row["version_id"])
                specs[document.id] = {
                    "keys": self._bpm_keys_since(data["keys"]),
                    "lines": data["lines"],
                    "attachments": row["attachments"] or [],
                }
            else:
                shipped = shipped or self._bpm_spec()
                specs[document.id] = shipped
        unknown = self.browse(specs)
        return {**known, **(unknown._bpm_fingerprints(specs) if specs else {})}

    def _bpm_bare_digests(self):
        """Return {id: digest by the shipped list, without papers}: what a journal entry without a
        request refers to."""
        fingerprints = self._bpm_fingerprints(dict.fromkeys(self.ids, self._bpm_spec()))
        return {document: digest for document, (digest, _content) in fingerprints.items()}

    def _bpm_request_fingerprints(self, rows):
        """Return {id: (digest, content)} by the specifications of the requests in ``rows``."""
        return self._bpm_default_fingerprints({"live": rows})

    def _bpm_fingerprint_for(self, request):
        """Return (digest, content) as it stands now, by what ``request`` was asked for."""
        row = {"id": request.id, "version_id": request.version_id.id}
        rows = {self.id: {**row, "attachments": request.attachments}}
        return self._bpm_clean()._bpm_request_fingerprints(rows)[self.id]

    def _bpm_fingerprints(self, specs):
        """Return {id: (digest, content)} for {id: specification}.

        The general way, through the ORM; a model of many lines may do it in SQL.
        """
        result = {}
        papers = self._bpm_papers(specs)
        optional = self._bpm_only_filled()
        for document in self._bpm_clean():
            spec = specs[document.id]
            content = {
                name: value
                for name in spec["keys"]
                if name in self._fields
                and ((value := _plain(document, name)) or name not in optional)
            }
            for name, line_fields in spec["lines"].items():
                rows = [
                    {
                        "id": line.id,
                        **{key: _plain(line, key) for key in line_fields if key in line._fields},
                    }
                    for line in document[name]
                ]
                content[name] = sorted(rows, key=lambda row: _text({**row, "id": 0}))
            content["attachments"] = papers.get(document.id, [])
            result[document.id] = (_digest(content, spec["lines"]), content)
        return result

    def _bpm_digest_of(self, content, spec):
        """Return the digest of a ``content`` that may not stand in the database yet."""
        content = {
            name: sorted(value, key=lambda row: _text({**row, "id": 0}))
            if name in spec["lines"]
            else value
            for name, value in content.items()
        }
        return _digest(content, spec["lines"])

    def _bpm_papers(self, specs):
        """Return {id: sorted checksums of its papers}; one query for all. A paper that hangs on
        something else by now is missing."""
        wanted = {paper for spec in specs.values() for paper in spec["attachments"] or ()}
        if not wanted:
            return {}
        found = {
            (paper.id, paper.res_id): paper.checksum
            for paper in self.env["ir.attachment"].sudo().browse(wanted).exists()
            if paper.res_model == self._name
        }
        return {
            document: sorted(
                found.get((paper, document)) or "missing" for paper in spec["attachments"] or ()
            )
            for document, spec in specs.items()
        }

    def _bpm_current_papers(self):
        """Return {id: ids of the papers attached to it now}, for a new request."""
        papers = (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("res_field", "=", False),
                ],
                ["res_id"],
                order="id",
            )
        )
        result = {document: [] for document in self.ids}
        for paper in papers:
            result[paper.res_id].append(paper.id)
        return result


def _is_written(field):
    """Tell whether people (not only Odoo) write this field."""
    return (
        field.store
        and field.name not in models.MAGIC_COLUMNS
        and not field.related
        and not (field.compute and field.readonly)
        and not field.readonly
    )


def _plain(record, name):
    """Return a JSON value for a field: ids for relations, text for dates, rounded numbers."""
    value = record[name]
    if isinstance(value, models.BaseModel):
        return sorted(value.ids) if record._fields[name].type.endswith("2many") else value.id
    if isinstance(value, float):
        return float_round(value, precision_digits=6)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return str(value)


def _digest(content, lines):
    """The SHA-256 of a content, its lines without their ids."""
    bare = {
        name: [{**row, "id": 0} for row in value] if name in lines else value
        for name, value in content.items()
    }
    return hashlib.sha256(f"{VERSION}{_text(bare)}".encode()).hexdigest()


def _text(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
