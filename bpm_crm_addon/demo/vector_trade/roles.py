"""Roles begin with the first order or bill of the past, not on the day of loading."""

from odoo.tools import SQL

from ...models.partner.role_facts import FACTS


def make(world):
    """Date the roles that facts gave to the company's parties back to their first fact."""
    world.env.flush_all()
    for code, (table, day, counts) in FACTS.items():
        world.env.cr.execute(
            SQL(
                """UPDATE bpm_partner_role_assignment a SET date_from = first.day
                     FROM (SELECT p.commercial_partner_id AS firm, min(f.%s)::date AS day
                             FROM %s f JOIN res_partner p ON p.id = f.partner_id
                            WHERE %s AND f.company_id = %s GROUP BY 1) AS first,
                          bpm_partner_role r
                    WHERE a.partner_id = first.firm AND a.source = 'fact'
                      AND r.id = a.role_id AND r.code = %s""",
                SQL.identifier(day),
                SQL.identifier(table),
                counts,
                world.company.id,
                code,
            )
        )
    world.env["bpm.partner.role.assignment"].invalidate_model(["date_from"])
