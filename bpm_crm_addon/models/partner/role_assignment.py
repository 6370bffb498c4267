"""Which counterparty has which role, from when to when, and how it came by it.

`res.partner.bpm_role_ids` holds the roles of today, for searching and grouping; it is kept equal
to the assignments here: at once when either is changed, each night for dates that have come.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class BpmPartnerRoleAssignment(models.Model):
    _name = "bpm.partner.role.assignment"
    _description = "Role given to a counterparty"
    _order = "date_from desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", required=True, index=True, ondelete="cascade"
    )
    role_id = fields.Many2one("bpm.partner.role", required=True, index=True, ondelete="cascade")
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self.env.company._bpm_today()
    )
    date_to = fields.Date(string="Until", help="The last day; empty while it goes on.")
    source = fields.Selection(
        [("fact", "By what happened"), ("hand", "By hand")],
        string="How",
        required=True,
        default="hand",
        readonly=True,
    )

    _open_uniq = models.UniqueIndex(
        "(partner_id, role_id) WHERE date_to IS NULL",
        "The counterparty has this role already. End it before it begins anew.",
    )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        if any(given.date_to and given.date_to < given.date_from for given in self):
            raise ValidationError(self.env._("A role cannot end before it begins."))

    # === CREATE, WRITE, DELETE === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to show the role at once."""
        given = super().create(vals_list)
        given._refresh(given.partner_id.ids)
        return given

    def write(self, vals):
        """Override to show the role, or show it no longer, at once."""
        partner_ids = self.partner_id.ids
        result = super().write(vals)
        self._refresh(partner_ids + self.partner_id.ids)
        return result

    def unlink(self):
        """Override to show the role no longer."""
        partner_ids = self.partner_id.ids
        result = super().unlink()
        self._refresh(partner_ids)
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _current(self):
        """SQL: the condition under which an assignment counts today, at the company.

        What happened has begun, though the server's clock may be a day ahead of the company's.
        """
        today = self.env.company._bpm_today()
        return SQL(
            "(date_from <= %s OR source = 'fact') AND (date_to IS NULL OR date_to >= %s)",
            today,
            today,
        )

    @api.model
    def _refresh(self, partner_ids=None):
        """Make the roles of today those of the assignments; of all counterparties without ids."""
        self.flush_model()
        self.env["res.partner"].flush_model(["bpm_role_ids"])
        among = SQL("TRUE")
        if partner_ids is not None:
            among = SQL("partner_id = ANY(%s)", list(set(partner_ids)))
        current = SQL(
            "SELECT partner_id, role_id FROM bpm_partner_role_assignment WHERE %s AND %s",
            among,
            self._current(),
        )
        self.env.cr.execute(
            SQL(
                """DELETE FROM bpm_partner_role_rel
                    WHERE %s AND (partner_id, role_id) NOT IN (%s)""",
                among,
                current,
            )
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO bpm_partner_role_rel (partner_id, role_id) %s ON CONFLICT DO NOTHING",
                current,
            )
        )
        self.env["res.partner"].invalidate_model(["bpm_role_ids", "bpm_role_assignment_ids"])

    @api.model
    def _follow(self, partners):
        """Make the assignments follow roles that were set by hand in `bpm_role_ids`."""
        partners.flush_recordset(["bpm_role_ids"])
        self.flush_model()
        today = self.env.company._bpm_today()
        ids = list(partners.ids)
        ended = SQL(
            """partner_id = ANY(%s) AND %s AND NOT EXISTS (
               SELECT 1 FROM bpm_partner_role_rel r
                WHERE r.partner_id = a.partner_id AND r.role_id = a.role_id)""",
            ids,
            self._current(),
        )
        # 1. given and taken away on one day was a slip; 2. what is over ended yesterday
        self.env.cr.execute(
            SQL(
                "DELETE FROM bpm_partner_role_assignment a WHERE %s AND date_from >= %s",
                ended,
                today,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE bpm_partner_role_assignment a SET date_to = %s WHERE %s",
                fields.Date.subtract(today, days=1),
                ended,
            )
        )
        # 3. what is new begins today
        self.env.cr.execute(
            SQL(
                """INSERT INTO bpm_partner_role_assignment
                          (partner_id, role_id, date_from, source, create_uid, create_date)
                   SELECT r.partner_id, r.role_id, %s, 'hand', %s, now() AT TIME ZONE 'UTC'
                     FROM bpm_partner_role_rel r
                    WHERE r.partner_id = ANY(%s) AND NOT EXISTS (
                          SELECT 1 FROM bpm_partner_role_assignment a
                           WHERE a.partner_id = r.partner_id AND a.role_id = r.role_id AND %s)""",
                today,
                self.env.uid,
                ids,
                self._current(),
            )
        )
        self.invalidate_model()
        partners.invalidate_recordset(["bpm_role_assignment_ids"])
