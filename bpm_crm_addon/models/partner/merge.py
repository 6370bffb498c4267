"""One merge of counterparties: what is prepared, carried out, and undone within 30 days."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

DAYS = 30
MOST = 5


class BpmPartnerMerge(models.Model):
    """The cards that are one counterparty; all but the kept one are archived by the merge."""

    _name = "bpm.partner.merge"
    _description = "Merge of counterparties"
    _order = "id desc"
    _rec_name = "kept_id"

    kept_id = fields.Many2one(
        "res.partner", string="Stays", required=True, index=True, ondelete="cascade", readonly=True
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "bpm_partner_merge_rel",
        "merge_id",
        "partner_id",
        string="Counterparties",
        context={"active_test": False},
        readonly=True,
    )
    line_ids = fields.One2many("bpm.partner.merge.line", "merge_id", readonly=True)
    move_ids = fields.One2many("bpm.partner.merge.move", "merge_id", readonly=True)
    state = fields.Selection(
        [
            ("prepared", "Prepared"),
            ("done", "Merged"),
            ("undone", "Undone"),
            ("branch", "Linked as a branch"),
        ],
        required=True,
        default="prepared",
        index=True,
        readonly=True,
    )
    merged_at = fields.Datetime(string="Merged on", readonly=True)
    merged_by_id = fields.Many2one("res.users", string="Merged by", readonly=True)
    undo_until = fields.Datetime(string="Can be undone until", readonly=True)
    undone_at = fields.Datetime(string="Undone on", readonly=True)
    undone_by_id = fields.Many2one("res.users", string="Undone by", readonly=True)
    left_count = fields.Integer(readonly=True)
    is_forgotten = fields.Boolean(readonly=True)
    ranks = fields.Json(readonly=True)
    company_values = fields.Json(readonly=True)

    # === OPENING === #

    @api.model
    def action_open(self, partner_ids):
        """Show what merging these counterparties means. Nothing is changed yet.

        :param partner_ids: their ids
        :return: the action that opens the page
        """
        self._check_steward()
        partners = self.env["res.partner"].browse(partner_ids).exists()
        partners.check_access("write")
        return self._open_for(partners)

    @api.model
    def _open_for(self, partners):
        """The page for these counterparties, prepared by the rules; see `action_open`."""
        if len(partners) < 2:
            raise UserError(self.env._("Mark at least two counterparties to merge them."))
        if len(partners) > MOST:
            raise UserError(
                self.env._(
                    "At most %s counterparties are merged at once. Mark fewer of them.", MOST
                )
            )
        merge = self.sudo().create(
            {"partner_ids": [(6, 0, partners.ids)], "kept_id": self._best_kept(partners).id}
        )
        merge._prepare_lines()
        return merge._action_page()

    def _action_page(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge Counterparties"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("bpm_crm_addon.bpm_partner_merge_view_form").id, "form")],
            "view_mode": "form",
            "target": "current",
        }

    def _check_steward(self):
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_steward"):
            raise AccessError(
                self.env._("Counterparties are merged by a data steward. Ask one of them.")
            )
        self.check_access("read")
        self.partner_ids.check_access("write")

    # === CHOOSING === #

    def action_keep(self, partner_id):
        """Let another card stay; choices made by hand hold."""
        self._check_steward()
        self._refuse_unless_prepared()
        if partner_id in self.partner_ids.ids:
            self._keep(partner_id)
        return self.bpm_page()

    def _keep(self, partner_id):
        self.sudo().kept_id = partner_id
        self.sudo()._prepare_lines()

    def action_choose(self, line_id, partner_id):
        """Let this card's value win in one line."""
        self._check_steward()
        self._refuse_unless_prepared()
        if partner_id in self.partner_ids.ids:
            self._choose(self.line_ids.filtered(lambda one: one.id == line_id), partner_id)
        return self.bpm_page()

    def _choose(self, line, partner_id):
        line.sudo().write({"winner_id": partner_id, "rule": "hand"})

    def _refuse_unless_prepared(self):
        self.ensure_one()
        if self.state != "prepared":
            raise UserError(
                self.env._("This is merged already. Undo it first to choose otherwise.")
            )

    # === MERGING === #

    def action_merge(self):
        """Merge: the kept card takes over everything, the others are archived."""
        self.ensure_one()
        self._check_steward()
        self._merge()
        return True

    def _merge(self):
        merge = self.sudo()
        merge._lock()
        merge._refuse_unless_prepared()
        merge._refuse_merge()
        kept, sources = merge.kept_id, merge.partner_ids - merge.kept_id
        notes = merge._move_all()
        merge._apply_values()
        sources.write({"active": False})
        merge._keep_notes(notes)
        merge._recompute(kept)
        now = fields.Datetime.now()
        merge.write(
            {
                "state": "done",
                "merged_at": now,
                "merged_by_id": self.env.uid,
                "undo_until": fields.Datetime.add(now, days=DAYS),
            }
        )
        merge._tell(self.env.uid, "merged")

    def _lock(self):
        """Wait for whoever merges or undoes with one of these cards, or changes one.

        The change of the rows makes a second one that has seen the past fail; it is repeated and
        finds what the first has left.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM res_partner WHERE id = ANY(%s) ORDER BY id FOR UPDATE""",
                self.partner_ids.ids,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET write_date = now() AT TIME ZONE 'UTC' WHERE id = ANY(%s)",
                self.partner_ids.ids,
            )
        )
        self.env.invalidate_all()

    def _recompute(self, partners):
        """Compute again what is stored on contacts that changed hands."""
        family = partners.with_context(active_test=False).child_ids | partners
        for name in ("commercial_partner_id", "commercial_company_name", "complete_name"):
            self.env.add_to_compute(family._fields[name], family)
        family.flush_recordset()

    def _tell(self, user_id, event):
        """Note a merge or its undoing: in the audit trail of each card, and on the kept one."""
        others = self.partner_ids - self.kept_id
        data = {"kept": self.kept_id.id, "merged": others.ids}
        self.env["bpm.journal"]._append(
            [
                {
                    "event": event, "res_model": "res.partner", "res_id": partner.id,
                    "user_id": user_id, "data": data,
                }
                for partner in self.partner_ids
            ]
        )  # fmt: skip
        names = ", ".join(others.mapped("display_name"))
        if event == "merged":
            text = self.env._("Merged with: %s. Can be undone for 30 days.", names)
        else:
            text = self.env._("The merge was undone with: %s.", names)
        author = self.env["res.users"].browse(user_id).partner_id
        self.kept_id._message_log(body=text, author_id=author.id)


class BpmPartnerMergeMove(models.Model):
    """Rows of one table that changed hands or were set aside."""

    _name = "bpm.partner.merge.move"
    _description = "What a merge moved"

    merge_id = fields.Many2one("bpm.partner.merge", required=True, index=True, ondelete="cascade")
    kind = fields.Selection([("moved", "Moved"), ("aside", "Set aside")], required=True)
    table_name = fields.Char(required=True)
    column_name = fields.Char(required=True)
    source_id = fields.Integer()
    as_text = fields.Boolean()
    has_id = fields.Boolean()
    rows = fields.Json()
