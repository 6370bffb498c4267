"""Roles that follow from what happened: who ordered is a customer, whose bill came a supplier.

PostgreSQL gives them itself, as soon as the order's or the bill's row says so: whichever road led
there, without a query of its own on the way to a confirmation.
"""

from odoo import api, models
from odoo.tools import SQL

# Role → where its facts stand: table, its date, and which rows count.
FACTS = {
    "customer": ("sale_order", "date_order", SQL("state = 'sale'")),
    "supplier": (
        "account_move",
        "date",
        SQL("state = 'posted' AND move_type IN ('in_invoice', 'in_receipt')"),
    ),
}

# From today, as the server's clock counts it, to the firm; a role that is switched off, or that
# the firm has, is left as it is. A party that is new in this very transaction may not know its firm
# yet: without a parent it is its own, else the night gives the role.
GIVE = """
CREATE OR REPLACE FUNCTION bpm_partner_role_give() RETURNS trigger AS $$
BEGIN
    WITH given AS (
        INSERT INTO bpm_partner_role_assignment
               (partner_id, role_id, date_from, source, create_uid, create_date)
        SELECT firm.id, role.id, (now() AT TIME ZONE 'UTC')::date, 'fact',
               coalesce(NEW.write_uid, NEW.create_uid), now() AT TIME ZONE 'UTC'
          FROM res_partner p
          JOIN res_partner firm ON firm.id = coalesce(
               p.commercial_partner_id,
               CASE WHEN p.parent_id IS NULL OR p.is_company THEN p.id END)
          JOIN bpm_partner_role role ON role.code = TG_ARGV[0] AND role.active
         WHERE p.id = NEW.partner_id
           AND NOT EXISTS (SELECT FROM bpm_partner_role_assignment a
                            WHERE a.partner_id = firm.id
                              AND a.role_id = role.id AND a.date_to IS NULL)
        ON CONFLICT (partner_id, role_id) WHERE date_to IS NULL DO NOTHING
        RETURNING partner_id, role_id)
    INSERT INTO bpm_partner_role_rel (partner_id, role_id)
    SELECT partner_id, role_id FROM given ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$ LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan;

DROP TRIGGER IF EXISTS bpm_customer ON sale_order;
DROP TRIGGER IF EXISTS bpm_customer_insert ON sale_order;
DROP TRIGGER IF EXISTS bpm_supplier ON account_move;
DROP TRIGGER IF EXISTS bpm_supplier_insert ON account_move;
CREATE TRIGGER bpm_customer AFTER UPDATE OF state ON sale_order FOR EACH ROW
    WHEN (NEW.state = 'sale' AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION bpm_partner_role_give('customer');
CREATE TRIGGER bpm_customer_insert AFTER INSERT ON sale_order FOR EACH ROW
    WHEN (NEW.state = 'sale') EXECUTE FUNCTION bpm_partner_role_give('customer');
CREATE TRIGGER bpm_supplier AFTER UPDATE OF state ON account_move FOR EACH ROW
    WHEN (NEW.state = 'posted' AND OLD.state IS DISTINCT FROM NEW.state
          AND NEW.move_type IN ('in_invoice', 'in_receipt'))
    EXECUTE FUNCTION bpm_partner_role_give('supplier');
CREATE TRIGGER bpm_supplier_insert AFTER INSERT ON account_move FOR EACH ROW
    WHEN (NEW.state = 'posted' AND NEW.move_type IN ('in_invoice', 'in_receipt'))
    EXECUTE FUNCTION bpm_partner_role_give('supplier');
"""


class BpmPartnerRoleAssignment(models.Model):
    _inherit = "bpm.partner.role.assignment"

    def init(self):
        super().init()
        self.env.cr.execute(GIVE)

    def _insert_facts(self, code, asked):
        """SQL that gives a role to those in ``asked`` (partner_id, since)."""
        return SQL(
            """INSERT INTO bpm_partner_role_assignment
                      (partner_id, role_id, date_from, source, create_uid, create_date)
               SELECT asked.partner_id, role.id, asked.since, 'fact', %s, now() AT TIME ZONE 'UTC'
                 FROM (%s) AS asked JOIN bpm_partner_role role ON role.code = %s AND role.active
               ON CONFLICT (partner_id, role_id) WHERE date_to IS NULL DO NOTHING""",
            self.env.uid,
            asked,
            code,
        )

    @api.model
    def _cron_roles(self):
        """Each night: roles from years before the addon, and roles whose dates have come.

        What was taken away by hand is not given back for an old fact, only for a new one.
        """
        for code, (table, day, counts) in FACTS.items():
            self.env.cr.execute(
                self._insert_facts(code, self._past_facts(code, table, day, counts))
            )
        self._refresh()

    def _past_facts(self, code, table, day, counts):
        """SQL: the firms with such a fact and no such role ever, and the day of the first one."""
        return SQL(
            """SELECT p.commercial_partner_id AS partner_id, min(f.%s)::date AS since
                 FROM %s f JOIN res_partner p ON p.id = f.partner_id
                WHERE %s AND NOT EXISTS (
                      SELECT 1 FROM bpm_partner_role_assignment a
                        JOIN bpm_partner_role r ON r.id = a.role_id AND r.code = %s
                       WHERE a.partner_id = p.commercial_partner_id)
                GROUP BY p.commercial_partner_id""",
            SQL.identifier(day),
            SQL.identifier(table),
            counts,
            code,
        )
