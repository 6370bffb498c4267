"""The SQL functions behind the fingerprint of quotations: content as JSON, and its digest.

PL/pgSQL keeps their plans for the session: planning would take longer than reading a quotation.
Without `force_generic_plan` it would plan the first five calls of each connection anew.
"""

from .sale_order_later import DOCUMENTS, LATER, LATER_LINES, SECTION, SECTIONS

HEADER = [
    "partner_id", "partner_invoice_id", "partner_shipping_id", "pricelist_id", "currency_id",
    "company_id", "payment_term_id", "fiscal_position_id", "validity_date", "commitment_date",
    "note", "require_signature", "require_payment", "prepayment_percent",
]  # fmt: skip
LINES = [
    "product_id", "name", "product_uom_qty", "product_uom_id", "price_unit", "discount",
    "tax_ids", "display_type", "is_optional", "collapse_prices", "collapse_composition",
]  # fmt: skip
NUMBERS = {"prepayment_percent", "product_uom_qty", "price_unit", "discount"}

TAXES = """(SELECT coalesce(jsonb_agg(t.account_tax_id ORDER BY t.account_tax_id), '[]')
              FROM account_tax_sale_order_line_rel t WHERE t.sale_order_line_id = sol.id)"""

# The named values of a row (JSON); numbers lose noise beyond six digits (never two: 0.004 × 100 000
# pieces is money).
CANONICAL = """(SELECT coalesce(jsonb_object_agg(k, CASE jsonb_typeof({row} -> k)
                WHEN 'number' THEN to_jsonb(trim_scale(round(({row} ->> k)::numeric, 6)))
                ELSE coalesce({row} -> k, 'null'::jsonb) END), '{{}}'::jsonb)
              FROM unnest({keys}) AS k WHERE k <> ALL({later}))"""

# Lines that Odoo itself adds are not controlled, as long as they take nothing off the price. Anyone
# may write the flags: a down payment has no quantity, only certain products are re-invoiced, only
# carriers' products are deliveries (list_price_special.py says the same for discounts). Down
# payments and costs come to confirmed orders only: what stood there when it was approved was
# approved. Without a request (``papers`` NULL) the proof is the same before and after confirming.
CARRIER = """
CREATE OR REPLACE FUNCTION bpm_is_carrier_product(product integer) RETURNS boolean AS $$
DECLARE
    found boolean := false;
BEGIN
    IF to_regclass('delivery_carrier') IS NOT NULL THEN
        EXECUTE 'SELECT EXISTS (SELECT FROM delivery_carrier WHERE product_id = $1)'
           INTO found USING product;
    END IF;
    RETURN found;
END
$$ LANGUAGE plpgsql STABLE;
"""
BY_CARRIER = """EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = 'sale_order_line'::regclass
           AND attname = 'is_delivery' AND NOT attisdropped)"""
APPROVED = """o.state <> 'sale' OR EXISTS (
                                        SELECT FROM bpm_approval_request r
                                         WHERE r.res_model = 'sale.order' AND r.res_id = document
                                           AND r.state = 'approved'
                                           AND r.content -> 'order_line' @> jsonb_build_array(
                                                   jsonb_build_object('id', sol.id)))"""
CONTENT = """
    SELECT {header}
        || jsonb_build_object('attachments', coalesce((
               SELECT jsonb_agg(coalesce(a.checksum, 'missing') ORDER BY a.checksum)
                 FROM unnest(papers) AS paper
            LEFT JOIN ir_attachment a ON a.id = paper
                  AND a.res_model = 'sale.order' AND a.res_id = document), '[]'))
        || CASE WHEN papers IS NULL OR extras IS NULL THEN '{{}}'::jsonb ELSE (
               SELECT coalesce(jsonb_object_agg(e.key, e.value), '{{}}')
                 FROM jsonb_each(extras) AS e
                WHERE e.key = ANY(keys) AND e.key <> 'product_document_ids') END
        || CASE WHEN line_keys IS NULL THEN '{{}}'::jsonb ELSE (
            SELECT jsonb_build_object(
                'order_line', coalesce(
                    jsonb_agg(c.line ORDER BY (c.line - 'id')::text COLLATE "C"), '[]'),
                'total', to_jsonb(trim_scale(coalesce(sum(round(c.total, 2)), 0))))
              FROM (
                SELECT {line} || CASE
                           WHEN papers IS NULL THEN '{{}}'
                           ELSE jsonb_strip_nulls(jsonb_build_object(
                               'parent_id', CASE WHEN 'parent_id' = ANY(line_keys) THEN {section}
                                            END,
                               'product_document_ids',
                               CASE WHEN 'product_document_ids' = ANY(line_keys)
                                    THEN extras -> 'product_document_ids' -> l.id::text END)) END
                           AS line,
                       coalesce(l.price_total, 0) AS total
                  FROM {sections} AS s, (SELECT sol.*, {row} AS row,
                               CASE WHEN (sol.is_downpayment OR sol.is_expense)
                                         AND papers IS NOT NULL AND ({approved}) THEN false
                                    WHEN sol.is_downpayment THEN sol.product_uom_qty = 0
                                    WHEN sol.is_expense THEN EXISTS (
                                        SELECT FROM product_product p
                                          JOIN product_template t ON t.id = p.product_tmpl_id
                                         WHERE p.id = sol.product_id
                                           AND t.expense_policy IN ('cost', 'sales_price'))
                                    WHEN by_carrier AND (to_jsonb(sol) ->> 'is_delivery')::boolean
                                    THEN bpm_is_carrier_product(sol.product_id)
                               END AS by_odoo
                          FROM sale_order_line sol WHERE sol.order_id = document OFFSET 0) l
                 WHERE NOT (coalesce(l.by_odoo, false) AND coalesce(l.price_subtotal, 0) >= 0)
              ) c) END
      FROM (SELECT so.*, {order} AS row FROM sale_order so WHERE so.id = document OFFSET 0) o
"""


