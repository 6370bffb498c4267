"""What became content of quotations later: pages merged into the PDF, and sections of lines.

Requests made before keep their own list of fields, so what was approved then stays approved.
"""

# Part of what a request asks about where they are filled, and never of a proof without a request:
# pages merged into the PDF, the texts typed into its forms (where sale_pdf_quote_builder is
# installed), and the section a line stands in, which may be optional or hide prices.
LATER = ["quotation_document_ids", "customizable_pdf_form_fields"]
LATER_LINES = ["parent_id", "product_document_ids"]

# {document: {name: value}} of LATER and, by line, of `product_document_ids`; only what is filled.
DOCUMENTS = """
CREATE OR REPLACE FUNCTION bpm_sale_order_documents(_orders integer[]) RETURNS jsonb AS $$
DECLARE
    found jsonb;
BEGIN
    IF to_regclass('quotation_document_sale_order_rel') IS NOT NULL
       AND to_regclass('sale_order_line_product_document_rel') IS NOT NULL THEN
        EXECUTE 'SELECT jsonb_object_agg(so.id, jsonb_strip_nulls(jsonb_build_object(
                ''quotation_document_ids'', (
                    SELECT jsonb_agg(r.quotation_document_id ORDER BY r.quotation_document_id)
                      FROM quotation_document_sale_order_rel r WHERE r.sale_order_id = so.id),
                ''customizable_pdf_form_fields'', nullif(so.customizable_pdf_form_fields, ''{}''),
                ''product_document_ids'', (SELECT jsonb_object_agg(line, papers) FROM (
                    SELECT l.id AS line,
                           jsonb_agg(r.product_document_id ORDER BY r.product_document_id) AS papers
                      FROM sale_order_line l
                      JOIN sale_order_line_product_document_rel r ON r.sale_order_line_id = l.id
                     WHERE l.order_id = so.id GROUP BY l.id) AS merged))))
           FROM sale_order so WHERE so.id = ANY($1)' INTO found USING _orders;
    END IF;
    RETURN coalesce(found, '{}');
END
$$ LANGUAGE plpgsql STABLE;
"""
# Where a line stands among the lines, as one number; and the sections among them.
PLACE = "coalesce({line}.sequence, 0)::bigint * 4294967296 + {line}.id"
SECTIONS = f"""(
                SELECT array_agg(x.id ORDER BY x.place) AS ids,
                       array_agg(x.place ORDER BY x.place) AS places,
                       array_agg(x.id ORDER BY x.place) FILTER (WHERE x.is_top) AS tops,
                       array_agg(x.place ORDER BY x.place) FILTER (WHERE x.is_top) AS top_places
                  FROM (SELECT s.id, {PLACE.format(line="s")} AS place,
                               s.display_type = 'line_section' AS is_top
                          FROM sale_order_line s
                         WHERE papers IS NOT NULL AND s.order_id = document
                           AND s.display_type IN ('line_section', 'line_subsection')) x)"""
SECTION = f"""CASE l.display_type
                    WHEN 'line_section' THEN NULL
                    WHEN 'line_subsection'
                    THEN s.tops[width_bucket({PLACE.format(line="l")}, s.top_places)]
                    ELSE s.ids[width_bucket({PLACE.format(line="l")}, s.places)] END"""
