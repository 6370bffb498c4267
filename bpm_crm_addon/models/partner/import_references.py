"""Who refers to a counterparty: what is in use is archived, not removed."""

from odoo import api, models
from odoo.tools import SQL

# Rows that say nothing about use, or go with the counterparty.
BESIDE_THE_POINT = (
    "res_partner_res_partner_category_rel",
    "mail_followers",
    "bpm_partner_import_row",
    "bpm_partner_attribute_value",
    "bpm_partner_finding",
    "bpm_partner_role_assignment",
    "bpm_partner_role_rel",
)
# Attributes kept beside, and several choices of one attribute.
OF_ATTRIBUTES = r"^x_bpm_(beside_partner_.*|partner_.*_rel)$"


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def _in_use(self, partner_ids):
        """Those of the ids that something outside the given ones refers to."""
        if not partner_ids:
            return set()
        self.env.flush_all()
        found = set()
        for table, column in self._references():
            outside = SQL("AND id != ALL(%s)", partner_ids) if table == "res_partner" else SQL()
            rows = self.env.execute_query(
                SQL(
                    "SELECT DISTINCT %(column)s FROM %(table)s"
                    " WHERE %(column)s = ANY(%(ids)s) %(outside)s",
                    column=SQL.identifier(column),
                    table=SQL.identifier(table),
                    ids=partner_ids,
                    outside=outside,
                )
            )
            found.update(row[0] for row in rows)
        return self._with_parents(found | self._spoken_with(partner_ids), partner_ids)

    @api.model
    def _with_parents(self, found, partner_ids):
        """Whoever stays keeps the firm they belong to."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        parents = partners.browse(found)
        while parents := parents.parent_id.filtered(lambda one: one.id not in found):
            found = found | (set(parents.ids) & set(partner_ids))
            parents = parents.filtered(lambda one: one.id in found)
        return found

    @api.model
    def _beside_the_point(self):
        """Tables whose rows say nothing about use. A hook."""
        return BESIDE_THE_POINT

    @api.model
    def _references(self):
        """[(table, column)] of every foreign key to counterparties."""
        return self.env.execute_query(
            SQL(
                """SELECT c.conrelid::regclass::text, a.attname
                     FROM pg_constraint c
                     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                    WHERE c.contype = 'f' AND c.confrelid = 'res_partner'::regclass
                      AND c.conrelid::regclass::text != ALL(%s)
                      AND c.conrelid::regclass::text !~ %s
                    ORDER BY 1, 2""",
                list(self._beside_the_point()),
                OF_ATTRIBUTES,
            )
        )

    @api.model
    def _spoken_with(self, partner_ids):
        """Those with letters, remarks or files on their own card."""
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT res_id FROM mail_message
                    WHERE model = 'res.partner' AND res_id = ANY(%(ids)s)
                      AND message_type IN ('comment', 'email', 'sms')
                   UNION SELECT res_id FROM ir_attachment
                    WHERE res_model = 'res.partner' AND res_id = ANY(%(ids)s) AND res_field IS NULL
                   UNION SELECT res_id FROM mail_activity
                    WHERE res_model = 'res.partner' AND res_id = ANY(%(ids)s)""",
                ids=partner_ids,
            )
        )
        return {row[0] for row in rows}