def _spelled_out(alias, names):
    """The same as CANONICAL for columns known beforehand, five times as fast."""
    pairs = [
        f"'{name}', trim_scale(round((to_jsonb({alias}.{name}) #>> '{{}}')::numeric, 6))"
        if name in NUMBERS
        else f"'{name}', {TAXES if name == 'tax_ids' else f'{alias}.{name}'}"
        for name in names
    ]
    return f"jsonb_build_object({', '.join(pairs)})"


def array(names):
    return f"ARRAY[{', '.join(repr(name) for name in names)}]"


SHARED = {"approved": APPROVED, "sections": SECTIONS, "section": SECTION}


def usual_content(line_names):
    """SQL for the content of quotation ``document`` by HEADER and ``line_names``; a query around
    it, or a function, gives ``document``, ``papers`` (NULL: for a proof without a request),
    ``keys``, ``line_keys``, ``by_carrier`` and ``extras`` (see DOCUMENTS)."""
    return CONTENT.format(
        header="o.row",
        line="l.row",
        **SHARED,
        order=_spelled_out("so", HEADER),
        row=_spelled_out("sol", line_names),
    )


def is_usual(keys, line_keys):
    """SQL that tells whether these lists of fields are the shipped ones, of now or of before."""
    return f"""{keys} @> {array(HEADER)} AND {keys} <@ {array(HEADER + LATER)}
       AND {line_keys} @> {array(LINES)} AND {line_keys} <@ {array(LINES + LATER_LINES)}"""


def content_function():
    """The function that gives a quotation's content: the named columns of it and of its lines."""
    usual = usual_content(["id", *LINES])
    general = CONTENT.format(
        header=CANONICAL.format(row="o.row", keys="keys", later=array(LATER)),
        line=CANONICAL.format(
            row="l.row", keys="line_keys || 'id'::text", later=array(LATER_LINES)
        ),
        **SHARED,
        order="to_jsonb(so)",
        row=f"to_jsonb(sol) || jsonb_build_object('tax_ids', {TAXES})",
    )
    return f"""{CARRIER}{DOCUMENTS}
CREATE OR REPLACE FUNCTION bpm_sale_order_content(
    document integer, keys text[], line_keys text[], papers integer[]) RETURNS jsonb AS $$
DECLARE
    by_carrier boolean := {BY_CARRIER};
    extras jsonb;
BEGIN
    IF papers IS NOT NULL THEN
        extras := bpm_sale_order_documents(ARRAY[document]) -> document::text;
    END IF;
    IF {is_usual("keys", "line_keys")} THEN
        RETURN ({usual});
    END IF;
    RETURN ({general});
END
$$ LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan
"""


DIGEST = """
CREATE OR REPLACE FUNCTION bpm_sale_order_digest(content jsonb) RETURNS text AS $$
BEGIN
    RETURN encode(sha256(convert_to('1' || (CASE WHEN content ? 'order_line' THEN
        jsonb_set(content, '{order_line}', (
            SELECT coalesce(jsonb_agg((line - 'id') ORDER BY n), '[]')
              FROM jsonb_array_elements(content -> 'order_line') WITH ORDINALITY AS e(line, n)))
        ELSE content END)::text, 'UTF8')), 'hex');
END
$$ LANGUAGE plpgsql IMMUTABLE SET plan_cache_mode = force_generic_plan
"""
