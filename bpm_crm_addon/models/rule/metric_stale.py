"""Whose figures changed: noted by PostgreSQL as soon as a line, a match or an order changes.

One insert per statement, whatever road led there, without a query of Odoo's. Notes are only ever
added: a unique key would make two people wait for each other who post for the same customer, and a
note that is left out because one is there may be taken away with it. The scheduled action deletes
the notes it read.
"""

from odoo import fields, models
from odoo.tools import SQL

# A line counts while it is posted, receivable and somebody's. What a statement did not change in
# what counts is not noted. Without a company: all of them.
NOTE = """
CREATE OR REPLACE FUNCTION bpm_metric_note_lines() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO bpm_partner_metric_stale (partner_id, company_id)
        SELECT DISTINCT side.partner_id, side.company_id
          FROM new_rows n
          JOIN old_rows o ON o.id = n.id
         CROSS JOIN LATERAL (VALUES (n.partner_id, n.company_id, n.account_id, n.parent_state),
                                    (o.partner_id, o.company_id, o.account_id, o.parent_state)
                            ) AS side (partner_id, company_id, account_id, state)
          JOIN account_account a
            ON a.id = side.account_id AND a.account_type = 'asset_receivable'
         WHERE side.state = 'posted' AND side.partner_id IS NOT NULL
           AND (n.parent_state, n.partner_id, n.company_id, n.account_id, n.amount_residual,
                n.reconciled, n.balance, n.date_maturity, n.date, n.display_type)
               IS DISTINCT FROM
               (o.parent_state, o.partner_id, o.company_id, o.account_id, o.amount_residual,
                o.reconciled, o.balance, o.date_maturity, o.date, o.display_type);
    ELSE
        INSERT INTO bpm_partner_metric_stale (partner_id, company_id)
        SELECT DISTINCT r.partner_id, r.company_id
          FROM changed_rows r
          JOIN account_account a
            ON a.id = r.account_id AND a.account_type = 'asset_receivable'
         WHERE r.parent_state = 'posted' AND r.partner_id IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION bpm_metric_note_matches() RETURNS trigger AS $$
BEGIN
    INSERT INTO bpm_partner_metric_stale (partner_id, company_id)
    SELECT DISTINCT l.partner_id, l.company_id
      FROM changed_rows r
      JOIN account_move_line l ON l.id = r.debit_move_id
      JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
     WHERE l.partner_id IS NOT NULL;
    RETURN NULL;
END
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION bpm_metric_note_orders() RETURNS trigger AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state = 'sale' THEN
        INSERT INTO bpm_partner_metric_stale (partner_id, company_id)
        VALUES (OLD.partner_id, OLD.company_id);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'sale' AND (TG_OP = 'INSERT' OR OLD.state <> 'sale'
        OR (NEW.partner_id, NEW.company_id) IS DISTINCT FROM (OLD.partner_id, OLD.company_id))
    THEN
        INSERT INTO bpm_partner_metric_stale (partner_id, company_id)
        VALUES (NEW.partner_id, NEW.company_id);
    END IF;
    RETURN NULL;
END
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION bpm_metric_note_firm() RETURNS trigger AS $$
BEGIN
    INSERT INTO bpm_partner_metric_stale (partner_id)
    VALUES (OLD.commercial_partner_id), (NEW.commercial_partner_id);
    RETURN NULL;
END
$$ LANGUAGE plpgsql;
"""
# Statements, after which they are called, and what they see: PostgreSQL gives the rows before and
# after to one statement at a time, so each needs a trigger of its own.
TRIGGERS = """
DROP TRIGGER IF EXISTS bpm_metric_insert ON %(table)s;
DROP TRIGGER IF EXISTS bpm_metric_update ON %(table)s;
DROP TRIGGER IF EXISTS bpm_metric_delete ON %(table)s;
CREATE TRIGGER bpm_metric_insert AFTER INSERT ON %(table)s
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION %(function)s();
CREATE TRIGGER bpm_metric_delete AFTER DELETE ON %(table)s
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION %(function)s();
"""
ON_UPDATE = """
CREATE TRIGGER bpm_metric_update AFTER UPDATE ON %(table)s
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION %(function)s();
"""
# Nobody rewrites a match: it is made and deleted.
PLACES = (
    (TRIGGERS + ON_UPDATE, "account_move_line", "bpm_metric_note_lines"),
    (TRIGGERS, "account_partial_reconcile", "bpm_metric_note_matches"),
)
# Quotations are written far more often than orders change: what is none is not even looked at.
ON_ORDERS = """
DROP TRIGGER IF EXISTS bpm_metric_insert ON sale_order;
DROP TRIGGER IF EXISTS bpm_metric_update ON sale_order;
DROP TRIGGER IF EXISTS bpm_metric_delete ON sale_order;
CREATE TRIGGER bpm_metric_insert AFTER INSERT ON sale_order FOR EACH ROW
    WHEN (NEW.state = 'sale') EXECUTE FUNCTION bpm_metric_note_orders();
CREATE TRIGGER bpm_metric_delete AFTER DELETE ON sale_order FOR EACH ROW
    WHEN (OLD.state = 'sale') EXECUTE FUNCTION bpm_metric_note_orders();
CREATE TRIGGER bpm_metric_update AFTER UPDATE OF state, partner_id, company_id, date_order
    ON sale_order FOR EACH ROW
    WHEN ((OLD.state = 'sale' OR NEW.state = 'sale')
          AND (OLD.state, OLD.partner_id, OLD.company_id, OLD.date_order)
              IS DISTINCT FROM (NEW.state, NEW.partner_id, NEW.company_id, NEW.date_order))
    EXECUTE FUNCTION bpm_metric_note_orders();
"""
ON_FIRM = """
DROP TRIGGER IF EXISTS bpm_metric_firm ON res_partner;
CREATE TRIGGER bpm_metric_firm AFTER UPDATE OF commercial_partner_id ON res_partner FOR EACH ROW
    WHEN (OLD.commercial_partner_id IS DISTINCT FROM NEW.commercial_partner_id
          AND OLD.commercial_partner_id IS NOT NULL)
    EXECUTE FUNCTION bpm_metric_note_firm();
"""


class BpmPartnerMetricStale(models.Model):
    _name = "bpm.partner.metric.stale"
    _description = "A counterparty whose figures changed"
    _log_access = False

    # Plain numbers: a foreign key would cost a look and a lock per note.
    partner_id = fields.Integer(readonly=True, index=True)
    company_id = fields.Integer(readonly=True)

    def init(self):
        super().init()
        self.env.cr.execute(NOTE)
        for template, table, function in PLACES:
            names = {"table": SQL.identifier(table), "function": SQL.identifier(function)}
            self.env.cr.execute(SQL(template, **names))
        self.env.cr.execute(ON_ORDERS)
        self.env.cr.execute(ON_FIRM)
