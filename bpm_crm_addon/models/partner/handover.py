"""Handing clients over: one document per hand-over, so that a route can ask for its approval.

journeys.md's salesperson: "1 action moves tasks, offers; nobody loses history". What moves is told
in handover_run.py; what it would be, in handover_preview.py.
"""

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

LEADERS = "sales_team.group_sale_salesman_all_leads"
CHOICES = ("from_id", "to_ids", "partner_ids", "domain", "with_quotes", "with_leads",
           "with_activities", "with_approvals")  # fmt: skip


class BpmPartnerHandover(models.Model):
    """From one person to one or several: all clients, those of a filter, or those chosen."""

    _name = "bpm.partner.handover"
    _description = "Hand-over of clients"
    _order = "id desc"
    _inherit = ["mail.thread"]

    from_id = fields.Many2one(
        "res.users", required=True, index=True, default=lambda self: self.env.user,
        context={"active_test": False}, domain="[('share', '=', False)]",
    )  # fmt: skip
    to_ids = fields.Many2many(
        "res.users", "bpm_partner_handover_to_rel", "handover_id", "user_id",
        context={"active_test": False},
        domain="[('share', '=', False), ('id', '!=', from_id)]",
    )  # fmt: skip
    partner_ids = fields.Many2many(
        "res.partner", "bpm_partner_handover_partner_rel", "handover_id", "partner_id",
        string="Only these clients", domain="[('user_id', '=', from_id)]",
    )  # fmt: skip
    domain = fields.Char(string="Only clients that", default="[]")
    with_quotes = fields.Boolean(string="Open quotations", default=True)
    with_leads = fields.Boolean(string="Open leads and opportunities", default=True)
    with_activities = fields.Boolean(string="Activities and tasks", default=True)
    with_approvals = fields.Boolean(string="Decisions that wait for them", default=True)
    reason = fields.Char(string="Why")
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Handed over")], required=True, default="draft",
        copy=False, index=True,
    )  # fmt: skip
    done_at = fields.Datetime(string="Handed over on", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", string="By", readonly=True, copy=False)
    line_ids = fields.One2many("bpm.partner.handover.line", "handover_id", readonly=True)
    outcome = fields.Json(readonly=True, copy=False)

    @api.depends("from_id", "to_ids")
    def _compute_display_name(self):
        for handover in self:
            names = ", ".join(handover.to_ids.mapped("name")) or "…"
            handover.display_name = f"{handover.from_id.name or '…'} → {names}"

    # === OPENING === #

    @api.model
    def action_open_for_user(self, user_ids):
        """A new hand-over of everything a person has.

        :param user_ids: the person, as a list of one id
        """
        if len(user_ids) != 1:
            raise UserError(self.env._("Choose one person whose clients are handed over."))
        return self._action_new({"default_from_id": user_ids[0]})

    @api.model
    def action_open_for_partners(self, partner_ids):
        """A new hand-over of these clients; all must belong to one person.

        :param partner_ids: their ids
        """
        partners = self.env["res.partner"].browse(partner_ids)
        owners = partners.user_id
        if len(owners) != 1:
            raise UserError(
                self.env._(
                    "These clients belong to %s people. Hand over the clients of one person at a "
                    "time.",
                    len(owners),
                )
            )
        mine = partners.filtered("user_id")
        return self._action_new(
            {"default_from_id": owners.id, "default_partner_ids": [(6, 0, mine.ids)]}
        )

    def _action_new(self, context):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_handover"
        )
        return {**action, "views": [(False, "form")], "context": context}

    # === CREATE, WRITE === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a hand-over begins as a draft."""
        handovers = super().create([{**vals, "state": "draft"} for vals in vals_list])
        handovers._check_may()
        return handovers

    def write(self, vals):
        """Override: whoever sets it to done carries it out; afterwards it stays as it was."""
        changed = set(vals) & {*CHOICES, "state", "reason"}
        if changed and any(handover.state == "done" for handover in self):
            raise UserError(
                self.env._("This is handed over already. To take it back, hand it over in turn.")
            )
        going = self if vals.get("state") == "done" else self.browse()
        going._check_may()
        going._check_complete()
        result = super().write(vals)
        if set(vals) & {"from_id", "state"}:
            self._check_may()
        for handover in going:
            handover._carry_out()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(handover.state == "done" for handover in self):
            raise UserError(self.env._("What was handed over stays noted. Only drafts go."))

    def _check_may(self):
        if self.env.su or self.env.user.has_group(LEADERS):
            return
        if self.env.user.has_group("bpm_crm_addon.group_bpm_admin"):
            return
        if any(handover.from_id != self.env.user for handover in self):
            raise AccessError(
                self.env._(
                    "You can hand over your own clients. Ask your team leader to hand over those "
                    "of a colleague."
                )
            )

    def _check_complete(self):
        for handover in self:
            if not handover.to_ids:
                raise UserError(self.env._("Say who receives the clients."))
            left = handover.to_ids.filtered(lambda user: not user.active or user.share)
            if left or handover.from_id in handover.to_ids:
                raise UserError(
                    self.env._(
                        "%s cannot receive clients. Choose a colleague who works here.",
                        (left or handover.from_id).mapped("name")[0],
                    )
                )

    # === ACTIONS === #

    def action_hand_over(self):
        """Hand over now; where a route asks for an approval, this is refused until it is given."""
        self.check_access("write")
        self.write({"state": "done"})
        return True

    def action_reverse(self):
        """Prepare to give everything back: one hand-over in turn per receiver."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "done":
            raise UserError(self.env._("Nothing was handed over yet."))
        back = self.create(
            [
                {
                    "from_id": user.id,
                    "to_ids": [(6, 0, self.from_id.ids)],
                    "partner_ids": [(6, 0, lines.partner_id.ids)],
                    "reason": self.env._("Back: %s", self.display_name),
                }
                for user, lines in self.line_ids.grouped("to_id").items()
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_handover"
        )
        if len(back) == 1:
            return {**action, "views": [(False, "form")], "res_id": back.id}
        return {**action, "domain": [("id", "in", back.ids)]}

    # === WHOM IT IS ABOUT === #

    def _is_whole(self):
        """Whether everything the person has is meant, not only chosen clients."""
        return not self.partner_ids and not self._filter()

    def _filter(self):
        try:
            return literal_eval(self.domain or "[]")
        except (SyntaxError, ValueError):
            raise UserError(self.env._("This condition cannot be read. Choose it anew.")) from None

    def _clients(self):
        """The clients it is about, contacts included; archived ones too."""
        self.ensure_one()
        domain = Domain("user_id", "=", self.from_id.id)
        if self.partner_ids:
            domain &= Domain("id", "child_of", self.partner_ids.ids)
        if self._filter():
            domain &= Domain(self._filter())
        return self.env["res.partner"].with_context(active_test=False).search(domain)
