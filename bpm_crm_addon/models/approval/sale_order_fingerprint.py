"""The fingerprint of quotations, computed by PostgreSQL: fast for many lines, and the same
function serves the request, the gate and the database's own last line (sale_order_net)."""

import json

from odoo import models
from odoo.tools import SQL

from .sale_order_content import (
    BY_CARRIER,
    DIGEST,
    HEADER,
    LINES,
    content_function,
    usual_content,
)

# Called for each quotation the function keeps its plan; for many one plan around all is faster.
ONE_BY_ONE = SQL("bpm_sale_order_content(s.document, s.keys, s.line_keys, s.papers)")
TOGETHER, FEW = SQL(usual_content(["id", *LINES]).replace("%", "%%")), 10


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def init(self):
        super().init()
        for statement in (content_function(), DIGEST):
            self.env.cr.execute(statement)

    def _bpm_shipped_fields(self):
        return HEADER, {"order_line": LINES}

    def _bpm_line_fields(self, name):
        return LINES if name == "order_line" else super()._bpm_line_fields(name)

    def _bpm_by_sql(self, keys, lines):
        """Tell whether PostgreSQL can put these fields together."""
        return set(lines) <= {"order_line"} and not any(
            self._fields[key].type in ("many2many", "one2many")
            for key in keys
            if key in self._fields
        )

    def _bpm_usual(self, specs):
        """Tell whether all these specifications are the shipped list."""
        return all(
            spec["keys"] == HEADER and spec["lines"] == {"order_line": LINES}
            for spec in {id(spec): spec for spec in specs.values()}.values()
        )

    def _bpm_fingerprints(self, specs):
        """In one statement for any number of quotations and lines."""
        if not self:
            return {}
        if not all(self._bpm_by_sql(spec["keys"], spec["lines"]) for spec in specs.values()):
            return super()._bpm_fingerprints(specs)
        self._bpm_write_pending()
        rows = [
            {
                "document": document,
                "keys": list(specs[document]["keys"]),
                "line_keys": specs[document]["lines"].get("order_line"),
                "papers": specs[document]["attachments"] or [],
            }
            for document in self.ids
        ]
        found = self.env.execute_query(
            SQL(
                """
                SELECT s.document, bpm_sale_order_digest(c.content), c.content
                  FROM (SELECT r.*, %s AS by_carrier
                          FROM jsonb_to_recordset(%s::jsonb)
                               AS r(document integer, keys text[], line_keys text[],
                                    papers integer[])
                        OFFSET 0) s,
               LATERAL (SELECT (%s) AS content OFFSET 0) c
                """,
                SQL(BY_CARRIER),
                json.dumps(rows),
                TOGETHER if len(self) > FEW and self._bpm_usual(specs) else ONE_BY_ONE,
            )
        )
        return {document: (digest, content) for document, digest, content in found}

    def _bpm_write_pending(self):
        """What the functions read has to stand in the database."""
        self.flush_model()
        self.env["sale.order.line"].flush_model()
        self.env["ir.attachment"].flush_model(["checksum", "res_model", "res_id"])

    def _bpm_measure(self):
        self._bpm_write_pending()
        return SQL(
            """(SELECT jsonb_build_array(bpm_sale_order_digest(c.content), c.content)
                  FROM (SELECT bpm_sale_order_content(d.id, %s::text[], %s::text[], '{}')
                            AS content OFFSET 0) c)""",
            list(HEADER),
            list(LINES),
        )
