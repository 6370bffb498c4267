"""Roles that follow from what happened: who ordered is a customer, whose bill came a supplier."""

from odoo import api, fields, models
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


class BpmPartnerRoleAssignment(models.Model):
    _inherit = "bpm.partner.role.assignment"

    @api.model
    def _give(self, code, partners):
        """Give the firms of ``partners`` a role from today, those that have it not: one statement.

        Called where an order is confirmed or a bill posted; a role that is switched off, or that
        they have, costs nothing more.
        """
        ids = list(set(partners.sudo().commercial_partner_id.ids))
        rows = self.env.execute_query(
            SQL(
                """WITH given AS (%s RETURNING partner_id, role_id)
                   INSERT INTO bpm_partner_role_rel (partner_id, role_id)
                   SELECT partner_id, role_id FROM given ON CONFLICT DO NOTHING
                   RETURNING partner_id""",
                self._insert_facts(
                    code,
                    SQL(
                        "SELECT id AS partner_id, %s::date AS since FROM unnest(%s) AS asked (id)",
                        fields.Date.context_today(self),
                        ids,
                    ),
                ),
            )
        )
        if rows:
            given = self.env["res.partner"].browse(row[0] for row in rows)
            given.invalidate_recordset(["bpm_role_ids", "bpm_role_assignment_ids"])

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
