"""The fingerprint of quotations, computed by PostgreSQL: fast for many lines, and the same
function serves the request, the gate and the database's own last line (sale_order_net)."""

import json

from odoo import models
from odoo.tools import SQL

HEADER = [
    "partner_id", "partner_invoice_id", "partner_shipping_id", "pricelist_id", "currency_id",
    "company_id", "payment_term_id", "fiscal_position_id", "validity_date", "commitment_date",
    "note", "require_signature", "require_payment", "prepayment_percent",
]  # fmt: skip
LINES = [
    "product_id", "name", "product_uom_qty", "product_uom_id", "price_unit", "discount",
    "tax_ids", "display_type", "is_optional", "collapse_prices", "collapse_composition",
]  # fmt: skip

# The named values of a row (JSON); numbers lose noise beyond six digits (never two: 0.004 × 100 000
# pieces is money).
CANONICAL = """(SELECT coalesce(jsonb_object_agg(k, CASE jsonb_typeof({row} -> k)
                WHEN 'number' THEN to_jsonb(trim_scale(round(({row} ->> k)::numeric, 6)))
                ELSE coalesce({row} -> k, 'null'::jsonb) END), '{{}}'::jsonb)
              FROM unnest({keys}) AS k)"""

# Lines that Odoo itself adds are not controlled, as long as they take nothing off the price.
# PL/pgSQL keeps the plan for the session: planning would take longer than reading a quotation.
CONTENT = f"""
CREATE OR REPLACE FUNCTION bpm_sale_order_content(
    document integer, keys text[], line_keys text[], papers integer[]) RETURNS jsonb AS $$
BEGIN
    RETURN (
    SELECT {CANONICAL.format(row="o.row", keys="keys")}
        || jsonb_build_object('attachments', coalesce((
               SELECT jsonb_agg(coalesce(a.checksum, 'missing') ORDER BY a.checksum)
                 FROM unnest(papers) AS paper
            LEFT JOIN ir_attachment a ON a.id = paper
                  AND a.res_model = 'sale.order' AND a.res_id = document), '[]'))
        || CASE WHEN line_keys IS NULL THEN '{{}}'::jsonb ELSE (
            SELECT jsonb_build_object(
                'order_line', coalesce(jsonb_agg(c.line ORDER BY (c.line - 'id')::text COLLATE "C"), '[]'),
                'total', to_jsonb(trim_scale(coalesce(sum(round(c.total, 2)), 0))))
              FROM (
                SELECT {CANONICAL.format(row="l.row", keys="line_keys || 'id'::text")} AS line,
                       coalesce((l.row ->> 'price_total')::numeric, 0) AS total
                  FROM (SELECT to_jsonb(sol) || jsonb_build_object('tax_ids', (
                                   SELECT coalesce(jsonb_agg(t.account_tax_id ORDER BY t.account_tax_id), '[]')
                                     FROM account_tax_sale_order_line_rel t
                                    WHERE t.sale_order_line_id = sol.id)) AS row
                          FROM sale_order_line sol WHERE sol.order_id = document OFFSET 0) l
                 WHERE NOT ((coalesce((l.row ->> 'is_downpayment')::boolean, false)
                             OR coalesce((l.row ->> 'is_delivery')::boolean, false)
                             OR coalesce((l.row ->> 'is_expense')::boolean, false))
                            AND coalesce((l.row ->> 'price_subtotal')::numeric, 0) >= 0)
              ) c) END
      FROM (SELECT to_jsonb(so) AS row FROM sale_order so WHERE so.id = document OFFSET 0) o);
END
$$ LANGUAGE plpgsql STABLE
"""

DIGEST = """
CREATE OR REPLACE FUNCTION bpm_sale_order_digest(content jsonb) RETURNS text AS $$
BEGIN
    RETURN encode(sha256(convert_to('1' || (CASE WHEN content ? 'order_line' THEN
        jsonb_set(content, '{order_line}', (
            SELECT coalesce(jsonb_agg((line - 'id') ORDER BY (line - 'id')::text COLLATE "C"), '[]')
              FROM jsonb_array_elements(content -> 'order_line') AS line))
        ELSE content END)::text, 'UTF8')), 'hex');
END
$$ LANGUAGE plpgsql IMMUTABLE
"""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def init(self):
        super().init()
        for statement in (CONTENT, DIGEST):
            self.env.cr.execute(statement)

    def _bpm_shipped_fields(self):
        return HEADER, {"order_line": LINES}

    def _bpm_line_fields(self, name):
        return LINES if name == "order_line" else super()._bpm_line_fields(name)

    def _bpm_fingerprints(self, specs):
        """In one statement for any number of quotations and lines."""
        if any(set(spec["lines"]) - {"order_line"} for spec in specs.values()) or any(
            self._fields[key].type in ("many2many", "one2many")
            for spec in specs.values()
            for key in spec["keys"]
            if key in self._fields
        ):
            return super()._bpm_fingerprints(specs)
        self.flush_model()
        self.env["sale.order.line"].flush_model()
        rows = [
            {
                "id": document,
                "keys": list(specs[document]["keys"]),
                "line_keys": specs[document]["lines"].get("order_line"),
                "papers": specs[document]["attachments"] or [],
            }
            for document in self.ids
        ]
        found = self.env.execute_query(
            SQL(
                """
                SELECT s.id, bpm_sale_order_digest(c.content), c.content
                  FROM jsonb_to_recordset(%s::jsonb)
                       AS s(id integer, keys text[], line_keys text[], papers integer[]),
               LATERAL (SELECT bpm_sale_order_content(s.id, s.keys, s.line_keys, s.papers)
                            AS content OFFSET 0) c
                """,
                json.dumps(rows),
            )
        )
        return {document: (digest, content) for document, digest, content in found}
