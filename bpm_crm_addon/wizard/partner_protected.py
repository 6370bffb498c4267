"""Protected data of a counterparty: enter it, or open it with a reason."""

from odoo import api, fields, models


class BpmPartnerProtected(models.TransientModel):
    _name = "bpm.partner.protected"
    _description = "Protected data"

    partner_id = fields.Many2one("res.partner", string="Counterparty", required=True, readonly=True)
    reason = fields.Char(string="Why you need to see it")
    is_open = fields.Boolean(compute="_compute_is_open")
    may_open = fields.Boolean(compute="_compute_is_open")
    line_ids = fields.One2many("bpm.partner.protected.line", "protected_id", string="Data")

    @api.depends_context("uid")
    @api.depends("partner_id")
    def _compute_is_open(self):
        for dialog in self:
            dialog.is_open = dialog.partner_id._bpm_protected_is_open()
            dialog.may_open = self.env.user.has_group("bpm_crm_addon.group_bpm_steward")

    @api.model
    def default_get(self, fields):
        """Override to list the protected attributes of the counterparty."""
        values = super().default_get(fields)
        partner = self.env["res.partner"].browse(values.get("partner_id"))
        if partner:
            values["line_ids"] = [
                (0, 0, {"attribute_id": attribute.id}) for attribute in partner._bpm_protected()
            ]
        return values

    def action_open(self):
        """Show the data; the reason goes into the audit trail."""
        self.ensure_one()
        self.partner_id._bpm_open_protected(self.reason)
        return self._again()

    def action_save(self):
        """Write what was entered."""
        self.ensure_one()
        self.partner_id._bpm_enter_protected(
            {line.attribute_id: line.entered for line in self.line_ids if line.entered}
        )
        return {"type": "ir.actions.act_window_close"}

    def _again(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_protected"
        )
        return {**action, "res_id": self.id}


class BpmPartnerProtectedLine(models.TransientModel):
    _name = "bpm.partner.protected.line"
    _description = "Protected value"

    protected_id = fields.Many2one(
        "bpm.partner.protected", required=True, index=True, ondelete="cascade"
    )
    attribute_id = fields.Many2one("bpm.partner.attribute", required=True, readonly=True)
    value = fields.Char(string="Stored", compute="_compute_value")
    entered = fields.Char(string="New value")

    @api.depends_context("uid")
    @api.depends("attribute_id", "protected_id.partner_id")
    def _compute_value(self):
        """Masked, unless the user has opened the data a moment ago; stored nowhere."""
        for line in self:
            partner = line.protected_id.partner_id
            partner.check_access("read")
            line.value = partner._bpm_protected_values().get(line.attribute_id.id, "")
