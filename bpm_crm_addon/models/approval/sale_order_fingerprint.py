"""The fingerprint of quotations, computed by PostgreSQL: fast for many lines, and the same
function serves the request, the gate and the database's own last line (sale_order_net)."""

import json

from odoo import models
from odoo.tools import SQL

from ..audit.planned import Planned, write_pending
from .base_judge import LOCKING
from .sale_order_content import (
    BY_CARRIER,
    DIGEST,
    HEADER,
    LINES,
    array,
    content_function,
    usual_content,
)
from .sale_order_later import LATER, LATER_LINES

# Each by its own list of fields, the function's plan kept.
ONE_BY_ONE = """
    SELECT s.document, bpm_sale_order_digest(c.content), c.content
      FROM jsonb_to_recordset(%s::jsonb)
           AS s(document integer, keys text[], line_keys text[], papers integer[]),
   LATERAL (SELECT bpm_sale_order_content(s.document, s.keys, s.line_keys, s.papers) AS content
            OFFSET 0) c
"""
# Many by the shipped list: one plan around them all is faster. `_papers`: {document: [attachment]};
# those without a request are not in it.
FEW = 10
TOGETHER = Planned(
    "bpm_sale_order_contents",
    {"_documents": "int[]", "_papers": "jsonb"},
    {"document": "int", "digest": "text", "content": "jsonb"},
    f"""
    RETURN QUERY
    SELECT s.document, bpm_sale_order_digest(c.content), c.content
      FROM (SELECT asked.document, {BY_CARRIER} AS by_carrier, {array(HEADER + LATER)} AS keys,
                   {array(LINES + LATER_LINES)} AS line_keys,
                   merged.found -> asked.document::text AS extras,
                   CASE WHEN _papers ? asked.document::text THEN ARRAY(SELECT
                       jsonb_array_elements_text(_papers -> asked.document::text))::int[] END
                       AS papers
              FROM unnest(_documents) AS asked(document),
                   (SELECT bpm_sale_order_documents(_documents) AS found OFFSET 0) merged
            OFFSET 0) s,
   LATERAL (SELECT ({usual_content(["id", *LINES])}) AS content OFFSET 0) c;
    """,
)
MEASURED = f"""CASE WHEN _measured AND r.id IS NULL THEN (
    SELECT jsonb_build_array(bpm_sale_order_digest(c.content), c.content)
      FROM (SELECT bpm_sale_order_content(d.id, {array(HEADER)}, {array(LINES)}, NULL) AS content
            OFFSET 0) c) END"""
LOCK = Planned(
    "bpm_sale_order_lock",
    {"_ids": "int[]", "_measured": "bool"},
    {
        "document": "int",
        "id": "int",
        "state": "varchar",
        "digest": "varchar",
        "version_id": "int",
        "attachments": "jsonb",
        "requester_id": "int",
        "last_editor_id": "int",
        "head_number": "int",
        "head_hash": "varchar",
        "measured": "jsonb",
    },
    "RETURN QUERY "
    + LOCKING.format(documents="sale_order", model="'sale.order'", ids="_ids", measured=MEASURED)
    + ";",
)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def init(self):
        super().init()
        for statement in (content_function(), DIGEST):
            self.env.cr.execute(statement)
        for planned in (TOGETHER, LOCK):
            planned.install(self.env.cr)

    def _bpm_shipped_fields(self):
        later = [name for name in LATER if name in self._fields]
        return HEADER + later, {"order_line": self._bpm_line_fields("order_line")}

    def _bpm_line_fields(self, name):
        if name != "order_line":
            return super()._bpm_line_fields(name)
        known = self.env["sale.order.line"]._fields
        return LINES + [name for name in LATER_LINES if name in known]

    def _bpm_by_sql(self, keys, lines):
        """Tell whether PostgreSQL can put these fields together."""
        return set(lines) <= {"order_line"} and not any(
            self._fields[key].type in ("many2many", "one2many")
            for key in keys
            if key in self._fields and key not in LATER
        )

    def _bpm_usual(self, specs):
        """Tell whether all these specifications are the shipped list."""
        keys, lines = self._bpm_shipped_fields()
        return all(
            spec["keys"] == keys and spec["lines"] == lines
            for spec in {id(spec): spec for spec in specs.values()}.values()
        )

    def _bpm_fingerprints(self, specs):
        """In one statement for any number of quotations and lines."""
        if not self:
            return {}
        if not all(self._bpm_by_sql(spec["keys"], spec["lines"]) for spec in specs.values()):
            return super()._bpm_fingerprints(specs)
        self._bpm_write_pending()
        if len(self) > FEW and self._bpm_usual(specs):
            papers = {id_: specs[id_]["attachments"] for id_ in self.ids}
            papers = {id_: theirs for id_, theirs in papers.items() if theirs is not None}
            asked = TOGETHER(list(self.ids), json.dumps(papers))
        else:
            asked = SQL(ONE_BY_ONE, json.dumps(self._bpm_asked(specs)))
        found = self.env.execute_query(asked)
        return {document: (digest, content) for document, digest, content in found}

    def _bpm_asked(self, specs):
        return [
            {
                "document": document,
                "keys": list(specs[document]["keys"]),
                "line_keys": specs[document]["lines"].get("order_line"),
                "papers": specs[document]["attachments"],
            }
            for document in self.ids
        ]

    def _bpm_write_pending(self):
        """What the functions read has to stand in the database."""
        write_pending(self, self.env["sale.order.line"], self.env["ir.attachment"])

    def _bpm_locking(self, measured):
        """Override to keep the plan, and to measure on the way."""
        if measured:
            self._bpm_write_pending()
        return LOCK(list(self.ids), measured)
