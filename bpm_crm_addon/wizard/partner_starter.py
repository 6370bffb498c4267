"""Switch on ready sets of attributes with one click."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmPartnerStarter(models.TransientModel):
    _name = "bpm.partner.starter"
    _description = "Add ready sets"

    line_ids = fields.One2many("bpm.partner.starter.line", "starter_id", string="Sets")

    @api.model
    def default_get(self, fields):
        """Override to list what is there to choose from."""
        there = (
            self.env["bpm.partner.attribute.set"]
            .search([("starter", "!=", False)])
            .mapped("starter")
        )
        sets = self.env["bpm.partner.attribute.set"]._selection_starter()
        lines = [
            (0, 0, {"code": code, "is_there": code in there, "chosen": code in there})
            for code, _name in sets
        ]
        return {**super().default_get(fields), "line_ids": lines}

    def action_switch_on(self):
        """Make the sets that are ticked."""
        self.ensure_one()
        codes = [line.code for line in self.line_ids if line.chosen and not line.is_there]
        if not codes:
            raise UserError(self.env._("Tick at least one set."))
        sets = self.env["bpm.partner.attribute.set"]
        sets.check_access("create")
        sets._switch_on_starters(codes)
        return {"type": "ir.actions.act_window_close"}


class BpmPartnerStarterLine(models.TransientModel):
    _name = "bpm.partner.starter.line"
    _description = "Ready set"

    starter_id = fields.Many2one(
        "bpm.partner.starter", required=True, index=True, ondelete="cascade"
    )
    code = fields.Selection(selection="_selection_code", string="Set", required=True)
    contents = fields.Char(compute="_compute_contents")
    is_there = fields.Boolean(string="There already")
    chosen = fields.Boolean(string="Switch on")

    @api.model
    def _selection_code(self):
        return self.env["bpm.partner.attribute.set"]._selection_starter()

    @api.depends("code")
    def _compute_contents(self):
        for line in self:
            line.contents = self.env["bpm.partner.attribute.set"]._starter_contents(line.code)
