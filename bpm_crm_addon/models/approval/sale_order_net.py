"""The last line: PostgreSQL itself lets no unapproved quotation past, whoever changed the row.

A deferred constraint trigger: it looks once, when the transaction commits, so the journal entry
and the row's change may come in any order. It costs a look-up per order that changes state.
"""

from odoo import models

from .deferred import judge_now
from .sale_order_content import HEADER, LINES

FUNCTION = """
CREATE OR REPLACE FUNCTION bpm_sale_order_net() RETURNS trigger AS $$
DECLARE
    current_state text;
    proof text;
BEGIN
    -- Our tables are gone while the addon is being removed, or not there yet.
    IF to_regclass('bpm_approval_route') IS NULL OR to_regclass('bpm_approval_request') IS NULL
       OR to_regclass('bpm_journal') IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT state INTO current_state FROM sale_order WHERE id = NEW.id;
    IF current_state IS NULL OR current_state NOT IN ('sent', 'sale') THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM bpm_approval_route
                    WHERE model_name = 'sale.order' AND state = 'active' AND active
                      AND (gate = 'send' OR (gate = 'confirm' AND current_state = 'sale'))) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT 1 FROM bpm_approval_request r JOIN bpm_approval_version v ON v.id = r.version_id
         WHERE r.res_model = 'sale.order' AND r.res_id = NEW.id AND r.state = 'approved'
           AND (v.data -> 'lines' ?| ARRAY(
                    SELECT k FROM jsonb_object_keys(v.data -> 'lines') k WHERE k <> 'order_line')
                OR EXISTS (SELECT FROM jsonb_array_elements_text(v.data -> 'keys') AS key
                             JOIN ir_model_fields f ON f.model = 'sale.order' AND f.name = key
                            WHERE f.ttype IN ('one2many', 'many2many')
                              AND f.name <> 'quotation_document_ids')
                OR r.digest = bpm_sale_order_digest(bpm_sale_order_content(
                    NEW.id,
                    ARRAY(SELECT jsonb_array_elements_text(v.data -> 'keys')),
                    CASE WHEN v.data -> 'lines' ? 'order_line'
                         THEN ARRAY(SELECT jsonb_array_elements_text(
                                        v.data -> 'lines' -> 'order_line')) END,
                    ARRAY(SELECT jsonb_array_elements_text(
                              coalesce(r.attachments, '[]'))::integer))))) THEN
        RETURN NULL;
    END IF;
    proof := bpm_sale_order_digest(bpm_sale_order_content(NEW.id, %(keys)s, %(lines)s, NULL));
    IF EXISTS (
        SELECT 1 FROM bpm_journal j
         WHERE j.res_model = 'sale.order' AND j.res_id = NEW.id AND j.data ->> 'digest' = proof
           AND j.event IN ('no_route', 'own_authority', 'changed_after')) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Quotation %% is not approved as it stands. Ask for its approval first.',
          NEW.name
          USING ERRCODE = 'check_violation', TABLE = 'sale_order',
                CONSTRAINT = 'bpm_sale_order_net';
END
$$ LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan
"""

TRIGGERS = """
DROP TRIGGER IF EXISTS bpm_sale_order_net ON sale_order;
DROP TRIGGER IF EXISTS bpm_sale_order_net_insert ON sale_order;
CREATE CONSTRAINT TRIGGER bpm_sale_order_net AFTER UPDATE OF state ON sale_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state IN ('sent', 'sale') AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION bpm_sale_order_net();
CREATE CONSTRAINT TRIGGER bpm_sale_order_net_insert AFTER INSERT ON sale_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state IN ('sent', 'sale'))
    EXECUTE FUNCTION bpm_sale_order_net();
"""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _auto_init(self):
        # PostgreSQL alters no table whose rows a trigger has yet to look at: let it look now.
        judge_now(self.env.cr)
        return super()._auto_init()

    def init(self):
        super().init()
        self.env.cr.execute(FUNCTION, {"keys": HEADER, "lines": LINES})
        self.env.cr.execute(TRIGGERS)

    def _sql_error_to_message(self, exc):
        """Give the database's refusal a sentence of ours."""
        if getattr(exc.diag, "constraint_name", "") == "bpm_sale_order_net":
            return self.env._(
                "A quotation is not approved as it stands. Use Request Approval, then go on."
            )
        return super()._sql_error_to_message(exc)
